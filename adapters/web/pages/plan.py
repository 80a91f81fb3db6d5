"""The plan of a wijk from need to result, its quickscan, and several years side by side."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.figure_pictures import indicator_lines, year_columns
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import (
    every_line,
    house_of,
    name_of_wijk,
    opened_years,
    texts_of,
    year_of_wijk,
)
from adapters.web.rendering import render
from application.authorisation import Question
from domain.budget_year import BudgetYearUnknown
from domain.decision_ground import DecisionOutcome
from domain.event import Commitment
from projections.dossier import ProposalDossier
from projections.networks import MeetingLine
from projections.wijkplans import WijkplanDocument

router = APIRouter(prefix="/wijken/{code}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/plan")
def plan(request: Request, code: WijkInPath) -> Response:
    """Each priority with needs, figures, who executes, what was granted, and what came of it."""
    year, name = year_of_wijk(request, code, opened_years(request))
    views = house_of(request).views
    found = views.wijkplan(year.year, code)
    network = views.network(code)
    meetings = network.of_year(year.year) if network else ()
    scan = views.quickscan(year.year)
    granted = _granted(request, year.year, code)
    figures = {each.indicator: each for each in scan.standing} if scan else {}
    wanted = [*_texts(found, meetings, granted), *(each.title for each in figures.values())]
    return render(
        request,
        "plan/plan.html",
        year=year,
        code=code,
        name=name,
        plan=found,
        meetings=meetings,
        figures=figures,
        granted=granted,
        texts=texts_of(request, wanted),
    )


@router.get("/quickscan")
def quickscan(request: Request, code: WijkInPath) -> Response:
    """The figures of a wijk beside those of the others, and what they mean."""
    year, name = year_of_wijk(request, code, opened_years(request))
    scan = house_of(request).views.quickscan(year.year)
    lines = indicator_lines(scan.standing, code) if scan else []
    summary = scan.summary(code) if scan else None
    wanted = [line.indicator.title for line in lines]
    wanted += [summary.summary] if summary else []
    return render(
        request,
        "plan/quickscan.html",
        year=year,
        code=code,
        name=name,
        lines=lines,
        summary=summary,
        texts=texts_of(request, wanted),
    )


@router.get("/jaren")
def years(request: Request, code: WijkInPath) -> Response:
    """The years of a wijk side by side: its money, its priorities, and what came of them."""
    found = [year for year in opened_years(request) if year.name_of(code)]
    if not found:
        raise BudgetYearUnknown(year="-")
    views = house_of(request).views
    plans = {year.year: views.wijkplan(year.year, code) for year in found}
    states = {year.year: views.state(year.year, code) for year in found}
    return render(
        request,
        "plan/years.html",
        years=found,
        code=code,
        name=name_of_wijk(found[0], code),
        plans=plans,
        states=states,
        columns=year_columns(states.values()),
        texts=texts_of(request, (text for plan in plans.values() if plan for text in plan.texts())),
    )


def _granted(request: Request, year: int, code: str) -> dict[str, list[ProposalDossier]]:
    """What was granted, by the priority that the decision names."""
    views = house_of(request).views
    found: dict[str, list[ProposalDossier]] = {}
    for dossier in every_line(
        lambda after, limit: views.proposals(year, code, after=after, limit=limit)
    ):
        decision = dossier.decision
        if decision and decision.outcome is DecisionOutcome.GRANT and decision.priority_id:
            found.setdefault(decision.priority_id, []).append(dossier)
    return found


def _texts(
    plan: WijkplanDocument | None,
    meetings: Iterable[MeetingLine],
    granted: dict[str, list[ProposalDossier]],
) -> Iterable[Commitment]:
    if plan is not None:
        yield from plan.texts()
    yield from (meeting.place for meeting in meetings)
    for dossiers in granted.values():
        yield from (dossier.title for dossier in dossiers)
