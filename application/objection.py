"""Objections: lodged, registered, heard, advised on, decided; with what follows for the money."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from application.amount_change import (
    WantedAmount,
    amount_changes,
    breach_behind,
    determined_amount,
    determined_apart,
    granted_now,
)
from application.closure import reopened
from application.granting import (
    ceiling_then,
    ground_facts,
    guard_activities_as_voted,
    guard_activities_left,
    guard_may_be_granted,
    guard_within_ceiling,
)
from application.interest import guard_no_interest
from application.precedence import guard_goes_first_again, now_waits
from application.proposal import guard_still_fits
from application.proposal_standing import existing_proposal
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import objection, objection_decision, objection_postponed
from domain.activity import NOTHING_GRANTED, Granted
from domain.appeal import RecordRuling
from domain.command import Role
from domain.deadlines import IsHoliday, no_holiday
from domain.determination_events import GrantDetermined
from domain.direct_appeal import guard_decided_here
from domain.direct_determination import determined_with_grant, is_determined_at_once
from domain.granted_activities import guard_activities_granted, is_per_activity
from domain.ground_facts import guard_ground_is_true
from domain.money import ZERO, Money
from domain.objection import (
    LodgeObjection,
    NothingToObjectTo,
    RecordCommitteeAdvice,
    RecordHearing,
    RegisterObjection,
    Standing,
    WithdrawObjection,
)
from domain.objection_decision import DecideObjection, outcome_after
from domain.objection_events import DecisionKind, ObjectionDecided, ObjectionOutcome
from domain.objection_postponed import PostponeObjection
from domain.objection_state import Objection, ObjectionStatus, guard_objection
from domain.objection_term import ObjectionTerm
from domain.plan_priority import guard_rests_on_plan
from domain.proposal import Proposal, ProposalStatus
from domain.proposal_events import ProposalReturned


def lodge_objection(
    command: LodgeObjection, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """Somebody with an interest objects, or a case officer without one records their letter."""
    if command.by.role is not Role.RESIDENT:
        guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    standing = standing_of(read, proposal, command.against)
    lodged = found.gets(objection.lodge(command, found.state, standing, proposal, is_holiday))
    return [lodged, *reopened(command, read, command.proposal_id)]


def register_objection(
    command: RegisterObjection, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """A case officer confirms that it was received."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    return [found.gets(objection.register(command, found.state, is_holiday))]


