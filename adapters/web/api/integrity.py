"""Inquiries after a suspicion, as JSON: for everyone what came of them, for staff the rest."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request

from adapters.web.access import Asks
from adapters.web.api.answers import shown, with_texts
from adapters.web.integrity import (
    case_of,
    cases_of_others,
    counts_of_years,
    every_case,
    signals_of_year,
)
from adapters.web.pages.proposal import IdInPath
from application.authorisation import Question
from projections.integrity_cases import IntegrityCaseDocument
from projections.integrity_signals import IntegritySignal

router = APIRouter(tags=["integrity"])

YearAsked = Annotated[int, Query(ge=2000, le=2100)]


@router.get("/integrity", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def outcomes(request: Request) -> dict[str, Any]:
    """How many cases were decided in each year, and the outcomes that were published. What is open
    is not counted, and of what was unfounded there is no more than the number.
    """
    published = [each for each in every_case(request) if each.published is not None]
    content = {
        "years": [
            {
                "year": each.year,
                "decided": each.decided,
                "founded": each.founded,
                "inPart": each.in_part,
                "unfounded": each.unfounded,
            }
            for each in counts_of_years(request)
        ],
        "outcomes": [_published(each) for each in published],
    }
    return with_texts(request, content, (each.summary for each in published))


def _published(case: IntegrityCaseDocument) -> dict[str, Any]:
    decision = case.decision
    return {
        "caseId": case.case_id,
        "year": case.year,
        "wijk": case.wijk,
        "roundId": case.round_id,
        "proposalId": case.proposal_id,
        "outcome": decision.outcome.value if decision else None,
        "followUp": decision.follow_up.value if decision else None,
        "decidedOn": decision.decided_on.isoformat() if decision else None,
        "summary": case.summary,
    }


@router.get("/integrity/signals", dependencies=[Depends(Asks(Question.INTEGRITY_CASES))])
def signals(request: Request, year: YearAsked) -> dict[str, Any]:
    """What there is to look at in a year. A signal accuses nobody: it says what was seen."""
    return {"signals": [_signal(each) for each in signals_of_year(request, year)]}


def _signal(found: IntegritySignal) -> dict[str, Any]:
    seen = found.seen
    return {
        "kind": found.origin.value,
        "year": found.year,
        "wijk": found.wijk,
        "roundId": found.round_id,
        "proposalId": found.proposal_id,
        "addresses": seen.addresses if seen else None,
        "passesFromEach": seen.passes if seen else None,
        "withinMinutes": seen.minutes if seen else None,
    }


@router.get("/integrity/cases", dependencies=[Depends(Asks(Question.INTEGRITY_CASES))])
def cases(request: Request) -> dict[str, Any]:
    """Every case, but for those about what one asked for oneself."""
    return {"cases": [shown(each) for each in cases_of_others(request)]}


@router.get("/integrity/cases/{caseId}", dependencies=[Depends(Asks(Question.INTEGRITY_CASES))])
def case(request: Request, case_id: Annotated[IdInPath, Path(alias="caseId")]) -> dict[str, Any]:
    """A case with its texts."""
    found = case_of(request, case_id)
    return with_texts(request, {"case": shown(found)}, found.texts())
