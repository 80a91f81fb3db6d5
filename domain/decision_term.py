"""When a decision or a payment is due at the latest, and what follows once that day has passed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from domain.calendar import DUTCH_TIME
from domain.deadlines import DECISION, PAYMENT, IsHoliday, Term, TermSource, last_day, no_holiday
from domain.errors import Refusal
from domain.regulation_contents import Regulation
from domain.regulation_procedure import TermRule


class DecisionNotLate(Refusal):
    code = "grant.decision_not_late"
    dutch = "Boven het plafond kan alleen als het besluit te laat is; het kan nog tot en met {day}."
    english = "Above the ceiling takes a decision that is late; this one is due by {day}."


def decision_term(rules: Regulation) -> Term:
    """The term of the regulation where it has one, which nothing extends; else that of the law."""
    return DECISION if rules.terms is None else _of_weeks(rules.terms, rules.terms.decision_weeks)


def payment_term(rules: Regulation) -> Term:
    """The term for a payment, in the same way."""
    return PAYMENT if rules.terms is None else _of_weeks(rules.terms, rules.terms.payment_weeks)


def _of_weeks(terms: TermRule, weeks: int) -> Term:
    return Term(terms.article, weeks=weeks, source=TermSource.BY_LAW)


def guard_is_late(
    submitted_on: date,
    rules: Regulation,
    today: date,
    is_holiday: IsHoliday = no_holiday,
    stood_still: timedelta = timedelta(),
) -> datetime:
    """The moment at which the decision was late: as the ceiling stood then, it counts
    (Awb 4:25, third paragraph). While completion was asked the term stood still.
    """
    due = last_day(submitted_on, decision_term(rules), is_holiday, stood_still)
    if today <= due:
        raise DecisionNotLate(day=due.isoformat())
    return datetime.combine(due + timedelta(days=1), time(), tzinfo=DUTCH_TIME)
