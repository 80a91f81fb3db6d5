"""`wijkkas import FILE.pb`: run a whole round from a file, through commands and events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

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
    CategoryMinimumOption,
    CompletionOption,
    ExcludeOption,
    ExhaustiveOption,
    FileArgument,
    MaximumOption,
    MinimumOption,
    MinimumPointsOption,
    NoSkipOption,
    PartOption,
    RuleOption,
    StepOption,
    TieOrderOption,
    UtilityOption,
    amount_of,
    category_limits_of,
    exclusions_of,
    lines_of,
    named_amounts,
)
from adapters.house import House
from adapters.pabulib.reading import read_pabulib
from adapters.round_import.importing import ImportedRound, RoundImport
from adapters.round_import.plan import RoundPlan
from adapters.settings import settings
from domain.tally.parameters import TallyParameters, completion, utility, voting_rule

DrawOption = Annotated[
    bool, typer.Option("--draw", help="Ties go by a draw from a seed, not by project id.")
]
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
    step: StepOption = "1",
    minimum_votes: MinimumOption = 0,
    minimum_points: MinimumPointsOption = 0,
    no_skip: NoSkipOption = False,
    exclude: ExcludeOption = None,
    category_maximum: MaximumOption = None,
    category_minimum: CategoryMinimumOption = None,
    part: PartOption = None,
    tie_order: TieOrderOption = None,
    draw: DrawOption = False,
    data: DataOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Run a whole round from a Pabulib file: proposals, round, ballots, closing, tally.

    A data folder that is made for it is a demonstration; what is missing is made as an example.
    """
    with refusals_answered(as_json=as_json):
        read = read_pabulib(file)
        parameters = TallyParameters(
            utility=None if utility_name is None else utility(utility_name),
            completion=None if completion_name is None else completion(completion_name),
            step=amount_of(step, "--step"),
            stop_at_exhaustive=stop_at_exhaustive,
            minimum_votes=minimum_votes,
            minimum_points=minimum_points,
            tie_order=None if tie_order is None else lines_of(tie_order),
            skip_unaffordable=not no_skip,
            exclusions=exclusions_of(exclude),
            category_limits=category_limits_of(read, category_minimum, category_maximum),
            smallest_parts=tuple(named_amounts(part, "--part").items()),
        )
        plan = RoundPlan(read, wijk, year, voting_rule(rule), parameters, drawn=draw)
        with open_house(settings(), data, demo=True) as house, _shown() as progress:
            done = _importing(house, _telling(progress, language)).run(plan)
            house.projector.catch_up()
    _answer(done, language, as_json=as_json)


def _importing(house: House, progress: Callable[[str, int, int], None]) -> RoundImport:
    return RoundImport(
        house.desk,
        house.ballot_box,
        house.streams,
        house.vault,
        house.passes,
        house.now,
        progress,
    )


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
    for remark in done.remarks:
        typer.echo(remark.text(language), err=True)
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
