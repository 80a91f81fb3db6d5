"""`wijkkas project`: keep the projections up to date, in a process that does nothing else.

`serve` does the same beside its pages; several projectors at once take turns and never apply an
event twice.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from typing import Annotated

import typer

from adapters.bootstrap import open_house
from adapters.command_line.answering import (
    NOT_DONE,
    DataOption,
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    refusals_answered,
)
from adapters.house import House
from adapters.journal import write_journal
from adapters.long_lived import keep_what_is_loaded
from adapters.postgres.projector import Lag, are_up_to_date
from adapters.settings import settings

BEHIND: dict[Language, str] = {"nl": "{name}: {behind} achter", "en": "{name}: {behind} behind"}
CheckOption = Annotated[
    bool, typer.Option("--check", help="Say how far projections are, and stop: 0 when up to date.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="project")(project)


def project(
    *,
    data: DataOption = None,
    check: CheckOption = False,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Keep the projections up to date until told to stop."""
    with refusals_answered(as_json=as_json), open_house(settings(), data) as house:
        if not check:
            _run_until_told_to_stop(house)
            return
        lags = house.projector.lag()
        _say(lags, language, as_json=as_json)
        if not are_up_to_date(lags):
            raise typer.Exit(NOT_DONE)


def _run_until_told_to_stop(house: House) -> None:
    """In a container this is process 1, which no signal ends by itself."""
    write_journal()
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, lambda *_: house.projector.stop())
    keep_what_is_loaded()
    house.projector.run()


def as_answer(lags: Sequence[Lag]) -> dict[str, object]:
    """How far each projection is, and at which entry those stand still that do, and why."""
    still = {
        lag.name: {"position": lag.failure_position, "failure": lag.failure}
        for lag in lags
        if lag.failure is not None
    }
    return {
        "up_to_date": are_up_to_date(lags),
        "behind": {lag.name: lag.behind for lag in lags},
        "stands_still": still,
    }


def _say(lags: Sequence[Lag], language: Language, *, as_json: bool) -> None:
    if as_json:
        answer_json(as_answer(lags))
        return
    for lag in lags:
        said = BEHIND[language].format(name=lag.name, behind=lag.behind)
        typer.echo(f"{said} {lag.failure or ''}".rstrip(), err=True)