def postpone_objection(
    command: PostponeObjection, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """The decision on it is put off."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    return [found.gets(objection_postponed.postpone(command, found.state, is_holiday))]


def withdraw_objection(command: WithdrawObjection, read: Reading) -> list[StreamEvents]:
    """Who objected takes it back."""
    found = read.objections(command.proposal_id)
    return [found.gets(objection.withdraw(command, found.state))]


def record_hearing(command: RecordHearing, read: Reading) -> list[StreamEvents]:
    """What was said at the hearing, before others than who made the decision."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    about = guard_objection(found.state, command.objection_id, *ObjectionStatus)
    involved = _involved(read, command.proposal_id, about)
    return [found.gets(objection.record_hearing(command, found.state, involved))]


def _involved(read: Reading, proposal_id: str, about: Objection) -> frozenset[str]:
    """Who prepared what is objected to, and who took it for the college."""
    left_out = existing_proposal(read, proposal_id).left_out
    term = left_out if left_out and about.against is DecisionKind.HANDLING else about.term
    took = term.taken_by if term.was_for_the_college else None
    prepared = _prepared_by(read, proposal_id, about)
    return frozenset(each for each in (prepared, took) if each is not None)


def _prepared_by(read: Reading, proposal_id: str, about: Objection) -> str | None:
    """Who prepared what is objected to, where it takes two; None where whoever took it did."""
    decision, withdrawn = read.decision(proposal_id).state, read.withdrawal(proposal_id).state
    return {
        DecisionKind.DECISION: decision.draft.by.id if decision else None,
        DecisionKind.WITHDRAWAL: withdrawn.prepared_by.get(about.term.taken_at)
        if withdrawn
        else None,
    }.get(about.against)


def record_committee_advice(command: RecordCommitteeAdvice, read: Reading) -> list[StreamEvents]:
    """What the committee advises."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    return [found.gets(objection.record_advice(command, found.state))]


def decide_objection(
    command: DecideObjection, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """The college or a mandate holder decides; grant, determination and money follow."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    about = guard_objection(found.state, command.objection_id, ObjectionStatus.REGISTERED)
    guard_decided_here(about)
    prepared_by = _prepared_by(read, command.proposal_id, about)
    objection_decision.guard_prepared_by_another(command, prepared_by)
    standing = standing_of(read, proposal, about.against, about.term.taken_at)
    mandate = read.mandate_named(command.mandate_id)
    decided = objection_decision.decide(
        command, about, standing, proposal, mandate=mandate, is_holiday=is_holiday
    )
    if about.against is DecisionKind.HANDLING:
        is_founded = decided.outcome is ObjectionOutcome.FOUNDED
        if is_founded:
            guard_still_fits(read, proposal)
        return [found.gets([decided]), *returned(command, read, proposal, stands=not is_founded)]
    if decided.outcome is ObjectionOutcome.FOUNDED:
        _guard_activities(read, proposal, standing, decided)
    if about.against is DecisionKind.DECISION and decided.amount_cents > decided.former_cents:
        _guard_could_be_granted(command, read, proposal, decided)
    then = ceiling_then(read, proposal, standing.term)
    if decided.ground is not None:
        facts = ground_facts(read, proposal, then)
        guard_ground_is_true(decided.ground, outcome_after(decided), decided.amount_cents, facts)
    wanted = replace(
        _wanted(read, proposal, decided, command, then),
        at_once=_determined_at_once(read, proposal, decided, command, is_holiday),
    )
    return [found.gets([decided]), *amount_changes(command, read, proposal, wanted, is_holiday)]


def returned(
    command: DecideObjection | RecordRuling, read: Reading, proposal: Proposal, *, stands: bool
) -> list[StreamEvents]:
    """A proposal goes back into handling where leaving it out does not stand."""
    if stands or proposal.status is not ProposalStatus.LEFT_OUT_OF_HANDLING:
        return []
    back = read.proposal(command.proposal_id).gets([ProposalReturned.following(command)])
    return [back, *now_waits(command, read, proposal)]


def _guard_could_be_granted(
    command: DecideObjection, read: Reading, proposal: Proposal, decided: ObjectionDecided
) -> None:
    """More than was granted at first is granted as any grant is, and on a priority; on any day, as
    the term for deciding on an objection is the law's. Once it was determined, it takes no money.
    """
    granted = Granted(decided.amount_cents, decided.activities)
    guard_may_be_granted(read, proposal, granted, decided.decided_on, decided.council_act)
    if determined_apart(read, proposal.proposal_id) is None:
        guard_goes_first_again(read, proposal, granted.amount)
    if not decided.former_cents:
        plan = read.wijkplan(proposal.year, proposal.wijk).state
        guard_rests_on_plan(command.priority_id, command.plan_version, plan)


def _guard_activities(
    read: Reading, proposal: Proposal, standing: Standing, decided: ObjectionDecided
) -> None:
    """What each activity gets, as a first decision or a withdrawal says it (Awb 7:11)."""
    after = Granted(decided.amount_cents, decided.activities)
    if decided.against is DecisionKind.DECISION:
        rules = rules_under(read, proposal.regulation)
        is_named = bool(after.activities) or is_per_activity(rules, proposal)
        is_more = decided.amount_cents > decided.former_cents
        if is_more or (is_named and (after.amount or after.activities)):
            guard_activities_granted(rules, proposal, after.amount, after.activities)
        if not after.is_as(standing.now):
            guard_activities_as_voted(read, proposal, after)
    else:
        guard_activities_left(read, proposal, standing.had, after)


def _wanted(
    read: Reading,
    proposal: Proposal,
    decided: ObjectionDecided,
    command: DecideObjection,
    then: Money,
) -> WantedAmount:
    is_settled = determined_apart(read, proposal.proposal_id) is not None
    of_decision = decided.against is DecisionKind.DECISION
    if is_settled and of_decision and decided.amount_cents > decided.former_cents:
        guard_within_ceiling(read, proposal, decided.amount_cents, then)
    return WantedAmount(
        granted=Granted(decided.amount_cents, decided.activities),
        kind=decided.against,
        cover=command.cover,
        was_within_ceiling=decided.amount_cents <= then,
        breached_on=breach_behind(read, proposal.proposal_id, decided.against),
    )


def _determined_at_once(
    read: Reading,
    proposal: Proposal,
    decided: ObjectionDecided,
    command: DecideObjection,
    is_holiday: IsHoliday,
) -> GrantDetermined | None:
    """What was refused and is granted now is determined with it, where no account is asked."""
    rules = rules_under(read, proposal.regulation)
    is_first = not decided.former_cents and decided.against is DecisionKind.DECISION
    is_settled = determined_amount(read, proposal.proposal_id) is not None
    if not is_first or is_settled or not is_determined_at_once(rules, decided.amount_cents):
        return None
    return determined_with_grant(
        command,
        command.proposal_id,
        decided.amount_cents,
        mandate_id=decided.mandate_id,
        reason=decided.reason,
        is_holiday=is_holiday,
    )


def standing_of(
    read: Reading, proposal: Proposal, kind: DecisionKind, taken_at: datetime | None = None
) -> Standing:
    """How the last decision of a kind stands. An objection to one that was taken earlier says when
    (`taken_at`). Raises `NothingToObjectTo` where none was taken.
    """
    proposal_id = proposal.proposal_id
    granted = granted_now(read, proposal_id)
    determined = determined_amount(read, proposal_id)
    settled = read.determination(proposal_id).state
    current = granted if determined is None else Granted(determined)
    is_less = current.amount < granted.amount
    had = NOTHING_GRANTED
    withdrawn = read.withdrawal(proposal_id).state
    later = withdrawn.objection_term if withdrawn else None
    term: ObjectionTerm | None
    match kind:
        case DecisionKind.DECISION:
            decision = read.decision(proposal_id).state
            term = decision.objection_term if decision else None
            now = current if settled and settled.with_grant and is_less else granted
            most = proposal.amount
            reach = granted.amount or proposal.amount
        case DecisionKind.DETERMINATION:
            is_apart = settled is not None and (taken_at or not settled.with_grant)
            term = settled.objection_term if settled and is_apart else None
            now, most = current, granted.amount
            reach = most
        case DecisionKind.WITHDRAWAL:
            term = later
            had = withdrawn.former or current if withdrawn else current
            now, most = current, had.amount
            reach = most
        case DecisionKind.HANDLING:
            is_out = proposal.status is ProposalStatus.LEFT_OUT_OF_HANDLING
            term = proposal.left_out if taken_at or is_out else None
            now, most = NOTHING_GRANTED, ZERO
            reach = proposal.amount
    if term is None:
        raise NothingToObjectTo()
    overtaken = later is not None and later.taken_at > (taken_at or term.taken_at)
    return Standing(term=term, now=now, most=most, reach=reach, had=had, is_overtaken=overtaken)
