"""`wijkkas serve`: pages and API on this machine, with projections kept up to date."""

from __future__ import annotations

import typer

from adapters.bootstrap import open_house
from adapters.command_line.answering import NOT_DONE, DataOption, refusals_answered
from adapters.house import House
from adapters.settings import settings


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="serve")(serve)


def serve(*, data: DataOption = None) -> None:
    """Serve pages and API on http://127.0.0.1:8033 (WIJKKAS_PORT, WIJKKAS_HOST)."""
    with refusals_answered(as_json=False), open_house(settings(), data) as house:
        serve_house(house)


def serve_house(house: House) -> None:
    """Serve an open house until it is told to stop; exit code 1 where it cannot be served."""
    from adapters.journal import write_journal  # noqa: PLC0415 - as the line below
    from adapters.web.server import (  # noqa: PLC0415 - only who serves waits for the web
        serve_until_told_to_stop,
    )

    write_journal()
    with house.projector.running():
        if not serve_until_told_to_stop(house):
            raise typer.Exit(NOT_DONE)
