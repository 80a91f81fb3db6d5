"""Figures on applicants and recipients, as JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request

from adapters.web.access import Asks
from adapters.web.participation import RecentParticipation
from application.authorisation import Question
from projections.participation import Participation

router = APIRouter(tags=["things"], dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/participation")
def figures(request: Request) -> dict[str, Any]:
    """Per year how many applied and how many of them for the first time, how many got a grant, and
    what those who got most have together. `null` where that would tell of fewer than ten people.
    """
    recent: RecentParticipation = request.app.state.participation
    return {"years": [_year(each) for each in recent.years()]}


def _year(found: Participation) -> dict[str, Any]:
    return {
        "year": found.year,
        "applicants": found.applicants,
        "firstTime": found.first_time,
        "recipients": found.recipients,
        "grantedCents": found.granted.cents if found.granted else None,
        "largest": [
            {"recipients": each.number, "amountCents": each.amount.cents} for each in found.largest
        ],
    }
