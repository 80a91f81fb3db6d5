"""An objection (bezwaar) against a decision, until it can be decided on.

Who has an interest objects within six weeks (Awb 6:7). A case officer confirms it, and from then on
it is known when it is decided on: within six weeks after the term, or twelve with a committee
(Awb 7:10). Who objects is heard (Awb 7:2), and the committee advises (Awb 7:13). The decision is in
`objection_decision.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.activity import NOTHING_GRANTED, Granted
from domain.calendar import dutch_day
from domain.command import ActorCommand, ActorId, Role
from domain.deadlines import (
    ON_OBJECTION,
    ON_OBJECTION_WITH_COMMITTEE,
    IsHoliday,
    last_day,
    no_holiday,
)
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.money import Money
from domain.objection_events import (
    CommitteeAdviceRecorded,
    DecisionKind,
    HearingRecorded,
    ObjectionLodged,
    ObjectionOutcome,
    ObjectionRegistered,
    ObjectionWithdrawn,
)
from domain.objection_hearing import Hearers, guard_heard_by_others
from domain.objection_receipt import ReceiptDays, ReceivedInTheFuture
from domain.objection_state import (
    OPEN,
    Objection,
    Objections,
    ObjectionStatus,
    guard_objection,
)
from domain.objection_term import ObjectionTerm
from domain.proposal import Proposal

OBJECTIONS_MAX = 1_000
"""About one proposal, of others than its applicants; a letter is always recorded."""
OBJECTIONS_OF_ONE_MAX = 20
"""That one person lodges about one proposal, taken back or not."""


class NothingToObjectTo(Refusal):
    code = "objection.nothing_to_object_to"
    dutch = "Hierover is geen besluit genomen waartegen bezwaar kan worden gemaakt."
    english = "No decision was taken on this to which one can object."


class ObjectionAlreadyLodged(Refusal):
    code = "objection.already_lodged"
    dutch = "Dit bezwaar is er al; het wordt behandeld."
    english = "This objection is there already; it is being handled."


class TooManyObjections(Refusal):
    code = "objection.too_many"
    dutch = "Er zijn al {maximum} bezwaren over dit voorstel. Stuur een brief aan het college."
    english = "There are {maximum} objections about this proposal. Send the college a letter."


class TooManyOfOne(Refusal):
    code = "objection.too_many_of_one"
    dutch = "U maakte over dit voorstel al {maximum} keer bezwaar. Stuur een brief aan het college."
    english = "You objected {maximum} times about this proposal. Send the college a letter."


class InterestMissing(Refusal):
    code = "objection.interest_missing"
    dutch = "Zeg waarom dit besluit u aangaat; u heeft de subsidie niet zelf aangevraagd."
    english = "Say how this decision concerns you; you did not apply for the grant yourself."


class ObjectorMissing(Refusal):
    code = "objection.objector_missing"
    dutch = "Zeg van wie de brief is, en wanneer die is ontvangen."
    english = "Say whose letter it is, and when it was received."


class ObjectsForOthers(Refusal):
    code = "objection.for_others"
    status = FORBIDDEN
    dutch = "Alleen een behandelaar legt een bezwaar van iemand anders vast."
    english = "Only a case officer records an objection of somebody else."


class NotTheObjector(Refusal):
    code = "objection.not_the_objector"
    status = FORBIDDEN
    dutch = "Alleen wie bezwaar maakte, kan het intrekken."
    english = "Only who objected can take the objection back."


class OwnObjection(Refusal):
    code = "objection.own_objection"
    status = FORBIDDEN
    dutch = "U maakte dit bezwaar zelf; laat deze stap over aan een collega."
    english = "This objection is your own; leave this step to a colleague."


class NoCommittee(Refusal):
    code = "objection.no_committee"
    dutch = "Dit bezwaar gaat niet langs een commissie."
    english = "This objection does not go to a committee."


class LodgeObjection(ActorCommand):
    """Object to a decision; it may ask to go straight to the court (`asks_court`). A case officer
    records a letter `on_behalf_of` who wrote it, when it was `received_on`, and, where it came by
    post, `posted_on` (Awb 6:9).
    """

    proposal_id: Identifier
    objection_id: Identifier
    against: DecisionKind = DecisionKind.DECISION
    reason: Commitment
    interest: Commitment | None = None
    excuse: Commitment | None = None
    asks_court: bool = False
    on_behalf_of: ActorId | None = None
    received_on: Day | None = None
    posted_on: Day | None = None


class RegisterObjection(ActorCommand):
    """Confirm that an objection was received, and say whether a committee advises on it."""

    proposal_id: Identifier
    objection_id: Identifier
    with_committee: bool = False


class WithdrawObjection(ActorCommand):
    """Take one's own objection back."""

    proposal_id: Identifier
    objection_id: Identifier


class RecordHearing(ActorCommand):
    """Record what was said when who objects was heard, and by whom: who records it, where nobody is
    named; or that they did not want to be.
    """

    proposal_id: Identifier
    objection_id: Identifier
    held_on: Day
    was_waived: bool = False
    report: Commitment
    heard_by: Hearers = ()


class RecordCommitteeAdvice(ActorCommand):
    """Record what the committee advises to decide."""

    proposal_id: Identifier
    objection_id: Identifier
    advice: ObjectionOutcome
    reason: Commitment


