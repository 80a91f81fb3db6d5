"""What came of inquiries: how many there were in each year, and the outcomes that are published."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.integrity import counts_of_years, every_case, summaries_of
from adapters.web.reading import house_of
from adapters.web.rendering import render
from application.authorisation import Question

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/integriteit")
def integrity_page(request: Request) -> Response:
    """For everyone: what is looked into, what it can lead to, and what came of it."""
    published = [each for each in every_case(request) if each.published is not None]
    published.sort(key=lambda each: each.position, reverse=True)
    years = {each.year: each for each in house_of(request).views.years()}
    return render(
        request,
        "integrity/outcomes.html",
        counts=counts_of_years(request),
        published=[
            (each, years[each.year].name_of(each.wijk) if each.year in years else None)
            for each in published
        ],
        texts=summaries_of(request, published),
    )
