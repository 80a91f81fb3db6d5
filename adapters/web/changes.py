"""What happened in a wijk since somebody last looked: the audit trail in plain sentences.

Who did it is said by capacity, never by person. What happened several times on a day, as support
that was given, is one line with a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from domain.calendar import DUTCH_TIME, dutch_day
from projections.audit_trail import AuditLine
from projections.questions import AuditFilter, AuditQuestions

LINES_MAX = 100
OF_THE_YEAR = ("framework", "budget_year", "allocation", "quickscan")
"""Subjects that belong to a year, and mostly to no wijk: they change every wijk."""
OF_THE_WIJK = ("board", "subsidy", "network")
"""Subjects that belong to a wijk, and mostly to no year."""
OF_THE_CITY = ("coordinator", "regulation")
"""Subjects that belong to neither."""
SAID_ELSEWHERE = frozenset(
    {
        "applicant.help_counted",
        "applicant.proposal_counted",
        "budget.determination_reversed",
        "budget.excess_covered",
        "budget.excess_returned",
        "budget.final_money_paid",
        "budget.grant_reduced",
        "budget.money_determined",
        "budget.money_granted",
        "budget.money_paid",
        "budget.money_recovered",
        "budget.money_reserved",
        "budget.reservation_released",
        "decision.advice_weighed",
        "decision.outcome_weighed",
        "decision.ranking_weighed",
        "precedence.ended",
        "precedence.given",
        "ranking.ended",
    }
)
"""Events that follow from another in the same command, which says it."""
ONLY_SUSPECTED = frozenset(
    {
        "integrity_case.opened",
        "integrity_case.finding_recorded",
        "integrity_case.payments_suspended",
        "integrity_case.decided",
        "integrity_case.closed",
    }
)
"""What is only suspected is told to nobody; that an outcome was published is."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened, in which capacity it was done, and how often that day."""

    event: str
    role: str | None
    proposal_id: str | None
    round_id: str | None
    times: int


@dataclass(frozen=True, slots=True)
class Changes:
    """By day, the oldest first; `last` is the position that was reached, `more` that there is more
    after it.
    """

    days: tuple[tuple[date, tuple[Change, ...]], ...]
    last: int
    more: bool

    @property
    def proposal_ids(self) -> list[str]:
        """Every proposal that something happened to."""
        found = {each.proposal_id for _, changes in self.days for each in changes}
        return sorted(each for each in found if each is not None)


def changes_of(
    trail: AuditQuestions, year: int, wijk: str, *, after: int = -1, since: date | None = None
) -> Changes:
    """What happened after a position, and from the beginning of a day on where one is named.

    Where nothing did, `last` is the end of the trail: what follows is what is new.
    """
    begin = datetime.combine(since, time.min, DUTCH_TIME) if since else None
    newest = trail.audit_trail(AuditFilter(), 1)
    pages = [
        trail.audit_trail(replace(each, after=after, since=begin), LINES_MAX + 1)
        for each in _wanted(year, wijk)
    ]
    ends = [page[-1].position for page in pages if len(page) > LINES_MAX]
    found = {line.position: line for page in pages for line in page if _is_of(line, year, wijk)}
    known = [found[each] for each in sorted(found) if not ends or each <= min(ends)]
    shown = known[:LINES_MAX]
    if len(known) > LINES_MAX or (shown and not ends):
        last = shown[-1].position
    else:
        last = min(ends, default=max([after, *(line.position for line in newest)]))
    return Changes(tuple(by_day(shown)), last, more=bool(ends) or len(known) > LINES_MAX)


def _wanted(year: int, wijk: str) -> list[AuditFilter]:
    """Filters that together leave in what happened in a wijk and year, and what has no year."""
    return [
        AuditFilter(year=year, wijk=wijk),
        *(AuditFilter(year=year, event=subject) for subject in OF_THE_YEAR),
        *(AuditFilter(wijk=wijk, event=subject) for subject in OF_THE_WIJK),
        *(AuditFilter(event=subject) for subject in OF_THE_CITY),
    ]


def _is_of(line: AuditLine, year: int, wijk: str) -> bool:
    return line.wijk in (None, wijk) and line.year in (None, year)


def by_day(lines: Iterable[AuditLine]) -> list[tuple[date, tuple[Change, ...]]]:
    """Lines in order, day by day; what is alike on one day is one change."""
    days: dict[date, dict[tuple[str, str | None, str | None, str | None], int]] = {}
    for line in lines:
        if line.event.rpartition(".v")[0] in SAID_ELSEWHERE | ONLY_SUSPECTED:
            continue
        alike = days.setdefault(dutch_day(line.appended_at), {})
        key = (line.event, line.role, line.proposal_id, line.round_id)
        alike[key] = alike.get(key, 0) + 1
    return [
        (day, tuple(Change(*key, times) for key, times in alike.items()))
        for day, alike in days.items()
    ]
