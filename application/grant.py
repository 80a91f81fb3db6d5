"""Reserving money for a proposal, and releasing a reservation."""

from __future__ import annotations

from application.coordinator import guard_assessor
from application.interest import guard_no_interest
from application.proposal import guard_still_fits
from application.proposal_standing import (
    existing_proposal,
    money_of,
    proposal_in_handling,
    round_and_rules,
)
from application.regulation import rules_under
from application.round_money import kept_when_given_up
from application.streams import Reading, StreamEvents
from application.wijk_money import settled_movements
from domain import budget, grant
from domain.budget import Budget, budget_after
from domain.budget_year import guard_year_is_open
from domain.calendar import dutch_day
from domain.deadlines import IsHoliday, no_holiday
from domain.decision import guard_not_decided
from domain.decision_term import guard_is_late
from domain.event import Event
from domain.excess import cover_excess, room_then
from domain.grant import ReleaseGrant, ReserveGrant
from domain.granted_activities import guard_whole_reserved
from domain.proposal import Proposal
from domain.round_money import freed_for


def reserve_grant(
    command: ReserveGrant, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """Set money of the wijk apart; in the same command, so never a cent too much.

    What nobody votes on still has the support that it was handled with: it can be withdrawn until
    now. Where the decision is late, a year that was closed meanwhile is not in its way.
    """
    guard_no_interest(command, read)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    found = read.grant(command.proposal_id)
    proposal = proposal_in_handling(read, command.proposal_id)
    if command.cover is None:
        guard_year_is_open(read.budget_year(proposal.year).state, proposal.year)
    tallied, rules = round_and_rules(read, proposal)
    reserved = grant.reserve(command, found.state, proposal, tallied, rules)
    kept_to = rules_under(read, proposal.regulation)
    if tallied is None:
        guard_still_fits(read, proposal)
    guard_whole_reserved(kept_to, proposal, command.amount_cents)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    money, held = money_of(read, proposal)
    freed: list[Event] = [*freed_for(command, held, proposal)]
    available = budget_after(held, freed)
    covered = _covered_if_late(command, read, proposal, available, is_holiday)
    enough = budget_after(available, covered)
    moved = budget.reserve(command, enough, command.proposal_id, command.amount_cents)
    return [found.gets(reserved), money.gets([*freed, *covered, *moved])]


def _covered_if_late(
    command: ReserveGrant,
    read: Reading,
    proposal: Proposal,
    available: Budget,
    is_holiday: IsHoliday,
) -> list[Event]:
    """What a late decision needs above what is left, where the ceiling was not in its way then."""
    if command.cover is None or proposal.submitted_on is None:
        return []
    rules = rules_under(read, proposal.regulation)
    today = dutch_day(command.at)
    late_from = guard_is_late(proposal.submitted_on, rules, today, is_holiday, proposal.stood_still)
    then = read.budget_before(proposal.year, proposal.wijk, late_from)
    return cover_excess(
        command,
        available,
        command.proposal_id,
        command.amount_cents,
        command.cover,
        was_within_ceiling=command.amount_cents <= room_then(then, available, proposal.proposal_id),
    )


def release_grant(command: ReleaseGrant, read: Reading) -> list[StreamEvents]:
    """Give a reservation up; its money is available again, or held for who won a round."""
    guard_no_interest(command, read)
    found = read.grant(command.proposal_id)
    released = grant.release(command, found.state)
    proposal = existing_proposal(read, command.proposal_id)
    money, reserved = money_of(read, proposal)
    moved = budget.release_reservation(command, reserved, command.proposal_id)
    after = settled_movements(command, reserved, moved, proposal, read)
    kept = kept_when_given_up(command, read, proposal, reserved, after)
    return [found.gets(released), money.gets(kept)]
