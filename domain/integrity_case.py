"""An inquiry after a suspicion: an officer opens it and writes down what is found.

A case accuses nobody, and holds nothing up by itself: before a decision the term for it goes on
(Awb 4:13), and what has to be known is gathered within it (Awb 3:2); after it payments can be
suspended (Awb 4:56). What comes of a case is in `integrity_outcome`.
"""

from __future__ import annotations

from datetime import timedelta

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import FORBIDDEN, MALFORMED, NOT_FOUND, Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.integrity_events import (
    CaseFindingRecorded,
    CaseOrigin,
    CasePaymentsSuspended,
    CaseStatus,
    IntegrityCase,
    IntegrityCaseOpened,
)
from domain.suspension import PaymentsSuspended
from domain.withdrawal_ground import WithdrawalGround

FINDINGS_MAX = 100
"""The most findings in one case."""
SUSPENSIONS_MAX = 100
"""The most suspensions in one case."""
LONGEST = timedelta(weeks=26)
"""For how long an inquiry can be planned at most: who is suspected is not left waiting."""


class CaseUnknown(Refusal):
    code = "integrity_case.unknown"
    status = NOT_FOUND
    dutch = "Onderzoek {case} bestaat niet."
    english = "There is no case {case}."


class CaseAlreadyOpened(Refusal):
    code = "integrity_case.already_opened"
    dutch = "Onderzoek {case} is al geopend."
    english = "Case {case} has been opened already."


class CaseAboutOneThing(Refusal):
    code = "integrity_case.about_one_thing"
    status = MALFORMED
    dutch = "Een onderzoek gaat over één stemronde of over één voorstel."
    english = "A case is about one voting round, or about one proposal."


class CaseTermDoesNotFit(Refusal):
    code = "integrity_case.term_does_not_fit"
    dutch = "Een onderzoek is klaar na vandaag, en uiterlijk op {last}."
    english = "A case is to be decided after today, and by {last}."


class CaseNotOpen(Refusal):
    code = "integrity_case.not_open"
    dutch = "Over dit onderzoek is al beslist."
    english = "This case has been decided already."


class OwnCase(Refusal):
    code = "integrity_case.own_case"
    status = FORBIDDEN
    dutch = "Wie het onderzoek opende, beslist er niet over en schort niets op."
    english = "Whoever opened the case neither decides it nor suspends anything in it."


class TooManyFindings(Refusal):
    code = "integrity_case.too_many_findings"
    dutch = "In één onderzoek passen ten hoogste {maximum} bevindingen."
    english = "One case holds at most {maximum} findings."


class TooManySuspensions(Refusal):
    code = "integrity_case.too_many_suspensions"
    dutch = "In één onderzoek kan ten hoogste {maximum} keer worden opgeschort."
    english = "In one case payments can be suspended at most {maximum} times."


class ProposalOutsideCase(Refusal):
    code = "integrity_case.other_proposal"
    dutch = "Voorstel {proposal} hoort niet bij dit onderzoek."
    english = "Proposal {proposal} does not belong to this case."


class OpenIntegrityCase(ActorCommand):
    """Begin to look into a suspicion about a round, or about a proposal and its grant."""

    case_id: Identifier
    round_id: Identifier | None = None
    proposal_id: Identifier | None = None
    origin: CaseOrigin
    reason: Commitment
    decide_by: Day


class RecordCaseFinding(ActorCommand):
    """Write down what was found out, for the suspicion or against it."""

    case_id: Identifier
    note: Commitment


class SuspendCasePayments(ActorCommand):
    """Give notice of a serious suspicion in this case: nothing is paid on a grant for a while."""

    case_id: Identifier
    proposal_id: Identifier
    ground: WithdrawalGround
    reason: Commitment
    mandate_id: Identifier | None = None


def open_case(
    command: OpenIntegrityCase, case: IntegrityCase | None, year: int, wijk: str
) -> list[Event]:
    """Open a case once, with a day by which it is to be decided."""
    if case is not None:
        raise CaseAlreadyOpened(case=command.case_id)
    today = dutch_day(command.at)
    if not today < command.decide_by <= today + LONGEST:
        raise CaseTermDoesNotFit(last=(today + LONGEST).isoformat())
    return [IntegrityCaseOpened.following(command, year=year, wijk=wijk)]


def record_finding(command: RecordCaseFinding, case: IntegrityCase) -> list[Event]:
    """Findings are added until it is decided, and none is taken back."""
    guard_open(case)
    if case.findings >= FINDINGS_MAX:
        raise TooManyFindings(maximum=FINDINGS_MAX)
    return [CaseFindingRecorded.following(command)]


def guard_may_suspend(command: SuspendCasePayments, case: IntegrityCase) -> None:
    """While it is open, and by somebody else than who opened it."""
    guard_by_another(command, guard_open(case))
    if len(case.suspensions) >= SUSPENSIONS_MAX:
        raise TooManySuspensions(maximum=SUSPENSIONS_MAX)


def suspended_in(command: SuspendCasePayments, notice: PaymentsSuspended) -> list[Event]:
    """A suspension of payments that begins in a case; the notice itself is of the grant."""
    days = {"notified_on": notice.notified_on, "suspended_until": notice.suspended_until}
    return [CasePaymentsSuspended.following(command, **days)]


def guard_case(case: IntegrityCase | None, case_id: str) -> IntegrityCase:
    """Whatever is asked about a case needs one that was opened."""
    if case is None:
        raise CaseUnknown(case=case_id)
    return case


def guard_open(case: IntegrityCase) -> IntegrityCase:
    """What was decided is not looked into any more."""
    if case.status is not CaseStatus.OPEN:
        raise CaseNotOpen()
    return case


def guard_by_another(command: ActorCommand, case: IntegrityCase) -> None:
    """Two people: whoever opens a case does not decide what comes of it."""
    if command.by.id == case.opened_by:
        raise OwnCase()
