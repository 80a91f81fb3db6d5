"""A proposal: an initiative that a resident submits for a wijk.

It is taken in handling; the applicant may withdraw it. From being taken in handling on it is an
application (aanvraag). Whoever did not submit it and stands with it as applicant confirms it first.
What changes a proposal afterwards, or leaves it out of handling, has rooms of its own:
`proposal_amendment`, `proposal_completion`, `leaving_out`, `proposal_activities`,
`proposal_lineage`.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from domain.address_ceiling import Addresses, guard_within_ceilings
from domain.applicant import JOINT_MAX, JointApplicant, guard_named_once
from domain.calendar import dutch_day
from domain.chosen_category import guard_category_asked
from domain.command import ActorCommand, ActorId
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Event, Identifier, WijkCode, Year
from domain.money import PositiveMoney
from domain.proposal_events import (
    LeftOutGround,
    ProposalConfirmed,
    ProposalKind,
    ProposalLeftOutOfHandling,
    ProposalPlacedOnBallot,
    ProposalSubmitted,
    ProposalTakenInHandling,
    ProposalWithdrawn,
)
from domain.proposal_state import (
    CONFIRMED,
    UNDECIDED,
    Activity,
    OwnInterest,
    Proposal,
    ProposalInWrongState,
    ProposalStatus,
    ProposalUnknown,
    evolve,
    guard_proposal_exists,
    guard_status,
    stream_of,
)
from domain.regulation import AdoptedRegulation
from domain.regulation_contents import Regulation
from domain.regulation_guards import guard_applicant_may_apply, guard_layer_is_funded
from domain.regulation_parts import ApplicantKind, SupportLayer

__all__ = [
    "CONFIRMED",
    "UNDECIDED",
    "Activity",
    "ConfirmProposal",
    "LayerMissing",
    "LeftOutGround",
    "NotTheApplicant",
    "NothingToConfirm",
    "OwnInterest",
    "Proposal",
    "ProposalAlreadyOnBallot",
    "ProposalAlreadySubmitted",
    "ProposalConfirmed",
    "ProposalHasMoney",
    "ProposalInWrongState",
    "ProposalKind",
    "ProposalLeftOutOfHandling",
    "ProposalPlacedOnBallot",
    "ProposalStatus",
    "ProposalSubmitted",
    "ProposalTakenInHandling",
    "ProposalUnknown",
    "ProposalWithdrawn",
    "SubmitProposal",
    "TakeInHandling",
    "TermNotOver",
    "WithdrawProposal",
    "confirm",
    "evolve",
    "guard_completion_is_over",
    "guard_proposal_exists",
    "guard_status",
    "place_on_ballot",
    "stream_of",
    "submit",
    "take_in_handling",
    "withdraw",
]
"""The whole vocabulary of a proposal, so that other rooms find it here."""


class ProposalAlreadySubmitted(Refusal):
    code = "proposal.already_submitted"
    dutch = "Voorstel {proposal} is al ingediend."
    english = "Proposal {proposal} has already been submitted."


class NotTheApplicant(Refusal):
    code = "proposal.not_the_applicant"
    status = FORBIDDEN
    dutch = "Alleen de indiener kan dit voorstel intrekken."
    english = "Only the applicant can withdraw this proposal."


class ProposalAlreadyOnBallot(Refusal):
    code = "proposal.already_on_ballot"
    dutch = "Voorstel {proposal} staat al op de lijst van stemronde {round}."
    english = "Proposal {proposal} is already on the list of round {round}."


class ProposalHasMoney(Refusal):
    code = "proposal.has_money"
    dutch = "Voor dit voorstel is geld gereserveerd of verleend; intrekken kan zo niet meer."
    english = "Money is reserved or granted for this proposal; it cannot be withdrawn this way."


class LayerMissing(Refusal):
    code = "proposal.layer_missing"
    dutch = "Zeg bij welke vorm van steun het voorstel hoort; artikel {article} vraagt het."
    english = "Say which layer of support the proposal belongs to; article {article} asks for it."


class NothingToConfirm(Refusal):
    code = "proposal.nothing_to_confirm"
    dutch = "U hoeft dit voorstel niet te bevestigen: u staat er niet bij, of u deed dat al."
    english = "You need not confirm this proposal: it does not name you, or you did so before."


class TermNotOver(Refusal):
    code = "proposal.term_not_over"
    dutch = "De indiener kan het voorstel nog aanvullen tot en met {answer_by}."
    english = "The applicant can complete the proposal until {answer_by}."


class SubmitProposal(ActorCommand):
    """Propose an initiative for a wijk, with the amount it needs.

    Without `proposal_id` it gets the next number of its wijk and year. Only what brings proposals
    in that have ids already, as an import, gives one: ties go by id, so nobody who has an interest
    in a proposal may have a say in it. With `on_behalf_of` a helper submits for a resident, who
    confirms it. `layer` is where the initiative stands in the pyramid of support; `addresses` how
    many of them take part, where the regulation counts them; `category` one that it has a most for.
    """

    proposal_id: Identifier | None = None
    wijk: WijkCode
    year: Year
    title: Commitment
    description: Commitment
    amount_cents: PositiveMoney
    kind: ProposalKind = ProposalKind.GRANT
    layer: SupportLayer | None = None
    applicant_kind: ApplicantKind = ApplicantKind.RESIDENT
    joint_applicants: tuple[JointApplicant, ...] = Field(default=(), max_length=JOINT_MAX)
    on_behalf_of: ActorId | None = None
    addresses: Addresses | None = None
    category: Identifier | None = None


class ConfirmProposal(ActorCommand):
    """Say that a proposal in which one is named as applicant is one's own."""

    proposal_id: Identifier


