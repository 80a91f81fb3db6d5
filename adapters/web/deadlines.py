"""The deadlines of a year: asked of the projections, and written as a calendar (iCalendar)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event
from starlette.requests import Request

from adapters.dutch_holidays import is_dutch_holiday
from adapters.web.integrity import cases_of_others, reads_cases
from adapters.web.language import Phrases
from adapters.web.reading import (
    Texts,
    every_proposal,
    every_regulation,
    house_of,
    names_of_wijken,
    rules_under,
    texts_of,
)
from adapters.web.wording import of as word_of
from domain.calendar import dutch_day
from domain.regulation_contents import NO_RULES
from projections.deadlines import (
    LAPSING,
    Deadline,
    deadlines_of,
    deadlines_of_cases,
    deadlines_of_subsidies,
)
from projections.dossier import ProposalDossier
from projections.handling_terms import decision_due, leave_out_until
from projections.looking_back import deadlines_of_reviews
from projections.next_dates import NextDate, next_dates, why_no_date

FORMER_YEARS = 6
"""In which a grant may still have a term: five years for claiming back (Awb 4:57), and its own."""


def deadlines_in(request: Request, year: int) -> list[Deadline]:
    """What is due in the proposals and subsidies of a year, and in that year in those of before,
    the first first; what is late stays. And in inquiries, for who may read of them: nobody else
    sees that there is one, nor who asked for what it is about.
    """
    house = house_of(request)
    rules_of = {each.regulation_id: each.rules for each in every_regulation(request)}
    today = dutch_day(house.now())
    found = deadlines_of(every_proposal(request, year), rules_of, today, is_dutch_holiday)
    for former in range(year - FORMER_YEARS, year):
        of_before = every_proposal(request, former)
        still = deadlines_of(of_before, rules_of, today, is_dutch_holiday)
        found += [each for each in still if stands_in(year, each, today)]
    found += deadlines_of_subsidies(house.views.subsidies(), year, today)
    found += _reviews_owed(request, year, today)
    if reads_cases(request):
        found += deadlines_of_cases(cases_of_others(request), year)
    return sorted(found, key=lambda each: each.due)


def _reviews_owed(request: Request, year: int, today: date) -> list[Deadline]:
    """In a year, and in the year of today those of earlier ones that did not close yet."""
    views = house_of(request).views
    framed = [each for each in views.years() if each.opened and not each.closing]
    plans = [plan for each in framed for plan in views.wijkplans(each.year)]
    return [each for each in deadlines_of_reviews(plans) if stands_in(year, each, today)]


def next_due(request: Request, dossiers: Iterable[ProposalDossier]) -> dict[str, Deadline]:
    """By proposal what is due first; a term that ends by itself is nothing to be done."""
    rules_of = {each.regulation_id: each.rules for each in every_regulation(request)}
    today = dutch_day(house_of(request).now())
    due: dict[str, Deadline] = {}
    for each in deadlines_of(dossiers, rules_of, today, is_dutch_holiday):
        if each.kind not in LAPSING:
            due.setdefault(each.proposal_id, each)
    return due


def next_dates_of(request: Request, dossier: ProposalDossier) -> tuple[NextDate, ...]:
    """Until when who applied waits or can do something, the most telling day first."""
    rules = rules_under(request, dossier.regulation_id)
    return next_dates(dossier, rules, dutch_day(house_of(request).now()), is_dutch_holiday)


def first_dates(request: Request, dossiers: Iterable[ProposalDossier]) -> dict[str, NextDate]:
    """By proposal the most telling day, where there is one."""
    rules_of = {each.regulation_id: each.rules for each in every_regulation(request)}
    today = dutch_day(house_of(request).now())
    found = {}
    for each in dossiers:
        rules = rules_of.get(each.regulation_id or "", NO_RULES)
        for first in next_dates(each, rules, today, is_dutch_holiday)[:1]:
            found[each.proposal_id] = first
    return found


def stands_in(year: int, deadline: Deadline, today: date) -> bool:
    """It falls in that year; or is late, in the year of today."""
    return deadline.due.year == year or (today.year == year and deadline.due < today)


def decision_day(request: Request, dossier: ProposalDossier) -> date | None:
    """The last day for deciding on a proposal that was to be completed; None while it still can be,
    or once it is decided on.
    """
    house = house_of(request)
    today = dutch_day(house.now())
    if dossier.completion is None or dossier.decision or dossier.completion_runs_on(today):
        return None
    return decision_due(dossier, rules_under(request, dossier.regulation_id), is_dutch_holiday)


@dataclass(frozen=True, slots=True)
class LeavingOut:
    """Whether a proposal can be left out of handling, as far as days go: `until` is the last one,
    once completion was asked; `waits` while it still can be completed.
    """

    until: date
    waits: bool
    over: bool


def leaving_out(request: Request, dossier: ProposalDossier) -> LeavingOut | None:
    """None where completion was never asked, or it is in handling."""
    until = leave_out_until(dossier, is_dutch_holiday)
    if until is None:
        return None
    today = dutch_day(house_of(request).now())
    return LeavingOut(until, waits=dossier.completion_runs_on(today), over=today > until)


def handling_days(request: Request, dossier: ProposalDossier) -> dict[str, Any]:
    """Until when what is waited for, or why no day tells that; and until when a proposal that was
    to be completed is decided on, or left out of handling.
    """
    return {
        "next_dates": next_dates_of(request, dossier),
        "no_date": why_no_date(dossier),
        "decide_by": decision_day(request, dossier),
        "leaving_out": leaving_out(request, dossier),
    }


@dataclass(frozen=True, slots=True)
class Names:
    """What deadlines are about, as people call it: a title, and the name of the wijk."""

    texts: Texts
    of_wijken: Callable[[Iterable[str]], list[str]]

    def of(self, deadline: Deadline) -> str:
        """Of an inquiry no more than where it is; a title that is hidden or erased is not told."""
        (wijk,) = self.of_wijken([deadline.wijk])
        title = self.texts[deadline.title]
        if deadline.case_id or title is None:
            return wijk
        return f"{title} ({wijk})"


def names_in(request: Request, deadlines: Iterable[Deadline]) -> Names:
    """The titles and wijken of these deadlines."""
    return Names(texts_of(request, (each.title for each in deadlines)), names_of_wijken(request))


def as_calendar(
    deadlines: list[Deadline], names: Names, now: datetime, host: str, phrases: Phrases
) -> bytes:
    """The deadlines as whole days of a calendar, which programs subscribe to (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Wijkkas//Deadlines//NL")
    calendar.add("version", "2.0")
    told: Counter[str] = Counter()
    for each in deadlines:
        event = Event()
        what = phrases.gettext(word_of(each.kind))
        of_plan = f"{each.wijk}-{each.priority_id}" if each.priority_id else None
        about = each.case_id or each.subsidy_id or of_plan or each.proposal_id
        name = f"{each.kind.value}-{about}-{each.due.isoformat()}"
        told[name] += 1  # two payments may be due on one day
        event.add("uid", f"{name}-{told[name]}@{host}" if told[name] > 1 else f"{name}@{host}")
        event.add("dtstamp", now)
        event.add("dtstart", each.due)
        event.add("dtend", each.due + timedelta(days=1))
        event.add("summary", f"{what}: {names.of(each)}")
        event.add("description", each.article)
        event.add("url", f"https://{host}/{_place(each)}")
        calendar.add_component(event)
    found: bytes = calendar.to_ical()
    return found


def _place(deadline: Deadline) -> str:
    """The page that it is about."""
    if deadline.case_id:
        return f"werk/onderzoeken/{deadline.case_id}"
    if deadline.priority_id:
        return f"wijken/{deadline.wijk}/plan?jaar={deadline.year}"
    if deadline.subsidy_id:
        return f"wijken/{deadline.wijk}/subsidies"
    return f"voorstellen/{deadline.proposal_id}"
