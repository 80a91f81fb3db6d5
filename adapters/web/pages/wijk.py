"""A wijk in a year: its money with reasons, its plan, its proposals, its voting rounds."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.crossings import crossed
from adapters.web.deadlines import first_dates
from adapters.web.pictures import bar, parts_of
from adapters.web.reading import (
    After,
    Texts,
    house_of,
    name_of_wijk,
    opened_years,
    page_of,
    texts_of,
    year_of_wijk,
)
from adapters.web.rendering import render
from application.authorisation import Question
from domain.money import Money
from projections.dossier import ProposalDossier
from projections.wijkplans import WijkplanDocument

router = APIRouter(prefix="/wijken", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

WijkInPath = Annotated[str, Path(pattern=r"^WK[0-9]{6}$")]
PROPOSALS_SHOWN = 60
FIGURES_SHOWN = ("available", "voted_on", "reserved", "granted", "paid")
UNLESS_NOTHING = ("voted_on",)
"""Shown only where there is any: most of the year nobody votes."""
FIGURES_BEHIND = ("allocated", "carried_over", "pooled", "excess", "released")


@router.get("/{code}")
def wijk(request: Request, code: WijkInPath, na: After = "") -> Response:
    """Everything of one wijk in one year; proposals come in pages, after `na`."""
    opened = opened_years(request)
    year, name = year_of_wijk(request, code, opened)
    views = house_of(request).views
    state = views.state(year.year, code)
    plan = views.wijkplan(year.year, code)
    proposals = page_of(
        lambda limit: views.proposals(year.year, code, after=na, limit=limit), PROPOSALS_SHOWN
    )
    return render(
        request,
        "wijk/wijk.html",
        years=[each for each in opened if each.name_of(code)],
        year=year,
        code=code,
        name=name,
        came_in=Money(state.came_in_cents),
        bar=bar([state]),
        parts=[(kind, Money(cents)) for kind, cents in parts_of([state])],
        figures=[
            (each, Money(state.cents(each)))
            for each in FIGURES_SHOWN
            if state.cents(each) or each not in UNLESS_NOTHING
        ],
        figures_behind=[(each, Money(state.cents(each))) for each in FIGURES_BEHIND],
        plan=plan,
        proposals=proposals,
        next_dates=first_dates(request, proposals.lines),
        after=na,
        rounds=views.rounds(year.year, code),
        texts=_texts(request, plan, proposals.lines),
    )


@router.get("/{code}/waarom/{figure}")
def why(
    request: Request,
    code: WijkInPath,
    figure: str,
    jaar: Annotated[int, Query(ge=2000, le=2100)],
    na: Annotated[int, Query(ge=-1)] = -1,
) -> Response:
    """Why a figure is what it is: every movement behind it, in order, adding up to it."""
    views = house_of(request).views
    explained = views.why(jaar, code, figure, after=na)
    proposal_ids = {each.line.proposal_id for each in explained.lines if each.line.proposal_id}
    dossiers = {each: views.proposal(each) for each in sorted(proposal_ids)}
    subsidies = views.subsidies(code)
    year = views.year(jaar)
    money = views.budget_lines(jaar, code)
    moved = (*money.came, *money.went) if money else ()
    return render(
        request,
        "wijk/why.html",
        explained=explained,
        figure=figure,
        total=Money(explained.cents),
        lines=[(each.line, Money(each.effect_cents)) for each in explained.lines],
        titles={key: found.title for key, found in dossiers.items() if found},
        rounds={each.round_id: each for each in views.rounds(jaar, code)},
        subsidies={each.subsidy_id: each.name for each in subsidies},
        crossings={each.moved.position: (each, name) for each, name in crossed(request, moved)},
        texts=texts_of(
            request,
            [
                *(found.title for found in dossiers.values() if found),
                *(each.name for each in subsidies),
            ],
        ),
        code=code,
        year=jaar,
        year_document=year,
        name=name_of_wijk(year, code) if year else code,
    )


def _texts(
    request: Request, plan: WijkplanDocument | None, proposals: list[ProposalDossier]
) -> Texts:
    wanted: list[str | None] = [dossier.title for dossier in proposals]
    if plan is not None:
        wanted += [need.description for need in plan.needs]
        wanted += [priority.title for priority in plan.priorities]
        wanted += [each.title for version in plan.versions for each in version.priorities]
    return texts_of(request, wanted)
