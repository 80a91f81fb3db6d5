"""One line of JSON per request, without personal data: no address, no query, no ids.

The path is written as its route (`/voorstellen/{proposal_id}`). Nothing at all is written about a
ballot: its time and order could tell who voted what.
"""

from __future__ import annotations

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.web.access import concerns_ballot

_log = structlog.get_logger("wijkkas.web")


class RequestLog:
    """Writes a line when a request is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time the request, and write unless it concerns a ballot."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            route = scope.get("route")
            if route is not None and not concerns_ballot(route):
                _log.info(
                    "request.answered",
                    method=scope["method"],
                    route=getattr(route, "path", "static"),
                    status=status,
                    duration_ms=round((time.perf_counter() - began) * 1_000, 1),
                )
