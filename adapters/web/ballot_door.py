"""The way in for ballots from programs: past the framework, which takes longer than they do.

Ballots come by thousands in the last evening of a round. The door stands before the application and
holds a ballot to the same: how many may be under way, how large it may be, what its route declares
(`guarded`), which headers its answer has. Everything else goes on to the application.
"""

from __future__ import annotations

import asyncio

import structlog
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from adapters.web.api.application import PREFIX, VERSION
from adapters.web.api.ballots import cast_from, router
from adapters.web.api.guarding import JSON, guarded
from adapters.web.crowding import UNDER_WAY_MAX
from adapters.web.problems import answer_to_failure
from adapters.web.security import (
    BODY_BYTES_MAX,
    CACHE_CONTROL,
    RAW_HEADERS,
    RequestTooLarge,
    RequestTooSlow,
    add_security_headers,
)
from application.refusals import RETRY_AFTER_SECONDS, TooBusy

(ROUTE,) = (route for route in router.routes if isinstance(route, APIRoute))
PATH = f"{PREFIX}{ROUTE.path}"
_VERSION = (b"api-version", VERSION.encode())
_HEADERS = [
    (b"content-type", JSON.encode()),
    (CACHE_CONTROL, b"no-store"),
    *RAW_HEADERS,
    _VERSION,
]

BODY_SECONDS_MAX = 10.0
"""A ballot is a few kilobytes: on the slowest telephone line it is there in less."""


class BallotDoor:
    """Takes posted ballots while at most `under_way_max` are under way; in one loop."""

    def __init__(
        self,
        app: FastAPI,
        under_way_max: int = UNDER_WAY_MAX,
        body_seconds_max: float = BODY_SECONDS_MAX,
    ) -> None:
        self._app = app
        self._body_seconds_max = body_seconds_max
        self._under_way_max = under_way_max
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a ballot; pass everything else on."""
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._answer(scope, receive, send)
        finally:
            self._under_way -= 1

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"], scope["route"] = self._app, ROUTE
        request = Request(scope, receive)
        try:
            if self._under_way > self._under_way_max:
                raise TooBusy(seconds=RETRY_AFTER_SECONDS)
            await guarded(request)
            version = await cast_from(request, await self._whole_body(receive))
        except ClientDisconnect:
            return
        except Exception as failure:
            await self._say_why_not(request, failure, send)
            return
        body = b'{"version":%d}' % version
        headers = [*_HEADERS, (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _whole_body(self, receive: Receive) -> bytes:
        """The body, if it comes in time: who sends none keeps nobody's place for long.

        Raises `RequestTooSlow`, and what `_body` raises.
        """
        try:
            async with asyncio.timeout(self._body_seconds_max):
                return await _body(receive)
        except TimeoutError as late:
            raise RequestTooSlow() from late

    async def _say_why_not(self, request: Request, failure: Exception, send: Send) -> None:
        response = answer_to_failure(request, failure)
        if response.status_code == BROKEN:
            structlog.get_logger().error("request.failed", failure=type(failure).__name__)
        add_security_headers(response.headers)
        response.raw_headers.append(_VERSION)
        await response(request.scope, request.receive, send)


BROKEN = 500


async def _body(receive: Receive) -> bytes:
    """What was sent, whole. Raises `RequestTooLarge` and `ClientDisconnect`."""
    parts: list[bytes] = []
    read, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect()
        part = message.get("body", b"")
        read += len(part)
        if read > BODY_BYTES_MAX:
            raise RequestTooLarge()
        parts.append(part)
        more = message.get("more_body", False)
    return parts[0] if len(parts) == 1 else b"".join(parts)
