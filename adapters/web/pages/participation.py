"""Who applies for the first time, and how much goes to the largest recipients: for everyone."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.participation import RecentParticipation, share_of
from adapters.web.rendering import render
from application.authorisation import Question
from projections.participation import FEWEST

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/aanvragers")
def applicants(request: Request) -> Response:
    """The figures of every year, newest first."""
    recent: RecentParticipation = request.app.state.participation
    lines = [
        (
            year,
            share_of(year.first_time, year.applicants),
            [
                (each, share_of(each.amount.cents, year.granted.cents if year.granted else None))
                for each in year.largest
            ],
        )
        for year in reversed(recent.years())
    ]
    return render(request, "city/applicants.html", lines=lines, fewest=FEWEST)
