"""The server around the application: how it listens, and how it stops.

Told to stop (SIGTERM, or Ctrl-C) it takes no new connections, ends the streams of events, answers
what is under way, and returns. What is not answered within the bound is cut off: whether that was
stored is not known to the sender, who gets the one answer when the same command is sent again.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from socket import socket

import uvicorn
from starlette.types import ASGIApp

from adapters.house import House
from adapters.long_lived import keep_what_is_loaded
from adapters.settings import Settings
from adapters.web.app import create_app
from adapters.web.ballot_door import BallotDoor

ANSWERING_SECONDS_MAX = 18
"""Longer than any command waits for the log."""


def serve_until_told_to_stop(house: House) -> bool:
    """Serve an open house; whether it could be served at all. Only in the main thread."""
    app = create_app(house)
    return serve_application(BallotDoor(app), house.settings, app.state.feed.readers.end)


def serve_application(app: ASGIApp, settings: Settings, end_streams: Callable[[], None]) -> bool:
    """Serve an application; whether it could be served at all. Only in the main thread.

    No access log: a line per request with its time and address could tell who voted.
    """
    server = server_around(
        app,
        settings.host,
        settings.port,
        end_streams=end_streams,
        web_server=settings.web_server,
    )
    # After it has stopped, the server raises the signal that it got once more. By default that
    # would end the process there, with connections open and an exit code other than 0.
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, server.stop)
    server.run()
    return server.started


def server_around(
    app: ASGIApp,
    host: str,
    port: int,
    *,
    end_streams: Callable[[], None] = lambda: None,
    web_server: str = "",
) -> _Server:
    """The server that this application, or one it is measured against, runs in."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        forwarded_allow_ips=web_server,
        access_log=False,
        server_header=False,
        log_config=None,
        timeout_graceful_shutdown=ANSWERING_SECONDS_MAX,
    )
    return _Server(config, end_streams)


class _Server(uvicorn.Server):
    """Ends what would never end by itself before it waits for what does."""

    def __init__(self, config: uvicorn.Config, end_streams: Callable[[], None]) -> None:
        super().__init__(config)
        self._end_streams = end_streams

    def stop(self, *_: object) -> None:
        """Stop as soon as possible, also when told before it began."""
        self.should_exit = True

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Begin to listen, with everything loaded."""
        await super().startup(sockets)
        keep_what_is_loaded()

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """End the streams, and wait for the rest."""
        self._end_streams()
        await super().shutdown(sockets)
