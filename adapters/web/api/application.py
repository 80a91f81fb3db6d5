"""The API as an application of its own under `/api/v1`, described by OpenAPI."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.datastructures import State
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web.api import (
    ballots,
    changes,
    commands,
    comparisons,
    deadlines,
    events,
    feed,
    integrity,
    money,
    participation,
    round_files,
    things,
)
from adapters.web.problems import PROBLEM_JSON, answer_everything
from adapters.web.request_log import RequestLog

PREFIX = "/api/v1"
VERSION = "1.0.0"
DESCRIPTION = (
    "Where every euro of participatory budgets is, and why. Amounts are euro cents. What was "
    "refused is answered as a problem (RFC 9457) with a stable code."
)
CONTACT = {
    "name": "Wijkkas maintainers",
    "url": "https://wijkkas.example/contact",
    "email": "contact@wijkkas.example",
}
PROBLEM: dict[str, Any] = {
    "description": "Refused; `code` is stable, `detail` is a sentence in the language asked for",
    "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}},
    "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}


class VersionHeader:
    """Every answer of the API says which version it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the header as the answer starts."""

        async def with_version(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"api-version", VERSION.encode())]
            await send(message)

        await self._app(scope, receive, with_version)


def create_api(state: State) -> FastAPI:
    """The API, over the same house as the pages."""
    api = FastAPI(
        title="Wijkkas",
        version=VERSION,
        description=DESCRIPTION,
        contact=CONTACT,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    api.state = state
    for room in (
        money,
        things,
        deadlines,
        changes,
        participation,
        integrity,
        round_files,
        comparisons,
        events,
        feed,
        commands,
        ballots,
    ):
        api.include_router(room.router)
    described: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not described:
            described.update(_by_the_dutch_rules(FastAPI.openapi(api)))
        return described

    api.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend it
    answer_everything(api)
    api.add_middleware(RequestLog)
    api.add_middleware(VersionHeader)
    return api


def _by_the_dutch_rules(described: dict[str, Any]) -> dict[str, Any]:
    """The version in the server's address, 400 for what is malformed, problems for refusals."""
    described["servers"] = [{"url": PREFIX}]
    components = described.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM_SCHEMA
    components["headers"] = {
        "API-Version": {"description": "Version of the API", "schema": {"type": "string"}}
    }
    for methods in described["paths"].values():
        for method, operation in methods.items():
            _answers_of(operation, unsafe=method != "get")
    return described


def _answers_of(operation: dict[str, Any], *, unsafe: bool) -> None:
    answers = operation["responses"]
    answers.pop("422", None)
    for answer in answers.values():
        answer["headers"] = PROBLEM["headers"]
    statuses = ["400", "403", "404", "503", *(each for each in answers if each >= "400")]
    for status in [*statuses, "409"] if unsafe else statuses:
        answers[status] = PROBLEM
