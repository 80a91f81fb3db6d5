"""The log for auditors: who did what, one entry with its schema, and the money as of a moment."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.forms import EMPTY, FieldUnreadable, Form
from adapters.web.pictures import bar, parts_of
from adapters.web.reading import house_of, places_to_choose
from adapters.web.rendering import render
from application.authorisation import Question
from domain.calendar import DUTCH_TIME
from domain.errors import Refusal
from domain.event_catalogue import UPCASTS, json_schemas
from domain.money import Money
from projections.budget_state import FIGURES, BudgetState
from projections.questions import AuditFilter, PositionNotReached

router = APIRouter(prefix="/logboek", dependencies=[Depends(Asks(Question.AUDIT_LOG))])

PAGE_LINES = 50


@router.get("")
def log_page(request: Request) -> Response:
    """The log, newest first, filtered and paged."""
    asked = _asked(request)
    try:
        wanted, refusal = _filter(asked), None
    except Refusal as found:
        wanted, refusal = AuditFilter(), found
    lines = house_of(request).views.audit_trail(wanted, PAGE_LINES)
    return render(
        request,
        "audit/log.html",
        lines=lines,
        is_full=len(lines) == PAGE_LINES,
        places=_places(request, asked),
        form=asked.refused(refusal) if refusal else asked,
        query={name: asked.text(name) for name in asked.values if name not in ("voor", "lang")},
        next_position=house_of(request).log.next_position(),
    )


@router.get("/stand")
def state_page(request: Request) -> Response:
    """The state of a wijk and year as it stood at a position or at the end of a day."""
    asked = _asked(request)
    state, refusal = None, None
    if asked.text("wijk"):
        try:
            state = _state(request, asked)
        except Refusal as found:
            refusal = found
    return render(
        request,
        "audit/state.html",
        form=asked.refused(refusal) if refusal else asked,
        years=house_of(request).views.years(),
        places=_places(request, asked),
        state=state,
        bar=bar([state]) if state else [],
        parts=[(kind, Money(cents)) for kind, cents in parts_of([state])] if state else [],
        figures=[(name, Money(state.cents(name))) for name in FIGURES] if state else [],
    )


@router.get("/weigeringen")
def refusals_page(request: Request) -> Response:
    """What was tried and refused, newest first: also an approval by the person who asked."""
    asked = _asked(request)
    before = _instant(asked.text("voor")) if asked.text("voor") else None
    refused = house_of(request).views.refused_commands(before, PAGE_LINES)
    return render(
        request, "audit/refusals.html", refused=refused, is_full=len(refused) == PAGE_LINES
    )


@router.get("/{position}")
def entry_page(request: Request, position: Annotated[int, Path(ge=0)]) -> Response:
    """One entry: its payload as stored, and what its fields mean."""
    entries = house_of(request).log.read(position, 1)
    if not entries:
        last = house_of(request).log.next_position() - 1
        raise PositionNotReached(position=position, last=last)
    (entry,) = entries
    current = entry.name
    while current in UPCASTS:
        current = UPCASTS[current][0]
    return render(
        request,
        "audit/entry.html",
        entry=entry,
        payload=json.dumps(json.loads(entry.payload), indent=2, ensure_ascii=False),
        current=current,
        schema=json.dumps(json_schemas().get(current, {}), indent=2, ensure_ascii=False),
        last=house_of(request).log.next_position() - 1,
    )


def _asked(request: Request) -> Form:
    """What the address asks, in the shape of a form, so that it stays filled in."""
    values = {name: (value[:80],) for name, value in request.query_params.items() if value}
    return Form(values) if values else EMPTY


def _places(request: Request, asked: Form) -> list[tuple[str, str]]:
    """Every wijk of every year by name, and the one that is asked for, also where it is unknown."""
    known = places_to_choose(request)
    wijk = asked.text("wijk")
    return known if not wijk or wijk in dict(known) else [*known, (wijk, wijk)]


def _filter(asked: Form) -> AuditFilter:
    return AuditFilter(
        year=asked.number("jaar") if asked.text("jaar") else None,
        wijk=asked.optional("wijk"),
        proposal_id=asked.optional("voorstel"),
        actor_id=asked.optional("wie"),
        event=asked.optional("gebeurtenis"),
        since=_moment(asked, "vanaf", time.min),
        until=_moment(asked, "tot", time.max),
        before=asked.number("voor") if asked.text("voor") else None,
    )


def _moment(asked: Form, name: str, at: time) -> datetime | None:
    if not asked.text(name):
        return None
    try:
        day = datetime.fromisoformat(asked.text(name)).date()
    except ValueError as problem:
        raise FieldUnreadable(field=name) from problem
    return datetime.combine(day, at, DUTCH_TIME).astimezone(UTC)


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise FieldUnreadable(field="voor") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _state(request: Request, asked: Form) -> BudgetState:
    views = house_of(request).views
    year, wijk = asked.number("jaar"), asked.text("wijk")
    if asked.text("positie"):
        return views.state(year, wijk, at=asked.number("positie"))
    return views.state(year, wijk, as_of=_moment(asked, "dag", time.max))
