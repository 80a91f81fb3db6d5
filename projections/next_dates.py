"""Until when who applied waits, or can still do something: the terms of the calendar that run, with
the one first that belongs to where the proposal stands; or why there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.calendar import dutch_day
from domain.deadlines import IsHoliday
from domain.objection_state import ObjectionStatus
from domain.proposal import ProposalStatus
from domain.regulation_contents import Regulation
from projections.deadlines import DeadlineKind, deadlines_of
from projections.dossier import ProposalDossier
from projections.handling_terms import last_day_to_decide
from projections.next_step import NextStep


class DateKind(StrEnum):
    """What a day is the last one for; each has a sentence for residents."""

    CONFIRMATION = "confirmation"
    COMPLETION = "completion"
    DECISION = "decision"
    VOTE = "vote"
    OBJECTION = "objection"
    ON_OBJECTION = "on_objection"
    APPEAL = "appeal"
    VIEWS = "views"
    SUSPENSION = "suspension"
    PAYMENT = "payment"
    ACCOUNT = "account"
    DETERMINATION = "determination"
    PAY_BACK = "pay_back"


class NoDate(StrEnum):
    """Why there is no day to wait for."""

    NOTHING_MORE = "nothing_more"
    TERM_OVER = "term_over"
    COURT = "court"
    WITHDRAWAL = "withdrawal"
    NOT_SET = "not_set"


@dataclass(frozen=True, slots=True)
class NextDate:
    """A last day; `is_late` where it passed, and what it is for did not happen."""

    kind: DateKind
    due: date
    is_late: bool = False


ENDED = frozenset({NextStep.WITHDRAWN, NextStep.MERGED, NextStep.AGREED, NextStep.CLOSED})
"""Nothing is waited for, whatever the day."""
CONTESTABLE = frozenset(
    {NextStep.LEFT_OUT_OF_HANDLING, NextStep.REFUSED, NextStep.GRANT_WITHDRAWN, NextStep.SETTLED}
)
"""Nothing is waited for once nobody can object any more."""
LOOKED_AT_AGAIN = DateKind.ON_OBJECTION, DateKind.APPEAL, DateKind.OBJECTION
HELD_UP = DateKind.SUSPENSION, DateKind.VIEWS
PAYING = (*HELD_UP, DateKind.PAYMENT)
ACCOUNTING = (*HELD_UP, DateKind.ACCOUNT, DateKind.OBJECTION)
DECIDING = (DateKind.DECISION,)
FIRST: Mapping[NextStep, tuple[DateKind, ...]] = {
    NextStep.AWAITS_CONFIRMATION: (DateKind.CONFIRMATION,),
    NextStep.AWAITS_HANDLING: DECIDING,
    NextStep.AWAITS_COMPLETION: (DateKind.COMPLETION, DateKind.DECISION),
    NextStep.AWAITS_ROUND: DECIDING,
    NextStep.ON_BALLOT: (DateKind.VOTE, DateKind.DECISION),
    NextStep.AWAITS_TALLY: DECIDING,
    NextStep.AWAITS_RESERVATION: DECIDING,
    NextStep.AWAITS_REFUSAL: DECIDING,
    NextStep.AWAITS_COLLEGE: DECIDING,
    NextStep.AWAITS_DRAFT: DECIDING,
    NextStep.AWAITS_DECISION: DECIDING,
    NextStep.AWAITS_PAYOUT: ACCOUNTING,
    NextStep.AWAITS_SECOND_PERSON: PAYING,
    NextStep.AWAITS_BANK: PAYING,
    NextStep.AWAITS_DETERMINATION: (DateKind.DETERMINATION,),
    NextStep.AWAITS_FINAL_PAYOUT: PAYING,
    NextStep.AWAITS_RECOVERY: (DateKind.PAY_BACK,),
    NextStep.PARTLY_PAID: ACCOUNTING,
    NextStep.PAID: ACCOUNTING,
} | dict.fromkeys(CONTESTABLE, LOOKED_AT_AGAIN)
"""By step the term that is told first; of several the first that runs. The others follow."""
OF_STAFF = frozenset({DeadlineKind.LEAVING_OUT, DeadlineKind.RECOVERY})
"""What only limits the municipality: an applicant waits for neither."""


def next_dates(
    dossier: ProposalDossier, rules: Regulation, today: date, is_holiday: IsHoliday
) -> tuple[NextDate, ...]:
    """The days that matter now, the most telling first; none where `why_no_date` says why."""
    step = dossier.next_step
    if step in ENDED:
        return ()
    first = FIRST[step]

    def place(each: NextDate) -> tuple[int, date]:
        return first.index(each.kind) if each.kind in first else len(first), each.due

    found = {*_of_calendar(dossier, rules, today, is_holiday)}
    found |= {*_of_its_own(dossier, rules, today, is_holiday)}
    return tuple(sorted(found, key=place))


def _of_calendar(
    dossier: ProposalDossier, rules: Regulation, today: date, is_holiday: IsHoliday
) -> Iterator[NextDate]:
    rules_of = {dossier.regulation_id or "": rules}
    for each in deadlines_of([dossier], rules_of, today, is_holiday):
        if each.kind not in OF_STAFF:
            yield NextDate(DateKind(each.kind.value), each.due, each.due < today)


def _of_its_own(
    dossier: ProposalDossier, rules: Regulation, today: date, is_holiday: IsHoliday
) -> Iterator[NextDate]:
    """Days that are in no calendar of staff: the end of a vote, and until when confirming helps."""
    place = dossier.round
    if dossier.next_step is NextStep.ON_BALLOT and place is not None and place.closes_at:
        yield NextDate(DateKind.VOTE, dutch_day(place.closes_at))
    if dossier.status is ProposalStatus.UNCONFIRMED:
        decided_by = last_day_to_decide(dossier, rules, is_holiday)
        if today <= decided_by:
            yield NextDate(DateKind.CONFIRMATION, decided_by)


def why_no_date(dossier: ProposalDossier) -> NoDate:
    """What to say where no day is waited for."""
    step = dossier.next_step
    if any(each.status is ObjectionStatus.UNDER_APPEAL for each in dossier.objections):
        return NoDate.COURT
    if step in ENDED:
        return NoDate.NOTHING_MORE
    if dossier.withdrawal is not None and dossier.withdrawal.is_pending:
        return NoDate.WITHDRAWAL
    return NoDate.TERM_OVER if step in CONTESTABLE else NoDate.NOT_SET
