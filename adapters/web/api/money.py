"""Where the money of a wijk and year stands, stood, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AwareDatetime
from starlette.requests import Request

from adapters.web.access import Asks
from adapters.web.forms import FieldUnreadable
from adapters.web.reading import house_of
from application.authorisation import Question
from projections.budget_lines import LinesDocument
from projections.line_growth import growth, initiatives_by_year
from projections.questions import PAGE, PAGE_MAX

router = APIRouter(tags=["money"], dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

YearInPath = Annotated[int, Path(ge=2000, le=2100)]
WijkInPath = Annotated[str, Path(pattern=r"^WK[0-9]{6}$")]
AtPosition = Annotated[int | None, Query(alias="atPosition", ge=0)]
AsOf = Annotated[AwareDatetime | None, Query(alias="asOf")]
Limit = Annotated[int, Query(ge=1, le=PAGE_MAX)]


@router.get("/years/{year}/states")
def states(
    request: Request, year: YearInPath, at: AtPosition = None, as_of: AsOf = None
) -> dict[str, Any]:
    """The budget states of all wijken of a year, now, at a position or as of a time."""
    _one_of(at, as_of)
    found = house_of(request).views.states(year, at=at, as_of=as_of)
    return {"states": [asdict(state) for state in found]}


@router.get("/years/{year}/wijken/{wijk}/state")
def state(
    request: Request,
    year: YearInPath,
    wijk: WijkInPath,
    at: AtPosition = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """The budget state of a wijk, now, at a position or as of a time."""
    _one_of(at, as_of)
    return asdict(house_of(request).views.state(year, wijk, at=at, as_of=as_of))


@router.get("/years/{year}/wijken/{wijk}/figures/{figure}")
def why(
    request: Request,
    year: YearInPath,
    wijk: WijkInPath,
    figure: str,
    *,
    at: AtPosition = None,
    as_of: AsOf = None,
    after: Annotated[int, Query(ge=-1)] = -1,
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """The ledger lines behind a figure: their effects add up to it."""
    _one_of(at, as_of)
    explained = house_of(request).views.why(
        year, wijk, figure, at=at, as_of=as_of, after=after, limit=limit
    )
    return asdict(explained)


@router.get("/growth")
def initiatives(request: Request) -> dict[str, Any]:
    """What allocations and acts put on the line for initiatives, by year: over all and by wijk.

    `change_cents` and `percent` are beside the year before; null where there is none to compare.
    """
    views = house_of(request).views
    lines = [line for year in views.years() for line in views.budget_lines_of(year.year)]
    codes = sorted({line.wijk for line in lines})
    by_wijk = {code: [line for line in lines if line.wijk == code] for code in codes}
    return {
        "overAll": _growth(lines),
        "wijken": [{"wijk": code, "years": _growth(mine)} for code, mine in by_wijk.items()],
    }


def _growth(lines: list[LinesDocument]) -> list[dict[str, Any]]:
    return [
        {
            "year": each.year,
            "amount_cents": each.amount.cents,
            "change_cents": None if each.change is None else each.change.cents,
            "percent": None if each.percent is None else round(float(each.percent), 2),
        }
        for each in growth(initiatives_by_year(lines))
    ]


def _one_of(at: int | None, as_of: object | None) -> None:
    """A state is asked at a position or as of a time, not both."""
    if at is not None and as_of is not None:
        raise FieldUnreadable(field="atPosition, asOf")
