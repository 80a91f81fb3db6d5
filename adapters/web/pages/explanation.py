"""What everyone can read: how it works, the public events, accessibility."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks
from adapters.web.rendering import render
from application.authorisation import Question
from domain.event_catalogue import EVENTS, UPCASTS, json_schemas

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@cache
def catalogue() -> list[dict[str, Any]]:
    """Every event: its name, meaning, fields, and its JSON Schema as text."""
    schemas = json_schemas()
    return [
        {
            "name": name,
            "meaning": (EVENTS[name].__doc__ or "").strip(),
            "fields": sorted(schema.get("properties", {})),
            "schema": json.dumps(schema, indent=2, ensure_ascii=False),
        }
        for name, schema in schemas.items()
    ]


@router.get("/uitleg")
def explanation(request: Request) -> Response:
    """How a euro goes through the house."""
    return render(request, "explanation/explanation.html")


@router.get("/catalogus")
def catalogue_page(request: Request) -> Response:
    """The public catalogue of events, with their schemas."""
    former = {old: new for old, (new, _) in UPCASTS.items()}
    return render(request, "explanation/catalogue.html", events=catalogue(), former=former)


@router.get("/toegankelijkheid")
def accessibility(request: Request) -> Response:
    """The accessibility statement."""
    return render(request, "explanation/accessibility.html")
