"""What is due when, as JSON and as a calendar to subscribe to."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.api.answers import with_texts
from adapters.web.deadlines import as_calendar, deadlines_in, names_in
from adapters.web.language import Phrases, language_of
from adapters.web.reading import house_of
from application.authorisation import Question
from domain.calendar import dutch_day

router = APIRouter(tags=["deadlines"], dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

YearAsked = Annotated[int, Query(ge=2000, le=2100)]


@router.get("/deadlines")
def deadlines(request: Request, year: YearAsked) -> dict[str, Any]:
    """The deadlines of a year's proposals, the first first, each with the article that sets it."""
    found = deadlines_in(request, year)
    today = dutch_day(house_of(request).now())
    lines = [{**asdict(each), "urgency": each.urgency(today).value} for each in found]
    return with_texts(request, {"deadlines": lines}, (each.title for each in found))


@router.get(
    "/deadlines.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}},
)
def calendar(request: Request, year: YearAsked) -> Response:
    """The same as an iCalendar feed; `Accept-Language` or `?lang=` sets its language."""
    phrases = Phrases(language_of(request))
    host = request.url.hostname or "localhost"
    found = deadlines_in(request, year)
    names = names_in(request, found)
    content = as_calendar(found, names, house_of(request).now(), host, phrases)
    return Response(content, media_type="text/calendar; charset=utf-8")
