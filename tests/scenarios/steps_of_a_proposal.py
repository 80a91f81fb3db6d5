"""How a proposal of a hundred euros comes to wait for each thing that it can wait for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from domain.applicant import JointApplicant
from domain.command import Role
from domain.determination_events import DeterminationGround
from domain.money import Money
from domain.proposal import ProposalKind, TakeInHandling, WithdrawProposal
from domain.regrouping import PrepareMerger
from domain.regulation_contents import Regulation
from domain.regulation_parts import ApplicantKind
from domain.round_procedure import Quorum, QuorumMissed, RoundProcedure
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from projections.next_step import NextStep
from tests.scenarios.together import NEIGHBOUR
from tests.scenarios.town import Town, sealed

Step = Callable[[Town, str], object]
ASKED = 100_00
RULES = Regulation.model_validate(
    {
        "terms": {"article": "9", "completion_weeks": 1, "decision_weeks": 10, "payment_weeks": 2},
        "accounts": {"article": "7", "bands": ({"form": 1, "within_weeks": 13},)},
    }
)
"""Of which something is due in every state."""


def in_turn(*steps: Step) -> Step:
    """These steps, one after another."""

    def go(town: Town, name: str) -> None:
        for step in steps:
            step(town, name)

    return go


def unconfirmed(town: Town, name: str) -> None:
    """A neighbour applies too, and did not say so."""
    joint = (JointApplicant(applicant_id=NEIGHBOUR.id, kind=ApplicantKind.RESIDENT),)
    town.submit(name, ASKED, joint_applicants=joint)


def submitted(town: Town, name: str) -> None:
    """Somebody asks."""
    town.submit(name, ASKED)


def merged(town: Town, name: str) -> None:
    """It goes on in another."""
    other = f"beside-{name}"
    for each in (name, other):
        town.submit(each, ASKED)
    town.do(
        PrepareMerger,
        Role.RESIDENT,
        regrouping_id=f"merger-{name}",
        proposal_ids=(name, other),
        title=sealed("together"),
        description=sealed("both"),
        amount_cents=Money(ASKED),
    )


def agreed(town: Town, name: str) -> None:
    """A task is taken over."""
    town.submit(name, ASKED, kind=ProposalKind.CHALLENGE)
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=name)
    town.agrees(proposal_id=name)


def voted_on(town: Town, name: str, *, wins: bool) -> None:
    """People chose it, or another for which alone there is money."""
    other = f"beside-{name}"
    for each in (name, other):
        town.admit(each, ASKED)
    town.open_round([name, other], ASKED, RoundRules(rule=VotingRule.GREEDY), round_id=name)
    town.cast(1, name if wins else other, round_id=name)
    town.close_round(name)
    town.tally(name)


def without_outcome(town: Town, name: str) -> None:
    """People could choose it, and too few voted for an outcome."""
    town.admit(name, ASKED)
    quorum = Quorum(least_ballots=9, when_missed=QuorumMissed.NO_OUTCOME)
    town.open_round([name], ASKED, round_id=name, procedure=RoundProcedure(quorum=quorum))
    town.cast(1, name, round_id=name)
    town.close_round(name)
    town.tally(name)


def on_ballot(town: Town, name: str, days: int | None = 14) -> None:
    """People can vote, for so many days or until it is closed."""
    town.admit(name, ASKED)
    closes_at = town.now + timedelta(days=days) if days else None
    town.open_round([name], ASKED, closes_at=closes_at, round_id=name)


def granted(town: Town, name: str) -> None:
    """It was granted."""
    town.granted(name, ASKED)


def asked_to_pay(amount: int = ASKED) -> Step:
    """So much is asked."""
    return lambda town, name: town.request_payout(name, amount)


def approved(town: Town, name: str) -> None:
    """A second person agrees."""
    town.approve_payout(name)


def bank_pays(town: Town, name: str) -> None:
    """It is on the account."""
    town.pay(name)


def accounted(town: Town, name: str) -> None:
    """The applicant says what it cost."""
    town.render_account(name, ASKED)


def determined(amount: int = ASKED) -> Step:
    """It is certain what it comes to."""
    ground = DeterminationGround.AS_GRANTED if amount == ASKED else LOWER
    return lambda town, name: town.determine(name, amount, ground)


def closed(town: Town, name: str) -> None:
    """Nobody can object any more."""
    town.now += timedelta(weeks=7)
    town.close_dossier(name)


LOWER = DeterminationGround.NOT_CARRIED_OUT
PAID = in_turn(granted, asked_to_pay(), approved, bank_pays)
PARTLY_PAID = in_turn(granted, asked_to_pay(ASKED // 2), approved, bank_pays)
SETTLED = in_turn(PAID, accounted, determined())
TO_EACH: Mapping[NextStep, Step] = {
    NextStep.AWAITS_CONFIRMATION: unconfirmed,
    NextStep.AWAITS_HANDLING: submitted,
    NextStep.AWAITS_COMPLETION: in_turn(submitted, Town.ask_completion),
    NextStep.LEFT_OUT_OF_HANDLING: in_turn(submitted, Town.nothing_comes, Town.leave_out),
    NextStep.WITHDRAWN: in_turn(
        submitted, lambda town, name: town.do(WithdrawProposal, Role.RESIDENT, proposal_id=name)
    ),
    NextStep.MERGED: merged,
    NextStep.AGREED: agreed,
    NextStep.AWAITS_ROUND: lambda town, name: town.admit(name, ASKED),
    NextStep.ON_BALLOT: on_ballot,
    NextStep.AWAITS_TALLY: in_turn(
        lambda town, name: on_ballot(town, name, None), Town.close_round
    ),
    NextStep.AWAITS_RESERVATION: lambda town, name: voted_on(town, name, wins=True),
    NextStep.AWAITS_REFUSAL: lambda town, name: voted_on(town, name, wins=False),
    NextStep.AWAITS_COLLEGE: without_outcome,
    NextStep.AWAITS_DRAFT: in_turn(
        lambda town, name: town.admit(name, ASKED), lambda town, name: town.reserve(name, ASKED)
    ),
    NextStep.AWAITS_DECISION: in_turn(
        lambda town, name: town.admit(name, ASKED),
        lambda town, name: town.reserve(name, ASKED),
        lambda town, name: town.prepare(name, ASKED),
    ),
    NextStep.REFUSED: lambda town, name: town.refused(name, ASKED),
    NextStep.GRANT_WITHDRAWN: in_turn(granted, Town.withdrawn),
    NextStep.AWAITS_PAYOUT: granted,
    NextStep.AWAITS_SECOND_PERSON: in_turn(granted, asked_to_pay()),
    NextStep.AWAITS_BANK: in_turn(granted, asked_to_pay(), approved),
    NextStep.AWAITS_DETERMINATION: in_turn(PAID, accounted),
    NextStep.AWAITS_FINAL_PAYOUT: in_turn(PARTLY_PAID, accounted, determined()),
    NextStep.AWAITS_RECOVERY: in_turn(PAID, accounted, determined(ASKED // 2)),
    NextStep.SETTLED: SETTLED,
    NextStep.PARTLY_PAID: PARTLY_PAID,
    NextStep.PAID: PAID,
    NextStep.CLOSED: in_turn(SETTLED, closed),
}
"""The steps to each; that which lets most time pass stands last."""
