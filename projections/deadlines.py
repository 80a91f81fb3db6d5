"""What is due when, proposal by proposal: worked out from dossiers, rules and a calendar.

Nothing is stored: a term that runs today has no event for each day that it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.calendar import dutch_day
from domain.deadlines import (
    LEAVING_OUT,
    OBJECTION,
    ON_OBJECTION,
    PAYMENT,
    RECOVERY,
    SUSPENSION,
    IsHoliday,
    Term,
    last_day,
)
from domain.decision_term import decision_term, payment_term
from domain.determination import account_due
from domain.direct_determination import is_determined_at_once
from domain.integrity_events import CaseStatus
from domain.objection_state import OPEN, ObjectionStatus
from domain.payout import UNDER_WAY
from domain.proposal import ProposalStatus
from domain.regulation_contents import NO_RULES, Regulation
from projections.decision_parts import DeterminationInDossier
from projections.dossier import ProposalDossier
from projections.handling_terms import decision_due, leave_out_until
from projections.integrity_cases import IntegrityCaseDocument
from projections.protection_parts import ClaimInDossier
from projections.subsidies import SubsidyDocument

SOON = timedelta(days=14)
SUBSIDY_ARTICLE = "Awb 4:51"
INQUIRY_ARTICLE = "Awb 3:2"
"""What has to be known is gathered; the day by which is set by who opened the case."""


class DeadlineKind(StrEnum):
    """What has to be done, or ends."""

    DECISION = "decision"
    LEAVING_OUT = "leaving_out"
    PAYMENT = "payment"
    ACCOUNT = "account"
    DETERMINATION = "determination"
    OBJECTION = "objection"
    PAY_BACK = "pay_back"
    RECOVERY = "recovery"
    SUSPENSION = "suspension"
    SUBSIDY = "subsidy"
    COMPLETION = "completion"
    VIEWS = "views"
    ON_OBJECTION = "on_objection"
    APPEAL = "appeal"
    INQUIRY = "inquiry"
    REVIEW = "review"


class Urgency(StrEnum):
    """How a deadline stands today."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a term, what it is for, and the article that sets it.

    `proposal_id` is empty and `subsidy_id` there where it is about a subsidy of an institution, or
    `case_id` where a suspicion is looked into, or `priority_id` where people look back on a plan,
    for which there is no article.
    """

    due: date
    kind: DeadlineKind
    proposal_id: str
    title: str
    year: int
    wijk: str
    article: str
    subsidy_id: str | None = None
    case_id: str | None = None
    priority_id: str | None = None

    def urgency(self, today: date) -> Urgency:
        """Late from the day after; soon within two weeks."""
        if self.due < today:
            return Urgency.LATE
        return Urgency.SOON if self.due <= today + SOON else Urgency.LATER


def deadlines_of(
    dossiers: Iterable[ProposalDossier],
    rules_of: Mapping[str, Regulation],
    today: date,
    is_holiday: IsHoliday,
) -> list[Deadline]:
    """What is due in these dossiers, the first first. `rules_of` has the regulations by id.

    What an event froze is told as it was frozen; other terms are counted. A term after which nobody
    is late, as that for an objection, is listed while it runs. While payments are suspended none
    of them is due; nor is a decision while completion is asked.
    """
    found = [
        Deadline(due, kind, *_about(dossier), article)
        for dossier in dossiers
        for kind, due, article in _ends(
            dossier, rules_of.get(dossier.regulation_id or "", NO_RULES), is_holiday
        )
        if _stands(kind, due, dossier, today)
    ]
    return sorted(found, key=lambda each: (each.due, each.proposal_id, each.kind))


def deadlines_of_subsidies(
    subsidies: Iterable[SubsidyDocument], year: int, today: date
) -> list[Deadline]:
    """The last days of subsidies in a year, and of which money of the year is still to be freed;
    a reasonable term (Awb 4:51) was decided on as a day, and nothing extends it.
    """
    return [
        Deadline(
            each.ending.last_day,
            DeadlineKind.SUBSIDY,
            "",
            each.name,
            year,
            each.wijk,
            SUBSIDY_ARTICLE,
            each.subsidy_id,
        )
        for each in subsidies
        if each.ending and each.goes_on is None
        if year in each.years_to_free
        or (each.ending.last_day.year == year and each.ending.last_day >= today)
    ]


def deadlines_of_cases(cases: Iterable[IntegrityCaseDocument], year: int) -> list[Deadline]:
    """Until when the inquiries about a year may take, as long as they are open."""
    return [
        Deadline(
            each.decide_by,
            DeadlineKind.INQUIRY,
            each.proposal_id or "",
            "",
            year,
            each.wijk,
            INQUIRY_ARTICLE,
            case_id=each.case_id,
        )
        for each in cases
        if each.year == year and each.status is CaseStatus.OPEN
    ]


LAPSING = (
    DeadlineKind.COMPLETION,
    DeadlineKind.LEAVING_OUT,
    DeadlineKind.OBJECTION,
    DeadlineKind.SUSPENSION,
    DeadlineKind.VIEWS,
    DeadlineKind.APPEAL,
    DeadlineKind.RECOVERY,
)
"""Terms that end by themselves: afterwards nothing is left to do."""


def _stands(kind: DeadlineKind, due: date, dossier: ProposalDossier, today: date) -> bool:
    if kind is DeadlineKind.PAYMENT:
        return dossier.suspension is None or not dossier.suspension.runs_on(today)
    if kind in (DeadlineKind.DECISION, DeadlineKind.LEAVING_OUT) and dossier.completion_runs_on(
        today
    ):
        return False
    return kind not in LAPSING or due >= today


def _about(dossier: ProposalDossier) -> tuple[str, str, int, str]:
    return dossier.proposal_id, dossier.title, dossier.year, dossier.wijk


VIEWS_ARTICLE = "Awb 4:8"
"""Where it stands that who will mind a decision is heard before it."""
COMPLETION_ARTICLE = "Awb 4:5"
"""Where it stands that an applicant gets a term to complete what is missing."""
End = tuple[DeadlineKind, date, str]
"""What ends, on which day, by which article."""


def _end(kind: DeadlineKind, begin: date, term: Term, is_holiday: IsHoliday) -> End:
    return kind, last_day(begin, term, is_holiday), term.article


def _ends(dossier: ProposalDossier, rules: Regulation, is_holiday: IsHoliday) -> Iterator[End]:
    decide = decision_term(rules)
    yield from looked_at_again(dossier, is_holiday)
    if dossier.decision is None:
        if dossier.left_out is not None:
            yield DeadlineKind.OBJECTION, dossier.left_out.objection_until, OBJECTION.article
        if dossier.status is ProposalStatus.AWAITS_COMPLETION and dossier.completion is not None:
            yield DeadlineKind.COMPLETION, dossier.completion.answer_by, COMPLETION_ARTICLE
        leave_out = leave_out_until(dossier, is_holiday)
        if leave_out is not None:
            yield DeadlineKind.LEAVING_OUT, leave_out, LEAVING_OUT.article
        due = decision_due(dossier, rules, is_holiday)
        if due is not None:
            yield DeadlineKind.DECISION, due, decide.article
        return
    pay = payment_term(rules)
    if dossier.determination is None:
        yield DeadlineKind.OBJECTION, dossier.decision.objection_until, OBJECTION.article
        yield from _until_determined(dossier, rules, decide, is_holiday)
    else:
        yield from _once_determined(dossier, dossier.determination, pay, is_holiday)
    if dossier.suspension is not None and dossier.suspension.lifted is None:
        yield DeadlineKind.SUSPENSION, dossier.suspension.suspended_until, SUSPENSION.article
    for payout in dossier.payouts:
        if payout.status in UNDER_WAY:
            yield _payment(dossier, dutch_day(payout.requested.at), pay, is_holiday)


def looked_at_again(dossier: ProposalDossier, is_holiday: IsHoliday) -> Iterator[End]:
    """Terms of objections, appeals, withdrawals, and of what is claimed back without a
    determination.
    """
    if dossier.claim is not None:
        yield from _paying_back(dossier.claim)
    intended = dossier.withdrawal
    if intended is not None and dossier.views_awaited:
        yield DeadlineKind.VIEWS, intended.views_until, VIEWS_ARTICLE
    if intended is not None and intended.objection_until is not None:
        yield DeadlineKind.OBJECTION, intended.objection_until, OBJECTION.article
    for each in dossier.objections:
        if each.status in OPEN:
            begin = each.objection_until if each.in_time else each.received_on
            decide_by = each.decide_by or last_day(begin, ON_OBJECTION, is_holiday)
            yield DeadlineKind.ON_OBJECTION, decide_by, ON_OBJECTION.article
        elif each.status is ObjectionStatus.DECIDED and each.decision is not None:
            if each.is_forwarded:
                continue  # how one contests what is decided again then, the letter says
            yield DeadlineKind.APPEAL, each.decision.appeal_until, OBJECTION.article


def _until_determined(
    dossier: ProposalDossier, rules: Regulation, decide: Term, is_holiday: IsHoliday
) -> Iterator[End]:
    if dossier.account is not None:
        begin = dutch_day(dossier.account.rendered.at)
        yield _end(DeadlineKind.DETERMINATION, begin, decide, is_holiday)
    elif is_determined_at_once(rules, dossier.granted_cents) and dossier.granted_on:
        yield _end(DeadlineKind.DETERMINATION, dossier.granted_on, decide, is_holiday)
    elif dossier.granted_cents and rules.accounts is not None:
        due = account_due(rules, dossier.granted_cents, dossier.year, dossier.granted_on)
        if due is not None:
            yield DeadlineKind.ACCOUNT, due, rules.accounts.article


def _once_determined(
    dossier: ProposalDossier, settled: DeterminationInDossier, pay: Term, is_holiday: IsHoliday
) -> Iterator[End]:
    if settled.with_grant and dossier.decision is not None:
        yield DeadlineKind.OBJECTION, dossier.decision.objection_until, OBJECTION.article
    else:
        yield DeadlineKind.OBJECTION, settled.objection_until, OBJECTION.article
    if settled.to_recover:
        yield from _paying_back(settled)
    if dossier.bound_by_payouts < settled.amount_cents:
        yield _payment(dossier, settled.determined_on, pay, is_holiday)


def _paying_back(claimed: ClaimInDossier | DeterminationInDossier) -> Iterator[End]:
    """Until when it is paid back, after which that is late; and until when more can be claimed."""
    if claimed.pay_back_by is not None:
        yield DeadlineKind.PAY_BACK, claimed.pay_back_by, PAYMENT.article
    yield DeadlineKind.RECOVERY, claimed.recovery_until, RECOVERY.article


def _payment(dossier: ProposalDossier, begin: date, pay: Term, is_holiday: IsHoliday) -> End:
    """When it is to be paid: the time in which the obligation was suspended (Awb 4:56) comes on top
    of the term, where that was still running.
    """
    due, stood_still = last_day(begin, pay, is_holiday), timedelta()
    for each in dossier.suspension.times if dossier.suspension else ():
        if each.since <= due:
            still = each.until - max(each.since - timedelta(days=1), begin)
            stood_still += max(timedelta(), still)
            due = last_day(begin, pay, is_holiday, stood_still)
    return DeadlineKind.PAYMENT, due, pay.article
