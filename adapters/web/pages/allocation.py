"""How a year's money was divided: the whole key with its working, and the share of one wijk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import house_of, opened_years, texts_of, year_of_wijk
from adapters.web.rendering import render
from adapters.web.share_pictures import share_bars
from application.authorisation import Question
from domain.allocation_correction import AllocationUnknown
from domain.budget_year import BudgetYearUnknown
from projections.allocation_working import worked
from projections.years import Allocation, YearDocument

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/verdeling/{year}/{number}")
def working(
    request: Request,
    number_of_year: Annotated[int, Path(alias="year", ge=2000, le=2100)],
    number: Annotated[int, Path(ge=1, le=10_000)],
) -> Response:
    """An allocation in full: every part, every wijk, every cent that was rounded."""
    year = _year(request, number_of_year)
    allocation = year.allocation(number)
    if allocation is None:
        raise AllocationUnknown(number=number, year=number_of_year)
    return render(
        request,
        "allocation/allocation.html",
        year=year,
        allocation=allocation,
        parts=worked(allocation),
        texts=_reasons(request, [allocation]),
    )


@router.get("/wijken/{code}/verdeling")
def share(request: Request, code: WijkInPath) -> Response:
    """How the share of one wijk came about, in every allocation of a year that stands."""
    year, name = year_of_wijk(request, code, opened_years(request))
    standing = [each for each in year.standing if each.share_of(code) is not None]
    corrected = [each for each in year.allocations if each.correction is not None]
    return render(
        request,
        "allocation/share.html",
        year=year,
        code=code,
        name=name,
        allocations=[(each, _lines_of(each, code)) for each in standing],
        bars={each.number: share_bars(worked(each), code) for each in standing},
        corrected=corrected,
        texts=_reasons(request, corrected),
    )


def _lines_of(allocation: Allocation, code: str) -> list[object]:
    found = (part.line_of(code) for part in worked(allocation))
    return [line for line in found if line is not None]


def _year(request: Request, number: int) -> YearDocument:
    year = house_of(request).views.year(number)
    if year is None or year.opened is None:
        raise BudgetYearUnknown(year=number)
    return year


def _reasons(request: Request, allocations: list[Allocation]) -> object:
    return texts_of(request, (each.correction.reason for each in allocations if each.correction))
