"""What happened in a wijk since somebody last looked, for who was away for a while."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.changes import changes_of
from adapters.web.forms import FieldUnreadable
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import house_of, opened_years, texts_of, year_of_wijk
from adapters.web.rendering import render
from application.authorisation import Question
from domain.calendar import dutch_day

router = APIRouter(prefix="/wijken/{code}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

DAYS_SHOWN = 60
"""How far back the page looks where nobody says since when."""


@router.get("/sinds")
def changes(
    request: Request,
    code: WijkInPath,
    na: Annotated[int | None, Query(ge=-1)] = None,
    vanaf: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Day by day, after the line of the log that was reached last, or since a day."""
    year, name = year_of_wijk(request, code, opened_years(request))
    house = house_of(request)
    since = _day(vanaf)
    if na is None and since is None:
        since = dutch_day(house.now()) - timedelta(days=DAYS_SHOWN)
    found = changes_of(house.views, year.year, code, after=-1 if na is None else na, since=since)
    rounds = house.views.rounds(year.year, code)
    dossiers = {each: house.views.proposal(each) for each in found.proposal_ids}
    return render(
        request,
        "wijk/changes.html",
        year=year,
        code=code,
        name=name,
        since=since,
        changes=found,
        rounds={each.round_id: each for each in rounds},
        titles={key: each.title for key, each in dossiers.items() if each},
        texts=texts_of(request, (each.title for each in dossiers.values() if each)),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as problem:
        raise FieldUnreadable(field="vanaf") from problem
