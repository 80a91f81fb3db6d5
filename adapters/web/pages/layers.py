"""How the proposals of a wijk are spread over the pyramid of support."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.layer_pictures import GAP, HEIGHT, pyramid
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import every_proposal, opened_years, year_of_wijk
from adapters.web.rendering import render
from application.authorisation import Question
from domain.regulation_parts import SupportLayer

router = APIRouter(prefix="/wijken/{code}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/piramide")
def layers(request: Request, code: WijkInPath) -> Response:
    """Each layer with its proposals, what they ask and what was granted; a picture and a table."""
    year, name = year_of_wijk(request, code, opened_years(request))
    return render(
        request,
        "wijk/layers.html",
        year=year,
        code=code,
        name=name,
        lines=pyramid(every_proposal(request, year.year, code)),
        height=len(SupportLayer) * (HEIGHT + GAP),
        line_height=HEIGHT,
    )
