"""Making the quickscan of a year: figures of all wijken, pasted with their source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, Form
from adapters.web.reading import house_of, opened_years, texts_of
from adapters.web.rendering import render
from adapters.wijk_figures import numbers_by_wijk
from domain.budget_year import BudgetYearUnknown
from domain.quickscan import RecordIndicator

router = APIRouter(prefix="/werk/quickscan")


@router.get("/{year}", dependencies=[Depends(Gives(RecordIndicator))])
def quickscan_page(request: Request, year: int) -> Response:
    """The figures of a year, and the form for another."""
    return _show(request, EMPTY, year)


def _show(request: Request, form: Form, number: int | None = None) -> Response:
    number = number if number is not None else int(request.path_params["year"])
    views = house_of(request).views
    year = views.year(number)
    if year is None or year.opened is None:
        raise BudgetYearUnknown(year=number)
    scan = views.quickscan(number)
    return render(
        request,
        "framework/quickscan.html",
        year=year,
        years=opened_years(request),
        scan=scan,
        texts=texts_of(request, (each.title for each in scan.indicators) if scan else ()),
        form=form,
    )


def _indicator(request: Request, form: Form) -> Mapping[str, Any]:
    return {
        "year": int(request.path_params["year"]),
        "indicator": form.filled("indicator"),
        "unit": form.filled("unit"),
        "source": form.filled("source"),
        "measured_on": form.filled("measured_on"),
        "example": form.text("example") == "yes",
        "values": numbers_by_wijk(form.filled("values")),
    }


HERE = "/werk/quickscan/{year}"
add_actions(router, (Action("/{year}", RecordIndicator, HERE, _indicator, ("title",)),), _show)
