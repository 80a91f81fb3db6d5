"""The neighbourhood board of a wijk, for everybody: who sits, when it met, what it advises."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import (
    every_line,
    every_proposal,
    house_of,
    opened_years,
    regulation_today,
    rules_under,
    texts_of,
    year_of_wijk,
)
from adapters.web.rendering import render
from application.authorisation import Question
from domain.board_advice import DeclareInterest
from domain.calendar import dutch_day
from domain.event import Commitment
from projections.advice_ranking import RankedAdvice, ranked
from projections.boards import BoardDocument
from projections.coordinators import CoordinatorDocument
from projections.wijkplans import WijkplanDocument

router = APIRouter(prefix="/wijken/{code}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/bestuur")
def board(request: Request, code: WijkInPath) -> Response:
    """Seats by kind, meetings, needs in order, and the advice of a year with its reasons."""
    opened = opened_years(request)
    year, name = year_of_wijk(request, code, opened)
    house = house_of(request)
    today = dutch_day(house.now())
    found = house.views.board(code)
    regulation = regulation_today(request, code)
    advice = advice_of(request, year.year, code)
    coordinators = coordinators_of(request, code)
    plan = house.views.wijkplan(year.year, code)
    return render(
        request,
        "board/board.html",
        years=[each for each in opened if each.name_of(code)],
        year=year,
        code=code,
        name=name,
        today=today,
        board=found,
        sitting=found.sitting_on(today) if found else (),
        rule=regulation.rules.board if regulation else None,
        regulation=regulation,
        meetings=found.of_year(year.year) if found else (),
        ranking=found.ranking_of(year.year) if found else None,
        advice=advice,
        plan=plan,
        coordinators=coordinators,
        works_here=DeclareInterest,
        texts=texts_of(
            request,
            [
                *_texts(found, plan),
                *_texts_of_advice(advice),
                *(each.name for each in coordinators),
            ],
        ),
    )


def advice_of(request: Request, year: int, wijk: str) -> list[RankedAdvice]:
    """What stands as advice on the proposals of a wijk and year, in order."""
    dossiers = every_proposal(request, year, wijk)
    rules_of = cache(partial(rules_under, request))
    return ranked((each for each in dossiers if each.advice), rules_of)


def coordinators_of(request: Request, wijk: str) -> list[CoordinatorDocument]:
    """The appointments for a wijk, newest first."""
    views = house_of(request).views
    every = every_line(lambda after, limit: views.coordinators(after=after, limit=limit))
    mine = [each for each in every if not each.wijken or wijk in each.wijken]
    return sorted(mine, key=lambda each: each.valid_from, reverse=True)


def _texts(board: BoardDocument | None, plan: WijkplanDocument | None) -> Iterator[str | None]:
    if board is not None:
        yield from (each.name for each in board.seats)
        yield from (each.reason for each in board.rankings)
    if plan is not None:
        yield from plan.texts()


def _texts_of_advice(advice: list[RankedAdvice]) -> Iterator[Commitment]:
    for each in advice:
        yield each.dossier.title
        yield each.advice.reason
        yield from (activity.title for activity in each.dossier.activities)
