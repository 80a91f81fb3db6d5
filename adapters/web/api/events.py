"""The public catalogue of events; for auditors, the log itself."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.problems import PageUnknown
from adapters.web.reading import house_of
from adapters.web.rendering import render, status_of
from application.authorisation import Question
from application.log import Recorded
from domain.errors import refusals_by_code
from domain.event_catalogue import json_schemas
from projections.questions import AuditFilter

router = APIRouter(tags=["events"])

LOG_PAGE_MAX = 1_000
PUBLIC = [Depends(Asks(Question.PUBLIC_PAGES))]
AUDITORS = [Depends(Asks(Question.AUDIT_LOG))]
Position = Annotated[int | None, Query(ge=0)]


@router.get("/event-catalogue", dependencies=PUBLIC)
def event_catalogue() -> dict[str, Any]:
    """The JSON Schema of every event, by its stable name."""
    return {"events": json_schemas()}


@router.get("/problems/{code}", dependencies=PUBLIC)
def problem(code: Annotated[str, Path(max_length=80)]) -> dict[str, Any]:
    """What a problem's code means, in Dutch and English; `{names}` are values of the case."""
    refusal = refusals_by_code().get(code)
    if refusal is None:
        raise PageUnknown()
    return {
        "code": code,
        "status": status_of(refusal()),
        "nl": refusal.dutch,
        "en": refusal.english,
    }


@router.get("/openapi.json", dependencies=PUBLIC)
def description(request: Request) -> dict[str, Any]:
    """This description of the API."""
    described: dict[str, Any] = request.app.openapi()
    return described


@router.get("/docs", dependencies=PUBLIC, include_in_schema=False)
def documentation(request: Request) -> Response:
    """The same, for people."""
    return render(request, "explanation/api.html", api=request.app.openapi())


@router.get("/log", dependencies=AUDITORS)
def log(
    request: Request,
    start: Annotated[int, Query(alias="fromPosition", ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=LOG_PAGE_MAX)] = 200,
) -> dict[str, Any]:
    """Entries of the main log in order, with their payloads as stored."""
    house = house_of(request)
    entries = house.log.read(start, limit)
    return {"entries": [_entry(entry) for entry in entries], "size": house.log.next_position()}


@router.get("/audit-trail", dependencies=AUDITORS)
def audit_trail(
    request: Request,
    year: Annotated[int | None, Query(ge=2000, le=2100)] = None,
    wijk: Annotated[str | None, Query(pattern=r"^WK[0-9]{6}$")] = None,
    *,
    proposal_id: Annotated[str | None, Query(alias="proposalId", max_length=64)] = None,
    event: Annotated[str | None, Query(max_length=80)] = None,
    before: Position = None,
    limit: Annotated[int, Query(ge=1, le=LOG_PAGE_MAX)] = 200,
) -> dict[str, Any]:
    """Who did what, newest first; the next page is `before` the last position."""
    wanted = AuditFilter(year=year, wijk=wijk, proposal_id=proposal_id, event=event, before=before)
    return {
        "lines": [line._asdict() for line in house_of(request).views.audit_trail(wanted, limit)]
    }


def _entry(entry: Recorded) -> dict[str, Any]:
    return {
        "position": entry.position,
        "stream": entry.stream,
        "version": entry.version,
        "name": entry.name,
        "payload": json.loads(entry.payload),
        "appendedAt": entry.appended_at.isoformat() if entry.appended_at else None,
    }
