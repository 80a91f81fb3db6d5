"""Deciding on a proposal: prepared, taken with its money, verified."""

from __future__ import annotations

from application.coordinator import guard_assessor
from application.granting import (
    ground_facts,
    guard_activities_as_voted,
    guard_found_feasible,
    guard_may_be_granted,
    room_now,
)
from application.interest import guard_no_interest
from application.precedence import guard_goes_first, waits_no_longer
from application.proposal_standing import (
    advising_round,
    money_of,
    proposal_in_handling,
    round_and_rules,
)
from application.ranking import guard_order_unchanged, is_ranked, weighed_by_points
from application.regulation import rules_under
from application.round_money import ended_without_money
from application.streams import Reading, StreamEvents
from application.wijk_money import settled_movements
from domain import budget, decision, grant
from domain.activity import Granted
from domain.advice_weighing import advised_on, guard_advice_unchanged, weigh
from domain.calendar import dutch_day
from domain.deadlines import IsHoliday, no_holiday
from domain.decision import (
    Decision,
    DecisionTaken,
    PrepareDecision,
    TakeDecision,
    VerifyDecision,
)
from domain.decision_ground import DecisionOutcome
from domain.decision_weighed import NOT_WEIGHED
from domain.direct_determination import determined_with_grant, is_determined_at_once
from domain.event import Event
from domain.grant import guard_reserved, guard_round_was_counted
from domain.granted_activities import guard_activities_granted, guard_part_granted
from domain.ground_facts import guard_ground_is_true
from domain.money import ZERO
from domain.outcome_weighing import guard_outcome_weighed, weigh_outcome
from domain.proposal import Proposal
from domain.proposal_activities import guard_brought_to_granted
from domain.regulation_guards import guard_council_decided, guard_moment
from domain.settlement import settle


def prepare_decision(command: PrepareDecision, read: Reading) -> list[StreamEvents]:
    """A case officer drafts: mandate, ground, reason, plan priority, and money that is reserved."""
    guard_no_interest(command, read)
    found = read.decision(command.proposal_id)
    proposal = proposal_in_handling(read, command.proposal_id)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    guard_round_was_counted(proposal, round_and_rules(read, proposal)[0])
    mandate = read.mandate_named(command.mandate_id)
    plan = read.wijkplan(proposal.year, proposal.wijk).state
    reserved = read.grant(command.proposal_id).state
    amount = reserved.amount if reserved else ZERO
    drafted = decision.prepare(command, found.state, mandate, plan, amount)
    _guard_ground(command, read, proposal)
    if command.outcome is DecisionOutcome.GRANT:
        rules = rules_under(read, proposal.regulation)
        guard_found_feasible(read, proposal)
        guard_activities_granted(rules, proposal, command.amount_cents, command.activities)
        guard_part_granted(rules, proposal, command.amount_cents)
        today = dutch_day(command.at)
        guard_council_decided(rules, command.amount_cents, command.council_act, today)
        granted = Granted(command.amount_cents, command.activities)
        guard_brought_to_granted(rules, proposal, granted)
        guard_activities_as_voted(read, proposal, granted)
        guard_goes_first(read, proposal, command.amount_cents)
    advice, voted = _weighed(command, read, proposal), _voted(command, read, proposal)
    return [found.gets([*drafted, *advice, *voted])]


def _voted(command: PrepareDecision, read: Reading, proposal: Proposal) -> list[Event]:
    """How the draft stands to the outcome of its round, where that is advice."""
    granted = Granted(command.amount_cents, command.activities)
    advice = advising_round(read, proposal)
    return weigh_outcome(command, proposal, advice, granted, command.outcome_departure)


def _weighed(command: PrepareDecision, read: Reading, proposal: Proposal) -> list[Event]:
    """How the draft stands to the advice of the board, and to the ranking where that is on nothing
    that is asked now: one reason is for both.
    """
    board = read.board(proposal.wijk).state
    granted = Granted(command.amount_cents, command.activities)
    is_advised, ranked = advised_on(proposal, board) is not None, is_ranked(read, proposal)
    found: list[Event] = []
    if is_advised or not ranked:
        found += weigh(command, proposal, board, granted, command.departure)
    if ranked:
        found += weighed_by_points(
            command, read, proposal, granted, command.departure, is_advised=is_advised
        )
    return found


