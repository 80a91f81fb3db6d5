"""The ranking of a wijk and year by points, for everybody: where no board advises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.pages.wijk import WijkInPath
from adapters.web.ranking import ranking_of
from adapters.web.reading import opened_years, regulation_today, texts_of, year_of_wijk
from adapters.web.rendering import render
from application.authorisation import Question
from projections.points_ranking import RankedPoints

router = APIRouter(prefix="/wijken/{code}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/rangschikking")
def ranking(request: Request, code: WijkInPath) -> Response:
    """What has points, in order, each with its reason; and the criteria of the regulation."""
    opened = opened_years(request)
    year, name = year_of_wijk(request, code, opened)
    ranked = ranking_of(request, year.year, code)
    return render(
        request,
        "ranking/ranking.html",
        years=[each for each in opened if each.name_of(code)],
        year=year,
        code=code,
        name=name,
        regulation=regulation_today(request, code),
        ranked=ranked,
        texts=texts_of(request, texts_of_ranking(ranked)),
    )


def texts_of_ranking(ranked: Iterable[RankedPoints]) -> Iterator[str | None]:
    """The commitments to every text of it: titles, reasons, and why a decision departed."""
    for each in ranked:
        yield each.dossier.title
        yield each.given.reason
        yield from (activity.title for activity in each.dossier.activities)
        if each.dossier.decision and each.dossier.decision.ranking:
            yield each.dossier.decision.ranking.departure
