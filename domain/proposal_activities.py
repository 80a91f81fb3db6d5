"""The activities of a proposal: set, removed, ranked; and awarded whole or not at all.

The proposal asks what its activities ask together. With one or more activities set, an amount pays
for whole activities in order of rank, unless a decision names what it grants.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from domain.activity import (
    ACTIVITIES_MAX,
    LINES_MAX,
    CostKind,
    CostLine,
    FundingLine,
    Granted,
    asked_for,
    awarded_within,
)
from domain.chosen_category import limits_costs
from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier
from domain.money import Money, total
from domain.proposal import Activity, Proposal, ProposalStatus, guard_status
from domain.proposal_amendment import guard_amendable, guard_not_frozen
from domain.proposal_events import (
    ProposalActivitiesRanked,
    ProposalActivityRemoved,
    ProposalActivitySet,
)
from domain.regulation_contents import Regulation
from domain.regulation_guards import guard_co_funding, guard_within_category_ceilings


class ActivityUnknown(Refusal):
    code = "activity.unknown"
    status = NOT_FOUND
    dutch = "Activiteit {activity} hoort niet bij dit voorstel."
    english = "Activity {activity} is no part of this proposal."


class TooManyActivities(Refusal):
    code = "activity.too_many"
    dutch = "Een voorstel heeft ten hoogste {maximum} activiteiten."
    english = "A proposal has {maximum} activities at most."


class LastActivity(Refusal):
    code = "activity.last_one"
    dutch = "Een voorstel houdt ten minste één activiteit. Verander deze, of trek het voorstel in."
    english = "A proposal keeps at least one activity. Change this one, or withdraw the proposal."


class CostsMissing(Refusal):
    code = "regulation.costs_missing"
    dutch = (
        "Artikel {article} kent een maximum voor soorten kosten. Zet in het voorstel eerst wat het "
        "doet, met de kosten daarvan."
    )
    english = (
        "Article {article} has a most for kinds of costs. Set in the proposal first what it does, "
        "with what that costs."
    )


class RankingIncomplete(Refusal):
    code = "activity.ranking_incomplete"
    dutch = "Zet alle activiteiten van het voorstel in volgorde, elk één keer."
    english = "Put all activities of the proposal in order, each of them once."


class ActivityInPart(Refusal):
    code = "activity.in_part"
    dutch = "{asked} betaalt geen hele activiteiten; {amount} wel. Een deel wordt niet betaald."
    english = "{asked} does not pay for whole activities; {amount} does. No part is paid."


class SetActivity(ActorCommand):
    """Add an activity with its budget, or write an earlier one anew."""

    proposal_id: Identifier
    activity_id: Identifier
    title: Commitment
    costs: tuple[CostLine, ...] = Field(min_length=1, max_length=LINES_MAX)
    funding: tuple[FundingLine, ...] = Field(default=(), max_length=LINES_MAX)
    category: Identifier | None = None


class RemoveActivity(ActorCommand):
    """Leave an activity out of the proposal."""

    proposal_id: Identifier
    activity_id: Identifier


class RankActivities(ActorCommand):
    """Put all activities of a proposal in the order in which they are awarded, with a reason."""

    proposal_id: Identifier
    activity_ids: tuple[Identifier, ...] = Field(min_length=1, max_length=ACTIVITIES_MAX)
    reason: Commitment


def set_activity(command: SetActivity, proposal: Proposal | None, *, is_bound: bool) -> list[Event]:
    """The activity asks its costs without its co-funding, and the proposal their sum."""
    found = guard_amendable(command, proposal, command.proposal_id, is_bound=is_bound)
    asked = asked_for(command.costs, command.funding)
    others = _asked(found, without=command.activity_id)
    guard_number_of_activities(len(others) + 1)
    return [
        ProposalActivitySet.following(
            command,
            version=found.version + 1,
            asked_cents=asked,
            amount_cents=total(others) + asked,
        )
    ]


def remove_activity(
    command: RemoveActivity, proposal: Proposal | None, *, is_bound: bool
) -> list[Event]:
    """One of several can go; a proposal that asks nothing is withdrawn instead."""
    found = guard_amendable(command, proposal, command.proposal_id, is_bound=is_bound)
    guard_activity_exists(found, command.activity_id)
    others = _asked(found, without=command.activity_id)
    if not others:
        raise LastActivity()
    return [
        ProposalActivityRemoved.following(
            command, version=found.version + 1, amount_cents=total(others)
        )
    ]


def rank_activities(
    command: RankActivities, proposal: Proposal | None, *, is_bound: bool
) -> list[Event]:
    """Who assesses puts every activity in order, before anything is frozen on it."""
    found = guard_status(proposal, command.proposal_id, ProposalStatus.IN_HANDLING)
    guard_not_frozen(found, is_bound=is_bound)
    if sorted(command.activity_ids) != sorted(found.activities):
        raise RankingIncomplete()
    return [ProposalActivitiesRanked.following(command)]


def guard_number_of_activities(number: int) -> None:
    """Everything has a bound, also what comes together."""
    if number > ACTIVITIES_MAX:
        raise TooManyActivities(maximum=ACTIVITIES_MAX)


def guard_whole_activities(proposal: Proposal, amount: Money) -> None:
    """A remainder that does not cover a whole activity is not paid in part (Amersfoort, 2017)."""
    if not proposal.activities:
        return
    asked = {name: each.asked for name, each in proposal.activities.items()}
    whole = total(asked[name] for name in awarded_within(tuple(asked.items()), amount))
    if whole != amount:
        raise ActivityInPart(asked=amount, amount=whole)


def guard_budget(rules: Regulation, proposal: Proposal) -> None:
    """What the regulation says of budgets: the most per kind of costs, so that there are some, and
    what applicants bring.

    Own work is valued in kind; whether it counts is the regulation's to say.
    """
    if rules.ceilings and limits_costs(rules) and not proposal.activities:
        raise CostsMissing(article=rules.ceilings.article)
    costs = [line for each in proposal.activities.values() for line in each.costs]
    by_kind = {
        kind.value: total(line.amount_cents for line in costs if line.kind is kind)
        for kind in CostKind
    }
    guard_within_category_ceilings(rules, by_kind)
    _guard_brought(rules, proposal.amount, proposal.activities.values())


def guard_brought_to_granted(rules: Regulation, proposal: Proposal, granted: Granted) -> None:
    """What applicants bring is brought to what is granted, where a decision names activities: what
    they would have brought to the others is not.
    """
    of_each = granted.of_each
    if any(of_each.values()):
        paid = [each for name, each in proposal.activities.items() if of_each.get(name)]
        _guard_brought(rules, granted.amount, paid)


def guard_activity_exists(proposal: Proposal, activity_id: str) -> None:
    """Only what is part of the proposal can leave it."""
    if activity_id not in proposal.activities:
        raise ActivityUnknown(activity=activity_id)


def _guard_brought(rules: Regulation, amount: Money, activities: Iterable[Activity]) -> None:
    funding = [line for each in activities for line in each.funding]
    own_work = total(line.amount_cents for line in funding if line.kind.in_kind)
    brought = total(line.amount_cents for line in funding if not line.kind.in_kind)
    guard_co_funding(rules, amount, brought, own_work)


def _asked(proposal: Proposal, *, without: str) -> list[Money]:
    return [each.asked for name, each in proposal.activities.items() if name != without]