class TakeInHandling(ActorCommand):
    """Admit a proposal: it is complete and fits the scheme, or is decided on as it is."""

    proposal_id: Identifier


class WithdrawProposal(ActorCommand):
    """Withdraw one's own proposal."""

    proposal_id: Identifier


def submit(
    command: SubmitProposal,
    proposal_id: str,
    proposal: Proposal | None,
    regulation: AdoptedRegulation | None = None,
) -> list[Event]:
    """A proposal is submitted once, within the regulation in force, which it keeps.

    With a helper, or with others, it waits for who is named.
    """
    if proposal is not None:
        raise ProposalAlreadySubmitted(proposal=proposal_id)
    applicant_id = command.on_behalf_of or command.by.id
    guard_named_once(applicant_id, command.joint_applicants)
    if regulation is not None:
        guard_fits_regulation(command, regulation.rules)
    return [
        ProposalSubmitted.following(
            command,
            proposal_id=proposal_id,
            applicant_id=applicant_id,
            helper_ids=() if applicant_id == command.by.id else (command.by.id,),
            came_from=(),
            regulation=regulation.version if regulation else None,
        )
    ]


def guard_fits_regulation(command: SubmitProposal, rules: Regulation) -> None:
    """Who may apply, for which layer of support, and for how much at most."""
    for kind in (command.applicant_kind, *(each.kind for each in command.joint_applicants)):
        guard_applicant_may_apply(rules, kind)
    if rules.layers and command.layer is None:
        raise LayerMissing(article=rules.layers.article)
    if command.layer is not None:
        guard_layer_is_funded(rules, command.layer)
    guard_within_ceilings(rules, command.amount_cents, command.addresses)
    guard_category_asked(rules, command.category, command.amount_cents)


def confirm(command: ConfirmProposal, proposal: Proposal | None) -> list[Event]:
    """Each applicant who did not submit it says so for themselves; a helper cannot."""
    found = guard_status(proposal, command.proposal_id, ProposalStatus.UNCONFIRMED)
    if command.by.id not in found.unconfirmed:
        raise NothingToConfirm()
    return [ProposalConfirmed.following(command)]


def take_in_handling(command: TakeInHandling, proposal: Proposal | None) -> list[Event]:
    """What was submitted; as it is, where the term for completing it passed unused."""
    states = ProposalStatus.SUBMITTED, ProposalStatus.AWAITS_COMPLETION
    found = guard_status(proposal, command.proposal_id, *states)
    guard_completion_is_over(found, dutch_day(command.at))
    return [ProposalTakenInHandling.following(command)]


def guard_completion_is_over(found: Proposal, today: date) -> None:
    """Whom completion was asked of has the whole term for it (Awb 4:5)."""
    if found.answer_by is not None and today <= found.answer_by:
        raise TermNotOver(answer_by=found.answer_by.isoformat())


def withdraw(
    command: WithdrawProposal, proposal: Proposal | None, *, has_money: bool
) -> list[Event]:
    """The applicant may withdraw as long as no money is reserved or granted."""
    found = guard_status(proposal, command.proposal_id, *UNDECIDED)
    if command.by.id != found.applicant_id:
        raise NotTheApplicant()
    if has_money:
        raise ProposalHasMoney()
    return [ProposalWithdrawn.following(command)]


def place_on_ballot(
    command: ActorCommand, proposal: Proposal | None, proposal_id: str, round_id: str
) -> ProposalPlacedOnBallot:
    """A proposal in handling stands on one list only; its amount becomes its price."""
    found = guard_status(proposal, proposal_id, ProposalStatus.IN_HANDLING)
    if found.round_id is not None:
        raise ProposalAlreadyOnBallot(proposal=proposal_id, round=found.round_id)
    return ProposalPlacedOnBallot.following(
        command, proposal_id=proposal_id, round_id=round_id, price_cents=found.amount
    )