def take_decision(
    command: TakeDecision, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """A mandate holder decides; the grant and the money of the wijk move in the same command."""
    guard_no_interest(command, read)
    found = read.decision(command.proposal_id)
    proposal = proposal_in_handling(read, command.proposal_id)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    guard_round_was_counted(proposal, round_and_rules(read, proposal)[0])
    mandate = read.mandate(found.state.draft.mandate_id).state if found.state else None
    taken = decision.take(command, found.state, mandate, proposal.amount, is_holiday)
    _guard_ground(taken, read, proposal)
    if taken.outcome is DecisionOutcome.GRANT:
        rules = rules_under(read, proposal.regulation)
        guard_moment(rules, taken.taken_on)
        guard_activities_granted(rules, proposal, taken.amount_cents, taken.activities)
        granted = Granted(taken.amount_cents, taken.activities)
        guard_may_be_granted(read, proposal, granted, taken.taken_on, taken.council_act)
        guard_goes_first(read, proposal, taken.amount_cents)
    _guard_as_weighed(read, found.state, proposal, Granted(taken.amount_cents, taken.activities))
    follows = _money_follows(command, taken, proposal, read, is_holiday)
    return [found.gets([taken]), *follows, *waits_no_longer(command, read, proposal)]


def _guard_ground(
    decided: PrepareDecision | DecisionTaken, read: Reading, proposal: Proposal
) -> None:
    """The ground holds as round and money stand today."""
    facts = ground_facts(read, proposal, room_now(read, proposal))
    guard_ground_is_true(decided.ground, decided.outcome, decided.amount_cents, facts)


def _guard_as_weighed(
    read: Reading, drafted: Decision | None, proposal: Proposal, granted: Granted
) -> None:
    """Advice, ranking and outcome are those that the draft was held against."""
    weighed = drafted.weighed if drafted else NOT_WEIGHED
    board = read.board(proposal.wijk).state
    guard_advice_unchanged(weighed.advice, proposal, board, granted.amount, granted.activities)
    guard_order_unchanged(read, proposal, granted, weighed.ranking)
    guard_outcome_weighed(weighed.outcome, proposal, advising_round(read, proposal), granted)


def _money_follows(
    command: TakeDecision,
    taken: DecisionTaken,
    proposal: Proposal,
    read: Reading,
    is_holiday: IsHoliday,
) -> list[StreamEvents]:
    reserved = read.grant(command.proposal_id)
    if taken.outcome is DecisionOutcome.REFUSE:
        if reserved.state is None or not reserved.state.holds_money:
            return ended_without_money(command, read, proposal)
        ends = grant.release_by_refusal(command, reserved.state, taken.reason)
        money, available = money_of(read, proposal)
        moved = budget.release_reservation(command, available, command.proposal_id)
        after = settled_movements(command, available, moved, proposal, read)
        return [reserved.gets(ends), money.gets(after)]
    open_reservation = guard_reserved(reserved.state, command.proposal_id)
    decided = Granted(taken.amount_cents, taken.activities)
    granted = grant.grant_by_decision(command, open_reservation, decided)
    money, available = money_of(read, proposal)
    moved = budget.grant_reserved(command, available, command.proposal_id, taken.amount_cents)
    at_once = _determined_at_once(command, taken, proposal, read, is_holiday)
    if at_once:
        moved += settle(command, available, command.proposal_id, taken.amount_cents, ZERO)
    after = settled_movements(command, available, moved, proposal, read)
    return [reserved.gets(granted), *at_once, money.gets(after)]


def _determined_at_once(
    command: TakeDecision,
    taken: DecisionTaken,
    proposal: Proposal,
    read: Reading,
    is_holiday: IsHoliday,
) -> list[StreamEvents]:
    """The determination, where no account is waited for."""
    if not is_determined_at_once(rules_under(read, proposal.regulation), taken.amount_cents):
        return []
    determined = determined_with_grant(
        command,
        command.proposal_id,
        taken.amount_cents,
        mandate_id=taken.mandate_id,
        reason=taken.reason,
        is_holiday=is_holiday,
    )
    return [read.determination(command.proposal_id).gets([determined])]


def verify_decision(command: VerifyDecision, read: Reading) -> list[StreamEvents]:
    """The griffier verifies a decision that was taken."""
    guard_no_interest(command, read)
    found = read.decision(command.proposal_id)
    verified = decision.verify(command, found.state)
    return [found.gets(verified)]
