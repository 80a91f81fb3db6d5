"""`wijkkas import FILE.pb`: run a whole round from a file, through commands and events."""

from __future__ import annotations

from collections.abc import Callable

import typer
from rich.console import Console
from rich.progress import Progress, TaskID

from adapters.bootstrap import open_house
from adapters.command_line.answering import (
    DataOption,
    JsonOption,
    Language,
    LanguageOption,
    WijkOption,
    YearOption,
    answer_json,
    refusals_answered,
)
from adapters.command_line.tally_options import (
    CompletionOption,
    ExhaustiveOption,
    FileArgument,
    RuleOption,
    UtilityOption,
)
from adapters.pabulib.reading import read_pabulib
from adapters.round_import.importing import ImportedRound, RoundImport
from adapters.round_import.plan import RoundPlan
from adapters.settings import settings
from domain.money import Money
from domain.tally.rules import completion, utility, voting_rule
from domain.voting_rules import RoundRules

FILE_UNIT = Money(100)
"""The add1 step is one in the file's unit, which is read as one euro."""

STEPS: dict[str, dict[Language, str]] = {
    "proposals": {"nl": "voorstellen", "en": "proposals"},
    "ballots": {"nl": "stemmen", "en": "ballots"},
}
DONE: dict[Language, str] = {
    "nl": "{round}: {ballots} stemmen, positie {position}",
    "en": "{round}: {ballots} ballots, position {position}",
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="import")(import_round)


def import_round(
    file: FileArgument,
    wijk: WijkOption,
    year: YearOption,
    rule: RuleOption,
    *,
    utility_name: UtilityOption = None,
    completion_name: CompletionOption = None,
    stop_at_exhaustive: ExhaustiveOption = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Run a whole round from a Pabulib file: proposals, round, ballots, closing, tally.

    A data folder that is made for it is a demonstration; what is missing is made as an example.
    """
    with refusals_answered(as_json=as_json):
        rules = RoundRules(
            rule=voting_rule(rule),
            utility=None if utility_name is None else utility(utility_name),
            completion=None if completion_name is None else completion(completion_name),
            add1_step_cents=FILE_UNIT,
            stop_at_exhaustive=stop_at_exhaustive,
        )
        plan = RoundPlan(read_pabulib(file), wijk, year, rules)
        with open_house(settings(), data, demo=True) as house, _shown() as progress:
            importing = RoundImport(
                house.desk,
                house.ballot_box,
                house.streams,
                house.vault,
                house.passes,
                house.now,
                _telling(progress, language),
            )
            done = importing.run(plan)
            house.projector.catch_up()
    _answer(done, language, as_json=as_json)


def _shown() -> Progress:
    return Progress(console=Console(stderr=True), transient=True)


def _telling(progress: Progress, language: Language) -> Callable[[str, int, int], None]:
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, whole: int) -> None:
        if what not in tasks:
            tasks[what] = progress.add_task(STEPS[what][language], total=whole)
        progress.update(tasks[what], completed=done)

    return tell


def _answer(done: ImportedRound, language: Language, *, as_json: bool) -> None:
    if done.remark:
        typer.echo(done.remark.dutch if language == "nl" else done.remark.english, err=True)
    if as_json:
        answer_json(
            {
                "round": done.round_id,
                "ballots": done.ballots,
                "winners": list(done.winners),
                "position": done.position,
            }
        )
    else:
        said = {"round": done.round_id, "ballots": done.ballots, "position": done.position}
        typer.echo(DONE[language].format(**said))
        typer.echo("\n".join(f"{n:>4}. {winner}" for n, winner in enumerate(done.winners, 1)))
