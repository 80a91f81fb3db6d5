"""How many requests may be under way at once. Whoever comes then is told when to come back.

Requests wait for threads and for the log; without a bound they would all wait, in memory, until
those who sent them are gone.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.web.problems import answer_to
from application.refusals import RETRY_AFTER_SECONDS, TooBusy

UNDER_WAY_MAX = 1_000


class BoundedCrowd:
    """Answers `TooBusy` to who comes when `under_way_max` requests are under way; in one loop."""

    def __init__(self, app: ASGIApp, under_way_max: int = UNDER_WAY_MAX) -> None:
        self._app = app
        self._under_way_max = under_way_max
        self._under_way = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or send it away before anything of it is read."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif self._under_way >= self._under_way_max:
            refusal = TooBusy(seconds=RETRY_AFTER_SECONDS)
            await answer_to(Request(scope, receive), refusal)(scope, receive, send)
        else:
            self._under_way += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._under_way -= 1
