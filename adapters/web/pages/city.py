"""The city: the money of a year over the wijken, and where it is now."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.pictures import bar, columns, parts_of
from adapters.web.reading import chosen_year, house_of, opened_years
from adapters.web.rendering import render
from application.authorisation import Question
from domain.money import Money
from domain.voting_round import RoundStatus

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/")
def city(request: Request) -> Response:
    """The overview of a year."""
    years = opened_years(request)
    year = chosen_year(request, years)
    if year is None:
        return render(request, "city/empty.html")
    views = house_of(request).views
    states = {state.wijk: state for state in views.states(year.year)}
    came_in = [state.came_in_cents for state in states.values()]
    most = max(came_in, default=0)
    rounds = views.rounds(year.year)
    return render(
        request,
        "city/city.html",
        years=years,
        year=year,
        whole=Money(sum(came_in)),
        city_bar=bar(list(states.values())),
        parts=[(kind, Money(cents)) for kind, cents in parts_of(states.values())],
        wijken=[
            (wijk, states[wijk.code], bar([states[wijk.code]], most))
            for wijk in year.places
            if wijk.code in states
        ],
        columns=columns([(each.year, each.allocated_cents) for each in reversed(years)]),
        open_rounds=[each for each in rounds if each.status is RoundStatus.OPEN],
    )
