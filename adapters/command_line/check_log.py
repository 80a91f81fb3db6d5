"""`wijkkas check-log`: whether both logs are whole, as after a restore or a promotion."""

from __future__ import annotations

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
from adapters.postgres.log_check import LogCheck, check_log
from adapters.settings import settings

WHOLE: dict[Language, str] = {
    "nl": "{log}: {length} gebeurtenissen, volledig",
    "en": "{log}: {length} events, whole",
}
BROKEN: dict[str, dict[Language, str]] = {
    "positions": {
        "nl": "{log}: de posities sluiten niet aan op het einde van het logboek (verschil {times})",
        "en": "{log}: positions do not add up to the end of the log (difference {times})",
    },
    "versions": {
        "nl": "{log}: in {times} reeksen ontbreekt een versie",
        "en": "{log}: {times} streams lack a version",
    },
    "times": {
        "nl": "{log}: {times} keer gaat de tijd terug",
        "en": "{log}: time goes back {times} times",
    },
    "commands": {
        "nl": "{log}: opdrachten en gebeurtenissen verschillen ({times})",
        "en": "{log}: commands and events do not match ({times})",
    },
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="check-log")(command)


def command(
    *, data: DataOption = None, as_json: JsonOption = False, language: LanguageOption = "nl"
) -> None:
    """Check that both logs are whole; exit 1 if anything is missing or does not add up."""
    with refusals_answered(as_json=as_json), open_house(settings(), data) as house:
        found = check_log(house.pool, house.settings.partition)
    if as_json:
        answer_json(as_answer(found))
    else:
        tell(found, language)
    if not found.whole:
        raise typer.Exit(NOT_DONE)


def as_answer(found: LogCheck) -> dict[str, object]:
    """The check as the command's JSON."""
    broken = [{"log": each.log, "rule": each.rule, "times": each.times} for each in found.broken]
    return {"whole": found.whole, "lengths": found.lengths, "broken": broken}


def tell(found: LogCheck, language: Language) -> None:
    """Say it to a person, in lines on standard output."""
    for log, length in found.lengths.items():
        if all(each.log != log for each in found.broken):
            typer.echo(WHOLE[language].format(log=log, length=length))
    for each in found.broken:
        typer.echo(BROKEN[each.rule][language].format(log=each.log, times=each.times))
