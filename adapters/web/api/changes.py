"""What happened in a wijk and year after a position: for a program that keeps up."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request

from adapters.web.access import Asks
from adapters.web.changes import changes_of
from adapters.web.reading import house_of
from application.authorisation import Question
from domain.event import WIJK_CODE_PATTERN

router = APIRouter(tags=["changes"], dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/changes/{year}/{wijk}")
def changes(
    request: Request,
    year: Annotated[int, Path(ge=2000, le=2100)],
    wijk: Annotated[str, Path(pattern=WIJK_CODE_PATTERN)],
    after: Annotated[int, Query(ge=-1)] = -1,
) -> dict[str, Any]:
    """By day, the oldest first, without who; `last` is where the next question begins."""
    found = changes_of(house_of(request).views, year, wijk, after=after)
    return {
        "days": [
            {"day": day.isoformat(), "changes": [asdict(each) for each in changes]}
            for day, changes in found.days
        ],
        "last": found.last,
        "more": found.more,
    }
