"""`wijkkas rebuild [NAME]`: rebuild projections beside the live ones, compare, and swap."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

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
from adapters.long_lived import keep_what_is_loaded
from adapters.postgres.rebuild import CONNECTIONS, RebuildReport
from adapters.settings import Settings, settings

DONE: dict[Language, str] = {
    "nl": "{events} gebeurtenissen opnieuw toegepast in {seconds:.1f} s: {found}",
    "en": "{events} events applied again in {seconds:.1f} s: {found}",
}
IDENTICAL: dict[Language, str] = {"nl": "gelijk", "en": "identical"}
DIFFERING: dict[Language, str] = {"nl": "{rows} regels wijken af", "en": "{rows} rows differ"}
OUTDATED: dict[Language, str] = {
    "nl": "  {name}: van een oudere versie, vervangen zonder vergelijken",
    "en": "  {name}: of an older version, replaced without comparing",
}
NameArgument = Annotated[
    str | None, typer.Argument(metavar="NAME", help="One projection; without it, all.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="rebuild")(rebuild)


def rebuild(
    name: NameArgument = None,
    *,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Rebuild projections from the log beside the live ones; exit 1 if a live row differs."""
    with refusals_answered(as_json=as_json), open_house(_with_connections(), data) as house:
        keep_what_is_loaded()
        house.projector.catch_up()
        with _shown() as progress:
            task = progress.add_task("rebuild", total=None)
            report = house.projector.rebuild(
                () if name is None else (name,),
                lambda done, of: progress.update(task, completed=done, total=of),
            )
    if as_json:
        answer_json(as_answer(report))
    else:
        _tell(report, language)
    if not report.identical:
        raise typer.Exit(NOT_DONE)


def _with_connections() -> Settings:
    """The settings, with the connections that a rebuild needs: who serves may have fewer."""
    found = settings()
    return found.model_copy(update={"connections": max(found.connections, CONNECTIONS)})


def as_answer(report: RebuildReport) -> dict[str, object]:
    """The report as the command's JSON."""
    return {
        "identical": report.identical,
        "events": report.events,
        "seconds": round(report.seconds, 3),
        "differing": report.differing,
        "named": list(report.named),
        "outdated": list(report.outdated),
    }


class RateColumn(ProgressColumn):
    """How many entries per second."""

    def render(self, task: Task) -> Text:
        """Nothing until there is a rate."""
        return Text("" if task.speed is None else f"{task.speed:,.0f}/s")


def _shown() -> Progress:
    """A bar with rate and remaining time, on standard error."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        RateColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def _tell(report: RebuildReport, language: Language) -> None:
    differing = DIFFERING[language].format(rows=report.differing)
    found = IDENTICAL[language] if report.identical else differing
    typer.echo(DONE[language].format(events=report.events, seconds=report.seconds, found=found))
    for row in report.named:
        typer.echo(f"  {row}")
    for name in report.outdated:
        typer.echo(OUTDATED[language].format(name=name))
