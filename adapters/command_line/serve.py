"""`wijkkas serve`: pages and API on this machine, with projections kept up to date."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from adapters.bootstrap import hosts_of, open_house, partitions_of
from adapters.command_line.answering import NOT_DONE, DataOption, refusals_answered
from adapters.forgetting import forgetting
from adapters.house import House
from adapters.settings import Settings, settings

AllOption = Annotated[
    bool,
    typer.Option("--all", help="Every municipality of the directory, each under its own host."),
]
SomeOption = Annotated[
    list[str] | None,
    typer.Option("--partition", help="One of those to serve under its own host; may be repeated."),
]
FIRST_TRY_SECONDS_MAX = 30.0
"""Then it serves what is open by now; the rest follows."""


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="serve")(serve)


def serve(
    *, every: AllOption = False, partition: SomeOption = None, data: DataOption = None
) -> None:
    """Serve pages and API on http://127.0.0.1:8033 (WIJKKAS_PORT, WIJKKAS_HOST)."""
    with refusals_answered(as_json=False):
        configured = settings()
        if every or partition:
            _serve_several(configured, partition, data)
            return
        with open_house(configured, data) as house:
            serve_house(house)


def _serve_several(configured: Settings, asked: Sequence[str] | None, data: Path | None) -> None:
    """Serve several municipalities until told to stop, whichever of them can be opened."""
    from adapters.journal import write_journal  # noqa: PLC0415 - as below
    from adapters.web.municipalities import (  # noqa: PLC0415 - only who serves waits for the web
        Municipalities,
        Opening,
    )
    from adapters.web.server import serve_application  # noqa: PLC0415 - as above

    write_journal()
    with partitions_of(configured, data) as places:
        served = [places.place(each).partition for each in asked or places.partitions()]
        openings = {each: Opening(each, partial(_house, configured, each, data)) for each in served}
        municipalities = Municipalities(openings, hosts_of(configured))
        with municipalities.open(FIRST_TRY_SECONDS_MAX):
            if not serve_application(municipalities, configured, municipalities.end_streams):
                raise typer.Exit(NOT_DONE)


def _house(
    configured: Settings, partition: str, data: Path | None
) -> AbstractContextManager[House]:
    return open_house(configured.model_copy(update={"partition": partition}), data)


def serve_house(house: House) -> None:
    """Serve an open house until it is told to stop; exit code 1 where it cannot be served."""
    from adapters.journal import write_journal  # noqa: PLC0415 - as the line below
    from adapters.web.server import (  # noqa: PLC0415 - only who serves waits for the web
        serve_until_told_to_stop,
    )

    write_journal()
    with house.projector.running(), forgetting(house.pass_watch, house.now):
        if not serve_until_told_to_stop(house):
            raise typer.Exit(NOT_DONE)
