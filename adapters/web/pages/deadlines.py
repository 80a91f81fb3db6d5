"""What is due and what is late, as a list for those who work on it."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, actor_of
from adapters.web.deadlines import deadlines_in
from adapters.web.reading import chosen_year, house_of, opened_years, texts_of
from adapters.web.rendering import render
from application.authorisation import MAY_ASK, Question
from domain.calendar import dutch_day
from projections.deadlines import Urgency

router = APIRouter(prefix="/werk/termijnen")


@router.get("", dependencies=[Depends(Asks(Question.DEADLINES))])
def deadlines_page(request: Request) -> Response:
    """The deadlines of a year: late first, then soon, then later."""
    years = opened_years(request)
    year = chosen_year(request, years)
    found = deadlines_in(request, year.year) if year else []
    today = dutch_day(house_of(request).now())
    groups = [
        (urgency, [each for each in found if each.urgency(today) is urgency]) for urgency in Urgency
    ]
    return render(
        request,
        "deadlines/list.html",
        years=years,
        year=year,
        groups=[(urgency, lines) for urgency, lines in groups if lines],
        reads_files=actor_of(request).role in MAY_ASK[Question.CASE_FILES],
        texts=texts_of(request, (each.title for each in found)),
    )
