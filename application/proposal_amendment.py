"""Changing a proposal before it is frozen: amended, completed, its activities set and ranked."""

from __future__ import annotations

from application.coordinator import guard_assessor
from application.interest import guard_no_interest
from application.proposal import guard_still_fits
from application.proposal_standing import is_bound
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import proposal_activities, proposal_amendment, proposal_completion
from domain.address_ceiling import guard_within_ceilings
from domain.category_ceiling import guard_categories
from domain.deadlines import IsHoliday, no_holiday
from domain.event import Event
from domain.proposal import Proposal, ProposalStatus, evolve
from domain.proposal_activities import RankActivities, RemoveActivity, SetActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_completion import CompleteProposal, RequestCompletion


def amend_proposal(command: AmendProposal, read: Reading) -> list[StreamEvents]:
    """An applicant writes the proposal anew."""
    found = read.proposal(command.proposal_id)
    bound = is_bound(read, command.proposal_id)
    amended = proposal_amendment.amend(command, found.state, is_bound=bound)
    return [found.gets(_fitting(amended, found.state, read))]


def _fitting(changed: list[Event], before: Proposal | None, read: Reading) -> list[Event]:
    """The most for one proposal, for its addresses and its categories, holds for each of its
    versions; and what was asked when it was taken in handling, for each version after that.
    """
    for event in changed:
        after = evolve(before, event)
        if after is not None:
            rules = rules_under(read, after.regulation)
            guard_within_ceilings(rules, after.amount, after.addresses)
            guard_categories(rules, after)
            if after.status is ProposalStatus.IN_HANDLING:
                guard_still_fits(read, after)
    return changed


def request_completion(
    command: RequestCompletion, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """A case officer says what is missing, and until when it can be brought."""
    guard_no_interest(command, read)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    found = read.proposal(command.proposal_id)
    asked_under = found.state.regulation if found.state else None
    rules = rules_under(read, asked_under)
    asked = proposal_completion.request_completion(command, found.state, rules, is_holiday)
    return [found.gets(asked)]


def complete_proposal(command: CompleteProposal, read: Reading) -> list[StreamEvents]:
    """An applicant answers."""
    found = read.proposal(command.proposal_id)
    return [found.gets(proposal_completion.complete(command, found.state))]


def set_activity(command: SetActivity, read: Reading) -> list[StreamEvents]:
    """An applicant adds an activity with its budget, or writes one anew."""
    found = read.proposal(command.proposal_id)
    bound = is_bound(read, command.proposal_id)
    written = proposal_activities.set_activity(command, found.state, is_bound=bound)
    return [found.gets(_fitting(written, found.state, read))]


def remove_activity(command: RemoveActivity, read: Reading) -> list[StreamEvents]:
    """An applicant leaves an activity out."""
    found = read.proposal(command.proposal_id)
    bound = is_bound(read, command.proposal_id)
    left = proposal_activities.remove_activity(command, found.state, is_bound=bound)
    return [found.gets(_fitting(left, found.state, read))]


def rank_activities(command: RankActivities, read: Reading) -> list[StreamEvents]:
    """A case officer puts the activities in the order in which they are awarded."""
    guard_no_interest(command, read)
    found = read.proposal(command.proposal_id)
    bound = is_bound(read, command.proposal_id)
    ranked = proposal_activities.rank_activities(command, found.state, is_bound=bound)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    return [found.gets(ranked)]
