"""The frame of a year: division, acts of council and college, opening, allocation, closing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, FieldEmpty, FieldUnreadable, Form, money_from
from adapters.web.reading import house_of, places_to_choose
from adapters.web.rendering import render
from adapters.wijk_figures import numbers_by_wijk, texts_by_wijk
from domain.allocation import PublishAllocation
from domain.allocation_correction import CorrectAllocation
from domain.allocation_key import KeyPartKind
from domain.budget_events import BudgetLine
from domain.budget_line import DivideMoney, MoveMoney
from domain.budget_year import (
    COMPETENT_BODY,
    ActKind,
    CouncilAct,
    OpenBudgetYear,
    RecordFrameworkAct,
)
from domain.city_money import PoolRemainders
from domain.money import ZERO
from domain.quickscan import IndicatorUnknown
from domain.wijk_division import AdoptDivision, RecordBorders
from domain.year_closing import CloseBudgetYear
from projections.looking_back import not_reviewed
from projections.years import YearDocument

router = APIRouter(prefix="/werk/kader")


@router.get("", dependencies=[Depends(Gives(RecordFrameworkAct))])
def framework_page(request: Request) -> Response:
    """Every year with its acts, and the forms of the griffier."""
    return _show(request, EMPTY)


def _show(request: Request, form: Form) -> Response:
    years = house_of(request).views.years()
    division = next((year.division for year in reversed(years) if year.division), None)
    return render(
        request,
        "framework/framework.html",
        years=list(reversed(years)),
        division=division,
        next_year=(years[-1].year if years else house_of(request).now().year) + 1,
        places=places_to_choose(request),
        owed=_reviews_owed(request),
        form=form,
    )


def _reviews_owed(request: Request) -> list[tuple[YearDocument, str, str, int]]:
    """Of open years: in which wijk, by code and name, on how many priorities nobody looked back."""
    views = house_of(request).views
    found = [
        (year, plan.wijk, year.name_of(plan.wijk) or plan.wijk, len(not_reviewed(plan)))
        for year in views.years()
        if year.opened and not year.closing
        for plan in views.wijkplans(year.year)
    ]
    return [each for each in found if each[-1]]


def _lines(form: Form, name: str) -> list[tuple[str, str]]:
    """Lines of a code and what follows it."""
    found = [line.split(maxsplit=1) for line in form.filled(name).splitlines() if line.strip()]
    if any(len(parts) != 2 for parts in found):
        raise FieldUnreadable(field=name)
    return [(code, rest.strip()) for code, rest in found]


def _division(_: Request, form: Form) -> Mapping[str, Any]:
    return {
        "division_id": form.filled("division_id"),
        "municipality": form.filled("municipality"),
        "valid_from": form.filled("valid_from"),
        "wijken": [{"code": code, "name": name} for code, name in _lines(form, "wijken")],
    }


def _act(_: Request, form: Form) -> Mapping[str, Any]:
    """Which body takes an act follows from its kind."""
    kind = form.filled("kind")
    if kind not in set(ActKind):
        raise FieldUnreadable(field="kind")
    return {
        "year": form.number("year"),
        "kind": kind,
        "body": COMPETENT_BODY[ActKind(kind)],
        "number": form.filled("number"),
        "decided_on": form.filled("decided_on"),
    }


def _year(_: Request, form: Form) -> Mapping[str, Any]:
    return {
        "year": form.number("year"),
        "division_id": form.filled("division_id"),
        "ceiling_cents": form.money("ceiling"),
    }


def _mapping(_: Request, form: Form) -> Mapping[str, Any]:
    return {
        "division_id": form.filled("division_id"),
        "former_id": form.filled("former_id"),
        "source": form.filled("source"),
        "changes": _parts_of_wijken(form, "changes"),
    }


def _parts_of_wijken(form: Form, name: str) -> list[dict[str, Any]]:
    """Lines of a former wijk, the wijk that it became, and how much of it where that is known."""
    parts = []
    for former, rest in _lines(form, name):
        now, *weight = rest.split()
        if len(weight) > 1 or (not "".join(weight).isdigit() and weight):
            raise FieldUnreadable(field=name)
        part = {"former_wijk": former, "wijk": now}
        parts.append(part | ({"weight": int(weight[0])} if weight else {}))
    return parts


def _shares(form: Form) -> list[dict[str, Any]]:
    """What the council decided: of each part how large it is."""
    shares = _parts_of_wijken(form, "shares")
    if any("weight" not in share for share in shares):
        raise FieldUnreadable(field="shares")
    return shares


def _allocation(request: Request, form: Form) -> Mapping[str, Any]:
    """The parts of which the figures were filled in, and one by a figure of the quickscan."""
    parts = [_part(form, kind) for kind in KeyPartKind if form.text(f"weights_{kind}").strip()]
    if form.text("indicator").strip():
        parts.append(_part_by_figure(request, form))
    if not parts:
        raise FieldEmpty(field="weights")
    return {
        "year": form.number("year"),
        "total_cents": form.money("total"),
        "city_wide_cents": form.money("city_wide") if form.text("city_wide").strip() else ZERO,
        "key": form.filled("key"),
        "parts": parts,
    }


def _part(form: Form, kind: KeyPartKind) -> Mapping[str, Any]:
    """A part of the key; what is fixed is typed in euros and weighs its cents."""
    text = form.text(f"weights_{kind}")
    fixed = kind is KeyPartKind.FIXED
    if fixed:
        weights = {code: money_from(value).cents for code, value in texts_by_wijk(text).items()}
    else:
        weights = numbers_by_wijk(text)
    return {
        "kind": kind,
        "points": 0 if fixed else form.number(f"points_{kind}"),
        "source": form.filled(f"source_{kind}"),
        "measured_on": form.filled(f"measured_on_{kind}"),
        "example": form.text(f"example_{kind}") == "yes",
        "weights": weights,
    }


def _part_by_figure(request: Request, form: Form) -> Mapping[str, Any]:
    """All that a figure is, is in the quickscan. Raises `IndicatorUnknown`."""
    year, name = form.number("year"), form.filled("indicator")
    views = house_of(request).views
    scan, framed = views.quickscan(year), views.year(year)
    figure = scan.indicator(name) if scan else None
    if figure is None or framed is None:
        raise IndicatorUnknown(indicator=name, year=year)
    return {
        "kind": KeyPartKind.INDICATOR,
        "points": form.number(f"points_{KeyPartKind.INDICATOR}"),
        "indicator": name,
        "source": figure.source,
        "measured_on": figure.measured_on,
        "example": figure.example,
        "weights": {
            wijk.code: figure.values[wijk.code]
            for wijk in framed.wijken
            if wijk.code in figure.values
        },
    }


def _correction(request: Request, form: Form) -> Mapping[str, Any]:
    return {**_allocation(request, form), "number": form.number("number")}


def _closing(_: Request, form: Form) -> Mapping[str, Any]:
    act = None
    if form.text("number"):
        act = CouncilAct.model_validate_strings(
            {"number": form.filled("number"), "decided_on": form.filled("decided_on")}
        )
    return {
        "year": form.number("year"),
        "remainder": form.filled("remainder"),
        "council_act": act,
        "shares": _shares(form) if form.text("shares").strip() else [],
    }


def _act_of(form: Form) -> Mapping[str, Any]:
    return form.all_filled("body", "number", "decided_on")


def _lines_by_points(request: Request, form: Form) -> Mapping[str, Any]:
    """Without wijken, all that got money in the year."""
    year = form.number("year")
    wijken = form.text("wijken").split()
    if not wijken:
        wijken = [state.wijk for state in house_of(request).views.states(year)]
    return {
        "year": year,
        "wijken": wijken,
        "points": [{"line": line, "points": form.number(f"points_{line}")} for line in BudgetLine],
        "act": _act_of(form),
    }


def _between_lines(_: Request, form: Form) -> Mapping[str, Any]:
    return {
        "year": form.number("year"),
        "amount_cents": form.money("amount"),
        "act": _act_of(form),
        **form.all_filled("wijk", "from_line", "to_line"),
    }


def _pooling(_: Request, form: Form) -> Mapping[str, Any]:
    return {
        "year": form.number("year"),
        "council_act": form.all_filled("number", "decided_on"),
    }


HERE = "/werk/kader"
add_actions(
    router,
    (
        Action("/indeling", AdoptDivision, HERE, _division),
        Action("/besluit", RecordFrameworkAct, HERE, _act),
        Action("/jaar", OpenBudgetYear, HERE, _year),
        Action("/wijkgrenzen", RecordBorders, HERE, _mapping),
        Action("/verdeling", PublishAllocation, HERE, _allocation),
        Action("/correctie", CorrectAllocation, HERE, _correction, ("reason",)),
        Action("/samenvoegen", PoolRemainders, HERE, _pooling),
        Action("/lijnen", DivideMoney, HERE, _lines_by_points, ("reason",)),
        Action("/verplaatsing", MoveMoney, HERE, _between_lines, ("reason",)),
        Action("/afsluiten", CloseBudgetYear, HERE, _closing),
    ),
    _show,
)
