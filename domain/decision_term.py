"""When a decision on a proposal is due at the latest, and what follows once that day has passed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from domain.calendar import DUTCH_TIME
from domain.deadlines import DECISION, IsHoliday, Term, TermSource, last_day, no_holiday
from domain.errors import Refusal
from domain.regulation_contents import Regulation


class DecisionNotLate(Refusal):
    code = "grant.decision_not_late"
    dutch = "Boven het plafond kan alleen als het besluit te laat is; het kan nog tot en met {day}."
    english = "Above the ceiling takes a decision that is late; this one is due by {day}."


def decision_term(rules: Regulation) -> Term:
    """The term of the regulation where it has one, which nothing extends; else that of the law."""
    if rules.terms is None:
        return DECISION
    weeks = rules.terms.decision_weeks
    return Term(rules.terms.article, weeks=weeks, source=TermSource.BY_LAW)


def guard_is_late(
    submitted_on: date, rules: Regulation, today: date, is_holiday: IsHoliday = no_holiday
) -> datetime:
    """The moment at which the decision was late: as the ceiling stood then, it counts
    (Awb 4:25, third paragraph).
    """
    due = last_day(submitted_on, decision_term(rules), is_holiday)
    if today <= due:
        raise DecisionNotLate(day=due.isoformat())
    return datetime.combine(due + timedelta(days=1), time(), tzinfo=DUTCH_TIME)
