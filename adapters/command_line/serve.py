"""`wijkkas serve`: pages and API on this machine, with projections kept up to date."""

from __future__ import annotations

import typer

from adapters.bootstrap import open_house
from adapters.command_line.answering import DataOption, refusals_answered
from adapters.house import House
from adapters.settings import settings

SHUTDOWN_SECONDS_MAX = 10


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="serve")(serve)


def serve(*, data: DataOption = None) -> None:
    """Serve pages and API on http://127.0.0.1:8033 (WIJKKAS_PORT, WIJKKAS_HOST)."""
    with refusals_answered(as_json=False), open_house(settings(), data) as house:
        serve_house(house)


def serve_house(house: House) -> None:
    """Serve an open house until it is told to stop; requests under way are finished first.

    No access log: a line per request with its time and address could tell who voted.
    """
    import uvicorn  # noqa: PLC0415 - as the line below

    from adapters.web.app import create_app  # noqa: PLC0415 - only who serves waits for the web

    with house.projector.running():
        uvicorn.run(
            create_app(house),
            host=house.settings.host,
            port=house.settings.port,
            access_log=False,
            server_header=False,
            log_level="warning",
            timeout_graceful_shutdown=SHUTDOWN_SECONDS_MAX,
        )