@dataclass(frozen=True, slots=True)
class Standing:
    """How a decision that is objected to stands: its term, what it comes to now, and at most; and
    whether the grant was withdrawn or made less since (`is_overtaken`).

    `reach` is what a mandate must reach to decide on the objection: as much as the decision that is
    objected to. `had` is what a withdrawal began with, and can give back.
    """

    term: ObjectionTerm
    now: Granted
    most: Money
    reach: Money
    had: Granted = NOTHING_GRANTED
    is_overtaken: bool = False


def lodge(
    command: LodgeObjection,
    objections: Objections | None,
    standing: Standing,
    proposal: Proposal,
    is_holiday: IsHoliday = no_holiday,
) -> list[Event]:
    """Object once to a decision that was taken, oneself or by a letter that is recorded."""
    objector, receipt = _whose_and_when(command)
    receipt.guard_possible(dutch_day(standing.term.taken_at), dutch_day(command.at))
    if objector not in proposal.applicants and command.interest is None:
        raise InterestMissing()
    known = objections or Objections()
    _guard_not_lodged(command, known, objector)
    if command.on_behalf_of is None:
        _guard_not_too_many(known, objector, proposal)
    return [
        ObjectionLodged.following(
            command,
            objector_id=objector,
            received_on=receipt.received_on,
            objection_until=standing.term.until,
            in_time=receipt.is_in_time(standing.term.until, is_holiday),
            former_taken_by=standing.term.taken_by,
            former_taken_at=standing.term.taken_at,
            former_mandate_id=standing.term.mandate_id,
        )
    ]


def _whose_and_when(command: LodgeObjection) -> tuple[str, ReceiptDays]:
    """One's own, today; or of who wrote the letter, on the days that the case officer says."""
    told = (command.on_behalf_of, command.received_on, command.posted_on)
    if command.by.role is Role.RESIDENT:
        if told != (None, None, None):
            raise ObjectsForOthers()
        return command.by.id, ReceiptDays(dutch_day(command.at))
    if command.on_behalf_of is None or command.received_on is None:
        raise ObjectorMissing()
    return command.on_behalf_of, ReceiptDays(command.received_on, command.posted_on)


def _guard_not_lodged(command: LodgeObjection, known: Objections, objector: str) -> None:
    if command.objection_id in known.by_id or any(
        each.objector_id == objector and each.against is command.against and each.status in OPEN
        for each in known.by_id.values()
    ):
        raise ObjectionAlreadyLodged()


def _guard_not_too_many(known: Objections, objector: str, proposal: Proposal) -> None:
    """Nobody who lodges and takes back, again and again, takes the place of who applied."""
    of_one = sum(each.objector_id == objector for each in known.by_id.values())
    if of_one >= OBJECTIONS_OF_ONE_MAX:
        raise TooManyOfOne(maximum=OBJECTIONS_OF_ONE_MAX)
    if len(known.by_id) >= OBJECTIONS_MAX and objector not in proposal.applicants:
        raise TooManyObjections(maximum=OBJECTIONS_MAX)


def register(
    command: RegisterObjection,
    objections: Objections | None,
    is_holiday: IsHoliday = no_holiday,
) -> list[Event]:
    """Confirm once; from then on the term for deciding is known."""
    found = guard_objection(objections, command.objection_id, ObjectionStatus.LODGED)
    guard_not_own_objection(command, found)
    term = ON_OBJECTION_WITH_COMMITTEE if command.with_committee else ON_OBJECTION
    begin = found.term.until if found.in_time else found.received_on
    return [ObjectionRegistered.following(command, decide_by=last_day(begin, term, is_holiday))]


def withdraw(command: WithdrawObjection, objections: Objections | None) -> list[Event]:
    """Who objected takes it back, until it is decided on."""
    found = guard_objection(objections, command.objection_id, *OPEN)
    if command.by.id != found.objector_id:
        raise NotTheObjector()
    return [ObjectionWithdrawn.following(command)]


def record_hearing(
    command: RecordHearing, objections: Objections | None, involved: frozenset[str] = frozenset()
) -> list[Event]:
    """What was said at a hearing that was held, by others than who were `involved` before."""
    found = guard_objection(objections, command.objection_id, ObjectionStatus.REGISTERED)
    guard_not_own_objection(command, found)
    if command.held_on > dutch_day(command.at):
        raise ReceivedInTheFuture()
    hearers = () if command.was_waived else command.heard_by or (command.by.id,)
    if not command.was_waived:
        guard_heard_by_others(hearers, involved)
    return [HearingRecorded.following(command, heard_by=hearers)]


def record_advice(command: RecordCommitteeAdvice, objections: Objections | None) -> list[Event]:
    """What the committee advises, where the objection goes to one."""
    found = guard_objection(objections, command.objection_id, ObjectionStatus.REGISTERED)
    guard_not_own_objection(command, found)
    if not found.with_committee:
        raise NoCommittee()
    return [CommitteeAdviceRecorded.following(command)]


def guard_not_own_objection(command: ActorCommand, objection: Objection) -> None:
    """Who has a personal interest has no influence on the decision (Awb 2:4)."""
    if command.by.id == objection.objector_id:
        raise OwnObjection()
