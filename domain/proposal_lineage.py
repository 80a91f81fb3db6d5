"""Where a proposal came from and where it went: merged and split.

Read both ways: a new proposal names those it came from, an old one names the one it went into. What
people consented to is in `regrouping`; here it takes effect.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.address_ceiling import addresses_together, guard_within_ceilings
from domain.applicant import JOINT_MAX, JointApplicant
from domain.category_ceiling import category_together, guard_categories_together
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event
from domain.merged_activities import merged_activities
from domain.money import Money, total
from domain.proposal import (
    CONFIRMED,
    Activity,
    Proposal,
    ProposalKind,
    ProposalSubmitted,
    guard_status,
)
from domain.proposal_activities import guard_activity_exists, guard_number_of_activities
from domain.proposal_amendment import AmountFollowsActivities, guard_not_frozen
from domain.proposal_events import (
    ProposalActivitySet,
    ProposalMerged,
    ProposalSplit,
)
from domain.regrouping import MergerPrepared, SplitPrepared
from domain.regulation_contents import Regulation, RegulationVersion
from domain.regulation_guards import guard_applicant_may_apply, guard_layer_is_funded
from domain.regulation_parts import ApplicantKind


class NamedTwice(Refusal):
    code = "lineage.named_twice"
    dutch = "Voorstel {proposal} staat er twee keer in."
    english = "Proposal {proposal} is named twice."


class NotAlike(Refusal):
    code = "lineage.not_alike"
    dutch = "Samenvoegen kan binnen één wijk, jaar en soort aanvraag; {proposal} hoort elders."
    english = "Only one wijk, year and kind of proposal can merge; {proposal} belongs elsewhere."


class LayersDiffer(Refusal):
    code = "lineage.layers_differ"
    dutch = "Artikel {article} vraagt één vorm van steun; deze voorstellen hebben er meer."
    english = "Article {article} asks for one layer of support; these proposals have several."


class TooManyApplicants(Refusal):
    code = "lineage.too_many_applicants"
    dutch = "Samen zijn dit {found} aanvragers; bij een voorstel horen er ten hoogste {maximum}."
    english = "Together these are {found} applicants; a proposal has {maximum} at most."


class PartTakesAll(Refusal):
    code = "lineage.part_takes_all"
    dutch = "Er moet iets overblijven: het deel is minder dan het hele voorstel ({amount})."
    english = "Something must be left: the part is less than the whole proposal ({amount})."


class AddressesNotDivided(Refusal):
    code = "lineage.addresses_not_divided"
    dutch = (
        "Aan dit voorstel doen {addresses} adressen mee. Zeg hoeveel daarvan bij het deel horen: "
        "ten minste één, en niet alle."
    )
    english = (
        "{addresses} addresses take part in this proposal. Say how many of them belong to the "
        "part: at least one, and not all."
    )


def guard_can_merge(
    proposal_ids: Sequence[str],
    proposals: Mapping[str, Proposal | None],
    amount: Money,
    bound: frozenset[str],
) -> list[Proposal]:
    """What merges is alike, and nobody votes or decides on it. `bound`: where money or a draft is.

    Activities go along where each proposal has them; the amount is then what they ask.
    """
    found: list[Proposal] = []
    for proposal_id in proposal_ids:
        each = guard_status(proposals[proposal_id], proposal_id, *CONFIRMED)
        guard_not_frozen(each, is_bound=proposal_id in bound)
        if each in found:
            raise NamedTwice(proposal=proposal_id)
        if found and _place(each) != _place(found[0]):
            raise NotAlike(proposal=proposal_id)
        found.append(each)
    if all(each.activities for each in found):
        guard_amount_is_of(amount, total(each.amount for each in found))
        guard_number_of_activities(sum(len(each.activities) for each in found))
    applicants = frozenset(who for each in found for who in each.applicants)
    if len(applicants) > JOINT_MAX + 1:
        raise TooManyApplicants(found=len(applicants), maximum=JOINT_MAX + 1)
    return found


def guard_fits_together(proposals: Sequence[Proposal], amount: Money, rules: Regulation) -> None:
    """What merges begins anew, within the regulation of that day: applicants, layer, amount."""
    for kind in (kind for each in proposals for kind in _kinds(each).values()):
        guard_applicant_may_apply(rules, kind)
    layers = {each.layer for each in proposals}
    if rules.layers and (len(layers) > 1 or None in layers):
        raise LayersDiffer(article=rules.layers.article)
    for layer in layers:
        if layer is not None:
            guard_layer_is_funded(rules, layer)
    guard_within_ceilings(rules, amount, addresses_together(each.addresses for each in proposals))
    guard_categories_together(rules, proposals, amount)


def leader_of(plan: MergerPrepared, proposals: Sequence[Proposal]) -> str:
    """Who is named first in a merger: who prepared it, or the applicant of the first proposal."""
    if any(plan.by.id in each.applicants for each in proposals):
        return plan.by.id
    return proposals[0].applicant_id


def merged(
    command: ActorCommand,
    plan: MergerPrepared,
    proposals: Sequence[Proposal],
    merged_id: str,
    regulation: RegulationVersion | None = None,
) -> tuple[list[Event], dict[str, Event]]:
    """The events of the new proposal, under `regulation`, and of each that goes on in it."""
    leader = leader_of(plan, proposals)
    kinds = {who: kind for each in reversed(proposals) for who, kind in _kinds(each).items()}
    layers = {each.layer for each in proposals}
    submitted = ProposalSubmitted.following(
        command,
        proposal_id=merged_id,
        wijk=proposals[0].wijk,
        year=proposals[0].year,
        title=plan.title,
        description=plan.description,
        amount_cents=plan.amount_cents,
        kind=proposals[0].kind,
        layer=layers.pop() if len(layers) == 1 else None,
        applicant_id=leader,
        applicant_kind=kinds[leader],
        joint_applicants=tuple(
            JointApplicant(applicant_id=who, kind=kind)
            for who, kind in sorted(kinds.items())
            if who != leader
        ),
        helper_ids=tuple(sorted({who for each in proposals for who in each.helper_ids})),
        came_from=plan.proposal_ids,
        addresses=addresses_together(each.addresses for each in proposals),
        category=category_together(proposals),
        regulation=regulation,
    )
    activities = merged_activities(proposals)
    left = {
        each.proposal_id: ProposalMerged.following(
            command, proposal_id=each.proposal_id, into=merged_id
        )
        for each in proposals
    }
    return [submitted, *_set(command, merged_id, activities)], dict(left)


def guard_can_split(plan: SplitPrepared, proposal: Proposal | None, *, is_bound: bool) -> Proposal:
    """A part leaves something behind. Where there are activities, it is some of them; where the
    addresses that take part were told, each counts for the part or for the rest.
    """
    found = guard_status(proposal, plan.proposal_id, *CONFIRMED)
    guard_not_frozen(found, is_bound=is_bound)
    for activity_id in plan.activity_ids:
        guard_activity_exists(found, activity_id)
    if found.activities:
        asked = total(found.activities[name].asked for name in set(plan.activity_ids))
        guard_amount_is_of(plan.amount_cents, asked)
    if plan.amount_cents >= found.amount:
        raise PartTakesAll(amount=found.amount)
    if found.addresses is not None and not 0 < (plan.addresses or 0) < found.addresses:
        raise AddressesNotDivided(addresses=found.addresses)
    return found


def split(
    command: ActorCommand, plan: SplitPrepared, proposal: Proposal, part_id: str
) -> tuple[list[Event], Event]:
    """The events of the part, and what is left of the proposal it was split from."""
    submitted = ProposalSubmitted.following(
        command,
        proposal_id=part_id,
        wijk=proposal.wijk,
        year=proposal.year,
        title=plan.title,
        description=plan.description,
        amount_cents=plan.amount_cents,
        kind=proposal.kind,
        layer=proposal.layer,
        applicant_id=proposal.applicant_id,
        applicant_kind=proposal.applicant_kind,
        joint_applicants=proposal.joint_applicants,
        helper_ids=proposal.helper_ids,
        came_from=(proposal.proposal_id,),
        addresses=plan.addresses,
        category=proposal.category,
        regulation=proposal.regulation,
    )
    gone = {name: proposal.activities[name] for name in plan.activity_ids}
    left = ProposalSplit.following(
        command,
        proposal_id=proposal.proposal_id,
        version=proposal.version + 1,
        part=part_id,
        activity_ids=tuple(gone),
        amount_cents=proposal.amount - plan.amount_cents,
        addresses=proposal.addresses and proposal.addresses - (plan.addresses or 0),
    )
    return [submitted, *_set(command, part_id, gone)], left


def guard_amount_is_of(amount: Money, asked: Money) -> None:
    """What activities ask together is what the proposal asks."""
    if amount != asked:
        raise AmountFollowsActivities(amount=asked)


def _set(
    command: ActorCommand, proposal_id: str, activities: Mapping[str, Activity]
) -> list[Event]:
    asked: list[Money] = []
    events: list[Event] = []
    for version, (name, activity) in enumerate(activities.items(), start=2):
        asked.append(activity.asked)
        events.append(
            ProposalActivitySet.following(
                command,
                proposal_id=proposal_id,
                version=version,
                activity_id=name,
                title=activity.title,
                costs=activity.costs,
                funding=activity.funding,
                asked_cents=activity.asked,
                amount_cents=total(asked),
                category=activity.category,
            )
        )
    return events


def _kinds(proposal: Proposal) -> dict[str, ApplicantKind]:
    joint = {each.applicant_id: each.kind for each in proposal.joint_applicants}
    return {proposal.applicant_id: proposal.applicant_kind, **joint}


def _place(proposal: Proposal) -> tuple[str, int, ProposalKind]:
    return proposal.wijk, proposal.year, proposal.kind
