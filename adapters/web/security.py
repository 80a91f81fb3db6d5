"""What every answer and every request is held to: headers, origin, size, rate."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from domain.errors import UNAVAILABLE, Refusal

BODY_BYTES_MAX = 256 * 1024
BODY_SECONDS_MAX = 30.0
FILE_SECONDS_MAX = 180.0
"""For a whole body with a file in it, over a slow line."""
TOO_LARGE = 413
TOO_SLOW = 408
RATE_REQUESTS_MAX = 120
"""Unsafe requests that one address may send in `RATE_SECONDS`; a polling place shares one."""
RATE_SECONDS = 60.0
ADDRESSES_MAX = 10_000

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
}
RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
CACHE_CONTROL = b"cache-control"


class RequestTooLarge(Refusal):
    code = "request.too_large"
    status = TOO_LARGE
    dutch = "Dit is te groot om te verwerken. Maak de tekst korter."
    english = "This is too large to process. Make the text shorter."


class RequestTooSlow(Refusal):
    code = "request.too_slow"
    status = TOO_SLOW
    dutch = "De rest van dit bericht kwam niet op tijd binnen. Stuur het opnieuw."
    english = "The rest of this message did not arrive in time. Send it again."


class TooManyRequestsFromHere(Refusal):
    code = "request.too_many"
    status = UNAVAILABLE
    dutch = (
        "Er komen te veel verzoeken vanaf deze plek. Probeer het over {seconds} seconden opnieuw."
    )
    english = "Too many requests come from here. Try again in {seconds} seconds."


def add_security_headers(headers: MutableHeaders) -> None:
    """Add the headers that every answer has; who does not say otherwise may not be kept."""
    raw = headers.raw
    if not any(name == CACHE_CONTROL for name, _ in raw):
        raw.append((CACHE_CONTROL, b"no-store"))
    raw.extend(each for each in RAW_HEADERS if each not in raw)


class BoundedRequests:
    """No body above the bound is read, whatever its length is said to be, nor waited for too long.

    Who sends one slowly, or never to its end, would keep a place that others need.
    """

    def __init__(
        self,
        app: ASGIApp,
        body_bytes_max: int = BODY_BYTES_MAX,
        larger: Mapping[str, int] | None = None,
        *,
        body_seconds_max: float = BODY_SECONDS_MAX,
    ) -> None:
        """`larger` has the bounds of the few paths that take files, and so have more time."""
        self._app = app
        self._body_bytes_max = body_bytes_max
        self._larger = larger or {}
        self._body_seconds_max = body_seconds_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what comes in; raise `RequestTooLarge` and `RequestTooSlow` beyond the bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        bytes_max = self._larger.get(scope["path"], self._body_bytes_max)
        seconds_max = FILE_SECONDS_MAX if scope["path"] in self._larger else self._body_seconds_max
        await self._app(scope, _bounded(receive, bytes_max, seconds_max), send)


def _bounded(receive: Receive, bytes_max: int, seconds_max: float) -> Receive:
    """What receives a body within its bounds, and after it waits for as long as it takes."""
    deadline = asyncio.get_running_loop().time() + seconds_max
    read = 0
    is_whole = False

    async def received() -> Message:
        nonlocal read, is_whole
        if is_whole:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError as late:
            raise RequestTooSlow() from late
        read += len(message.get("body", b""))
        if read > bytes_max:
            raise RequestTooLarge()
        is_whole = not message.get("more_body", False)
        return message

    return received


class SecurityHeaders:
    """Puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers as the answer starts."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_security_headers(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


class RateBound:
    """Counts unsafe requests per address, in windows and in memory only."""

    def __init__(self, requests_max: int = RATE_REQUESTS_MAX) -> None:
        self._requests_max = requests_max
        self._lock = Lock()
        self._counts: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def guard(self, request: Request) -> None:
        """Raise `TooManyRequestsFromHere` above the bound."""
        address = request.client.host if request.client else "-"
        now = time.monotonic()
        with self._lock:
            began, count = self._counts.get(address, (now, 0))
            if now - began > RATE_SECONDS:
                began, count = now, 0
            self._counts[address] = (began, count + 1)
            self._counts.move_to_end(address)
            if len(self._counts) > ADDRESSES_MAX:
                self._counts.popitem(last=False)
        if count >= self._requests_max:
            raise TooManyRequestsFromHere(seconds=int(RATE_SECONDS - (now - began)) + 1)
