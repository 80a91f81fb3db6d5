"""What residents' initiatives have, year after year: growth or fall over all and for each wijk."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.pictures import columns
from adapters.web.reading import chosen_year, house_of, opened_years
from adapters.web.rendering import render
from application.authorisation import Question
from projections.line_growth import YearOfGrowth, growth, initiatives_by_year

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/groei")
def initiatives(request: Request) -> Response:
    """Over all, and for each wijk of a year beside the year before."""
    years = opened_years(request)
    year = chosen_year(request, years)
    views = house_of(request).views
    lines = [line for each in years for line in views.budget_lines_of(each.year)]
    over_all = growth(initiatives_by_year(lines))
    wijken: list[tuple[str, str, YearOfGrowth]] = []
    for wijk in year.places if year else ():
        found = growth(initiatives_by_year(line for line in lines if line.wijk == wijk.code))
        wijken += [
            (wijk.code, wijk.name, each) for each in found if year and each.year == year.year
        ]
    before = next((each for each in years if year and each.year == year.year - 1), None)
    return render(
        request,
        "city/growth.html",
        years=years,
        year=year,
        over_all=over_all,
        columns=columns([(each.year, each.amount) for each in over_all]),
        wijken=wijken,
        other_borders=bool(before and year and before.division != year.division),
    )
