"""The lines of a wijk's budget: what each has, and every movement between them with its reason."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.crossings import crossed
from adapters.web.pages.wijk import WijkInPath
from adapters.web.reading import house_of, opened_years, texts_of, year_of_wijk
from adapters.web.rendering import render
from application.authorisation import Question
from domain.budget_events import BudgetLine
from domain.money import ZERO, Money
from projections.budget_lines import LinesDocument
from projections.budget_state import FIGURE_OF_LINE, BudgetState

router = APIRouter(prefix="/wijken/{code}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/lijnen")
def lines(request: Request, code: WijkInPath) -> Response:
    """What was put on each line of a wijk's budget, what of it is free, and what moved."""
    year, name = year_of_wijk(request, code, opened_years(request))
    views = house_of(request).views
    found = views.budget_lines(year.year, code)
    state = views.state(year.year, code)
    movements = found.movements if found else ()
    return render(
        request,
        "wijk/lines.html",
        year=year,
        code=code,
        name=name,
        lines=lines_of(found, state),
        subsidised=Money(state.subsidised_cents),
        voted_on=Money(state.voted_on_cents),
        movements=movements,
        came=crossed(request, found.came if found else ()),
        went=crossed(request, found.went if found else ()),
        texts=texts_of(request, (each.reason for each in movements)),
    )


def lines_of(
    found: LinesDocument | None, state: BudgetState
) -> list[tuple[BudgetLine, Money, str, Money]]:
    """Each line with what was put on it, the figure of what is free there, and how much that is."""
    return [
        (line, found.put_on(line) if found else ZERO, figure, Money(state.cents(figure)))
        for line, figure in FIGURE_OF_LINE.items()
    ]
