"""Several municipalities served by one process: each its own application over its own house.

A request goes to the municipality that its host names: by the directory's `[hosts]`, or by a first
label that is the code of a partition (`gm0307.example`). Nothing is shared between them but the
process: each has its own pool of connections, projector, sessions, bounds and threads. One that
cannot be opened is answered with the reason, tried again, and keeps no other from its work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, AsyncExitStack, contextmanager
from threading import Event, Thread

import structlog
from anyio import to_thread
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from adapters.forgetting import forgetting
from adapters.house import House
from adapters.web.app import create_app, while_served
from adapters.web.ballot_door import BallotDoor
from adapters.web.language import language_of
from adapters.web.problems import API_PREFIX, problem
from adapters.web.rendering import status_of
from adapters.web.security import add_security_headers
from application.refusals import RETRY_AFTER_SECONDS, LogUnreachable, TooBusy
from domain.errors import NOT_FOUND, UNAVAILABLE, Refusal

RETRY_SECONDS = 5.0
UNDER_WAY_EACH = 200
"""Requests under way per municipality. There is a thread for each of them, so that those of one
whose database keeps them waiting leave the others theirs.
"""

OpenHouse = Callable[[], AbstractContextManager[House]]

_journal = structlog.get_logger("wijkkas.municipalities")
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>Wijkkas</title>
<meta name="viewport" content="width=device-width"></head>
<body><main><h1>Wijkkas</h1><p>{sentence}</p></main></body></html>
"""


class HostUnknown(Refusal):
    code = "host.unknown"
    status = NOT_FOUND
    dutch = "Onder deze naam antwoordt hier geen gemeente. Controleer het adres."
    english = "No municipality answers under this name here. Check the address."


class NotOpenYet(Refusal):
    code = "partition.not_open_yet"
    status = UNAVAILABLE
    dutch = "Deze gemeente wordt net geopend. Probeer het over enkele seconden opnieuw."
    english = "This municipality is just being opened. Try again in a few seconds."


class Opening:
    """Keeps one municipality open: opens its house, again and again until it can."""

    def __init__(
        self, partition: str, open_house: OpenHouse, *, retry_seconds: float = RETRY_SECONDS
    ) -> None:
        self.partition = partition
        self.app: FastAPI | None = None
        self._door: BallotDoor | None = None
        self._gathers_for: FastAPI | None = None
        self.refusal: Refusal = NotOpenYet()
        self.under_way = 0
        self._open_house = open_house
        self._retry_seconds = retry_seconds
        self._stopping = Event()
        self._settled = Event()

    def run(self) -> None:
        """Stay until told to stop; what stands in the way is kept as the refusal."""
        while not self._stopping.is_set():
            self.refusal = self._stay_open()
            self.app = None
            self._settled.set()
            if not self._stopping.is_set():
                _journal.warning(
                    "municipality.closed", partition=self.partition, code=self.refusal.code
                )
                self._stopping.wait(self._retry_seconds)

    def _stay_open(self) -> Refusal:
        """Open the house and stay until told to stop; otherwise, what stood in the way."""
        try:
            with (
                self._open_house() as house,
                house.projector.running(),
                forgetting(house.pass_watch, house.now),
            ):
                app = create_app(house)
                self._door, self.app = BallotDoor(app), app
                self._settled.set()
                self._stopping.wait()
        except Refusal as refusal:
            return refusal
        except Exception as failure:
            # Whatever it is, it is this municipality's, and no other's.
            kind = type(failure).__name__
            _journal.error("municipality.failed", partition=self.partition, failure=kind)
        return LogUnreachable()

    async def answer(
        self, scope: Scope, receive: Receive, send: Send, served: AsyncExitStack | None
    ) -> None:
        """Have the municipality answer, unless it is closed or has too much to do already.

        While it is `served`, its ballots are gathered in the loop.
        """
        app, door = self.app, self._door
        if app is None or door is None:
            await _answer(Request(scope), self.refusal)(scope, receive, send)
        elif self.under_way >= UNDER_WAY_EACH:
            busy = TooBusy(seconds=RETRY_AFTER_SECONDS)
            await _answer(Request(scope), busy)(scope, receive, send)
        else:
            self.under_way += 1
            try:
                if served is not None and self._gathers_for is not app:
                    self._gathers_for = app
                    await served.enter_async_context(while_served(app))
                await door(scope, receive, send)
            finally:
                self.under_way -= 1

    def wait_until_tried(self, seconds: float) -> bool:
        """Wait for the first attempt, whatever comes of it; False when it takes too long."""
        return self._settled.wait(seconds)

    def stop(self) -> None:
        """Close the house, once nothing is asked of it any more."""
        self._stopping.set()


class Municipalities:
    """The application over all of them. `hosts` names the partition that answers under a name."""

    def __init__(self, openings: Mapping[str, Opening], hosts: Mapping[str, str]) -> None:
        self._openings = openings
        self._hosts = hosts
        self._served: AsyncExitStack | None = None

    @contextmanager
    def open(self, first_try_seconds: float = 0.0) -> Iterator[None]:
        """Keep all of them open for the length of the block, each in a thread of its own."""
        threads = [
            Thread(target=opening.run, name=f"opening-{partition}", daemon=True)
            for partition, opening in self._openings.items()
        ]
        for thread in threads:
            thread.start()
        for opening in self._openings.values():
            opening.wait_until_tried(first_try_seconds)
        try:
            yield
        finally:
            for opening in self._openings.values():
                opening.stop()
            for thread in threads:
                thread.join()

    def end_streams(self) -> None:
        """End the streams of events of every municipality that is open."""
        for opening in self._openings.values():
            if opening.app is not None:
                opening.app.state.feed.readers.end()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on to the municipality that its host names, or say why not."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            request = Request(scope)
            opening = self._openings.get(self._partition_of(request))
            if opening is not None:
                await opening.answer(scope, receive, send, self._served)
            else:
                answer = self._of_the_process(request) or _answer(request, HostUnknown())
                await answer(scope, receive, send)

    def _partition_of(self, request: Request) -> str:
        host = request.headers.get("host", "").rsplit(":", 1)[0].lower()
        return self._hosts.get(host) or host.split(".", 1)[0]

    def _of_the_process(self, request: Request) -> Response | None:
        """Who watches the process asks it by its address, and not one of its municipalities."""
        if request.url.path == "/healthz":
            return JSONResponse({"status": "ok"})
        if request.url.path != "/readyz":
            return None
        closed = {
            partition: opening.refusal.code
            for partition, opening in self._openings.items()
            if opening.app is None
        }
        fit = len(closed) < len(self._openings)
        content = {"status": "ready" if fit else "closed", "closed": closed}
        return JSONResponse(content, 200 if fit else UNAVAILABLE)

    async def _live(self, receive: Receive, send: Send) -> None:
        """The server begins, with threads for every municipality, and ends."""
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                limiter = to_thread.current_default_thread_limiter()
                limiter.total_tokens = UNDER_WAY_EACH * max(1, len(self._openings))
                self._served = AsyncExitStack()
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._served is not None:
                    await self._served.aclose()  # what was taken is answered
                await send({"type": "lifespan.shutdown.complete"})
                return


def _answer(request: Request, refusal: Refusal) -> Response:
    """A refusal outside any house: a problem under the API, elsewhere a page with a sentence."""
    language = language_of(request)
    status = status_of(refusal)
    if request.url.path.startswith(API_PREFIX):
        response: Response = problem(refusal, language)
    else:
        page = _PAGE.format(language=language, sentence=refusal.text(language))
        response = HTMLResponse(page, status)
    if status == UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    add_security_headers(response.headers)
    return response
