"""What happened in a wijk since somebody last looked: the audit trail in plain sentences.

Who did it is said by capacity, never by person. What happened several times on a day, as support
that was given, is one line with a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from adapters.house import House
from domain.calendar import dutch_day
from projections.audit_trail import AuditLine
from projections.questions import AuditFilter

LINES_MAX = 100
OF_THE_WHOLE_CITY = ("framework", "budget_year", "allocation")
"""Subjects that belong to a year and to no wijk, and change every wijk."""
SAID_ELSEWHERE = frozenset(
    {
        "applicant.help_counted",
        "applicant.proposal_counted",
        "budget.final_money_paid",
        "budget.grant_reduced",
        "budget.money_determined",
        "budget.money_granted",
        "budget.money_paid",
        "budget.money_recovered",
        "budget.money_reserved",
        "budget.reservation_released",
    }
)
"""Events that follow from another in the same command, which says it."""
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


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
    house: House, year: int, wijk: str, *, after: int = -1, since: date | None = None
) -> Changes:
    """What happened after a position, and from the beginning of a day on where one is named."""
    begin = datetime.combine(since, time.min, AMSTERDAM) if since else None
    wanted = [AuditFilter(year=year, wijk=wijk, after=after, since=begin)]
    wanted += [
        AuditFilter(year=year, event=subject, after=after, since=begin)
        for subject in OF_THE_WHOLE_CITY
    ]
    found = {
        line.position: line
        for each in wanted
        for line in house.views.audit_trail(each, LINES_MAX + 1)
        if line.wijk in (None, wijk)
    }
    lines = [found[position] for position in sorted(found)]
    shown = lines[:LINES_MAX]
    return Changes(
        days=tuple(by_day(shown)),
        last=shown[-1].position if shown else after,
        more=len(lines) > LINES_MAX,
    )


def by_day(lines: Iterable[AuditLine]) -> list[tuple[date, tuple[Change, ...]]]:
    """Lines in order, day by day; what is alike on one day is one change."""
    days: dict[date, dict[tuple[str, str | None, str | None, str | None], int]] = {}
    for line in lines:
        if line.event.rpartition(".v")[0] in SAID_ELSEWHERE:
            continue
        alike = days.setdefault(dutch_day(line.appended_at), {})
        key = (line.event, line.role, line.proposal_id, line.round_id)
        alike[key] = alike.get(key, 0) + 1
    return [
        (day, tuple(Change(*key, times) for key, times in alike.items()))
        for day, alike in days.items()
    ]
