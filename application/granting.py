"""What every grant needs, at the first decision and after an objection alike."""

from __future__ import annotations

from datetime import date

from application.amount_change import determined_amount
from application.coordinator import coordinator_in
from application.feasibility import feasibility_rule
from application.proposal_standing import money_of, round_and_rules
from application.regulation import rules_under
from application.streams import Reading
from domain.activity import Granted
from domain.address_ceiling import guard_within_ceilings
from domain.budget import NotEnoughMoney
from domain.budget_year import CouncilAct
from domain.category_ceiling import guard_categories_granted
from domain.excess import room_then
from domain.feasibility import guard_feasible
from domain.grant import guard_round_was_won, outcome_binds
from domain.granted_activities import (
    ActivitiesOfDetermination,
    granted_to,
    guard_activities_kept,
    guard_part_granted,
)
from domain.ground_facts import GroundFacts
from domain.money import ZERO, Money, total
from domain.objection_term import ObjectionTerm
from domain.proposal import Proposal
from domain.proposal_activities import guard_brought_to_granted
from domain.regulation_guards import guard_council_decided
from domain.round_list import guard_activities_won
from domain.separation import guard_may_be_paid, guard_may_execute


def guard_may_be_granted(
    read: Reading, proposal: Proposal, granted: Granted, day: date, act: CouncilAct | None
) -> None:
    """Within what the regulation and the round that people voted in let it have (Awb 4:26)."""
    amount = granted.amount
    rules = rules_under(read, proposal.regulation)
    guard_found_feasible(read, proposal)
    guard_council_decided(rules, amount, act, day)
    coordinates = coordinator_in(read, proposal.wijk, day)
    guard_may_be_paid(rules, coordinates, proposal.applicants)
    guard_may_execute(rules, coordinates, proposal.applicants)
    guard_part_granted(rules, proposal, amount)
    guard_within_ceilings(rules, amount, proposal.addresses)
    of_each = granted_to(proposal, amount, granted.activities)
    guard_brought_to_granted(rules, proposal, granted)
    guard_categories_granted(rules, proposal, amount, of_each)
    counted, voted_under = round_and_rules(read, proposal)
    guard_round_was_won(proposal, counted, amount, voted_under)
    guard_activities_as_voted(read, proposal, granted)


def guard_found_feasible(read: Reading, proposal: Proposal) -> None:
    """What is granted was found feasible as it reads now, where the regulation has grounds."""
    guard_feasible(
        proposal.proposal_id,
        read.feasibility(proposal.proposal_id).state,
        proposal.version,
        feasibility_rule(read, proposal.proposal_id),
    )


def room_now(read: Reading, proposal: Proposal) -> Money:
    """What could be granted to it today: what is free, and what is set apart for it."""
    name = proposal.proposal_id
    money = read.budget(proposal.year, proposal.wijk).state
    purses = (money.reserved, money.won) if money else ()
    return total([money.available if money else ZERO, *(each.get(name, ZERO) for each in purses)])


def ground_facts(read: Reading, proposal: Proposal, room: Money) -> GroundFacts:
    """What the ground of a decision on a proposal is held against, where there is this room."""
    name = proposal.proposal_id
    counted, rules = round_and_rules(read, proposal)
    if counted is None or counted.has_no_outcome:
        return GroundFacts(proposal.amount, room)
    won = counted.won.get(name, ZERO)
    return GroundFacts(proposal.amount, room, won, outcome_binds(counted, rules))


def guard_activities_as_voted(read: Reading, proposal: Proposal, granted: Granted) -> None:
    """Where people voted per activity and their outcome binds, it says what each activity gets."""
    counted, voted_under = round_and_rules(read, proposal)
    if counted is not None and outcome_binds(counted, voted_under):
        guard_activities_won(proposal, counted, granted.activities)


def guard_activities_left(read: Reading, proposal: Proposal, had: Granted, left: Granted) -> None:
    """What is left of what a grant `had`, per activity; a determination is of the whole."""
    if determined_amount(read, proposal.proposal_id) is None:
        rules = rules_under(read, proposal.regulation)
        guard_activities_kept(rules, proposal, had, left.amount, left.activities)
    elif left.activities:
        raise ActivitiesOfDetermination()


def ceiling_then(read: Reading, proposal: Proposal, term: ObjectionTerm) -> Money:
    """What could be granted to it when it was first decided on, or when what is objected to was
    decided (Awb 4:25, third paragraph); nothing where its wijk has no money.
    """
    now = read.budget(proposal.year, proposal.wijk).state
    if now is None:
        return ZERO
    first = read.decision(proposal.proposal_id).state
    terms = {term} | ({first.objection_term} if first and first.objection_term else set())
    budgets = [read.budget_before(proposal.year, proposal.wijk, each.taken_at) for each in terms]
    return max(room_then(then, now, proposal.proposal_id) for then in budgets)


def guard_within_ceiling(read: Reading, proposal: Proposal, amount: Money, then: Money) -> None:
    """A grant that was determined binds no more money now; so much is there, or was there then."""
    _, now = money_of(read, proposal)
    room = max(then, now.available + now.granted.get(proposal.proposal_id, ZERO))
    if amount > room:
        raise NotEnoughMoney(available=room, wijk=proposal.wijk, year=proposal.year, asked=amount)
