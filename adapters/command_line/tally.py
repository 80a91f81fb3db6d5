"""`wijkkas tally FILE.pb --rule R`: count a Pabulib file, and explain and prove the outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import typer

from adapters.command_line.answering import (
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    refusals_answered,
)
from adapters.command_line.ballot_answer import ballot_from, lines_of_ballot
from adapters.command_line.tally_answer import TallyAnswer, tally_file
from adapters.command_line.tally_options import (
    BallotOption,
    CategoryMinimumOption,
    CertificateOption,
    CompletionOption,
    DrawSeedOption,
    ExcludeOption,
    ExhaustiveOption,
    ExplainOption,
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
    named_amounts,
    order_of_ties,
)
from adapters.pabulib.file import PabulibFile
from domain.tally.parameters import TallyParameters, completion, utility

_WORDS: dict[Language, tuple[str, str, str]] = {
    "nl": ("Gekozen", "van", "Gelijke stand bij stap"),
    "en": ("Chosen", "of", "Tie in step"),
}


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="tally")(tally)


def tally(
    file: FileArgument,
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
    draw_seed: DrawSeedOption = None,
    explain: ExplainOption = False,
    certificate: CertificateOption = False,
    ballot: BallotOption = None,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Count a Pabulib file under a rule, exactly."""
    with refusals_answered(as_json=as_json):
        parameters = TallyParameters(
            utility=None if utility_name is None else utility(utility_name),
            completion=None if completion_name is None else completion(completion_name),
            step=amount_of(step, "--step"),
            stop_at_exhaustive=stop_at_exhaustive,
            minimum_votes=minimum_votes,
            minimum_points=minimum_points,
            skip_unaffordable=not no_skip,
            exclusions=exclusions_of(exclude),
            smallest_parts=tuple(named_amounts(part, "--part").items()),
        )
        answer = tally_file(
            file,
            rule,
            _in_file(parameters, (category_minimum, category_maximum), (tie_order, draw_seed)),
            with_explanations=explain,
            with_certificate=certificate,
            ballot=ballot_from(ballot),
        )
    _show(answer, language, as_json=as_json)


def _in_file(
    parameters: TallyParameters,
    limits: tuple[list[str] | None, list[str] | None],
    ties: tuple[Path | None, str | None],
) -> Callable[[PabulibFile], TallyParameters]:
    """The parameters, once it is known which projects the file has, and in which categories."""
    return lambda file: replace(
        parameters,
        category_limits=category_limits_of(file, *limits),
        tie_order=order_of_ties(file, *ties),
    )


def _show(answer: TallyAnswer, language: Language, *, as_json: bool) -> None:
    for remark in answer["remarks"]:
        typer.echo(remark[language], err=True)
    if as_json:
        answer_json(answer)
        return
    for line in _for_people(answer, language):
        typer.echo(line)


def _for_people(answer: TallyAnswer, language: Language) -> Iterator[str]:
    chosen, of, tie = _WORDS[language]
    yield f"{chosen}: {len(answer['winners'])} ({answer['cost']} {of} {answer['budget']})"
    for place, project_id in enumerate(answer["winners"], start=1):
        yield f"{place:>4}. {project_id}"
    for each in answer["ties"]:
        yield f"{tie} {each['step']}: {', '.join(each['tied'])} → {each['chosen']}"
    for project_id, sentences in answer.get("explanations", {}).items():
        yield f"{project_id}: {sentences[language]}"
    if "ballot" in answer:
        yield from lines_of_ballot(answer["ballot"], language)
