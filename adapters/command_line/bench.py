"""`wijkkas bench NAME`: measure, beside a baseline in the same run, and say which goals are met."""

from __future__ import annotations

from typing import Annotated

import typer

from adapters.bench.registry import bench_named
from adapters.bench.report import BenchReport, Goal, rounded
from adapters.command_line.answering import (
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    refusals_answered,
)

SUMMARY: dict[Language, str] = {
    "nl": "{name}: {ours} tegen {baseline} ({unit}), verhouding {ratio}",
    "en": "{name}: {ours} against {baseline} ({unit}), ratio {ratio}",
}
MET: dict[Language, tuple[str, str]] = {
    "nl": ("gehaald", "niet gehaald"),
    "en": ("met", "not met"),
}
DIRECTIONS: dict[Language, dict[str, str]] = {
    "nl": {"at least": "minstens", "at most": "hoogstens"},
    "en": {"at least": "at least", "at most": "at most"},
}

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What to measure, as tally.")]
QuickOption = Annotated[
    bool, typer.Option("--quick", help="Less than a minute, on fewer and smaller things.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="bench")(bench)


def bench(
    name: NameArgument,
    *,
    quick: QuickOption = False,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Measure, with progress on standard error. Goals that are not met do not make it fail."""
    with refusals_answered(as_json=as_json):
        report = bench_named(name)(quick, lambda message: typer.echo(message, err=True))
    if as_json:
        answer_json(report.as_answer())
    else:
        _tell(report, language)


def _tell(report: BenchReport, language: Language) -> None:
    typer.echo(
        SUMMARY[language].format(
            name=report.name,
            ours=rounded(report.ours),
            baseline=rounded(report.baseline),
            unit=report.unit,
            ratio=rounded(report.ratio),
        )
    )
    for goal in report.goals:
        typer.echo(_line(goal, language))


def _line(goal: Goal, language: Language) -> str:
    met, not_met = MET[language]
    value = "-" if goal.value is None else rounded(goal.value)
    bound = f"{DIRECTIONS[language][goal.direction]} {goal.must}"
    return f"  {goal.name}: {value} {goal.unit}; {bound}: {met if goal.met else not_met}"
