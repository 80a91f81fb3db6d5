"""`wijkkas tally FILE.pb --rule R`: count a Pabulib file, and explain and prove the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from adapters.command_line.answering import (
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    refusals_answered,
)
from adapters.command_line.tally_answer import TallyAnswer, tally_file
from adapters.pabulib.reading import exact_number
from domain.tally.election import Amount
from domain.tally.rules import TallyParameters, completion, utility

_WORDS: dict[Language, tuple[str, str, str]] = {
    "nl": ("Gekozen", "van", "Gelijke stand bij stap"),
    "en": ("Chosen", "of", "Tie in step"),
}

FileArgument = Annotated[Path, typer.Argument(metavar="FILE.pb", help="A Pabulib file.")]
RuleOption = Annotated[
    str,
    typer.Option(
        "--rule", help="greedy, greedy-cost, mes (equal shares), bos, phragmen or maximin."
    ),
]
UtilityOption = Annotated[
    str, typer.Option("--utility", help="cost or cardinality, for mes and bos.")
]
CompletionOption = Annotated[
    str | None,
    typer.Option(
        "--completion",
        help="none, add1, add1u, exhaustive or greedy; mes has add1 of itself, the others none.",
    ),
]
ExhaustiveOption = Annotated[
    bool, typer.Option("--stop-at-exhaustive", help="End add1 once no other project fits.")
]
StepOption = Annotated[
    str, typer.Option("--step", help="The raise per voter of add1, in the file's unit.")
]
MinimumOption = Annotated[
    int, typer.Option("--minimum-votes", min=0, help="The votes that a project needs to win.")
]
TieOrderOption = Annotated[
    Path | None,
    typer.Option("--tie-order", help="A text file with every project id, one a line, first wins."),
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say why each project won or lost.")]
CertificateOption = Annotated[
    bool, typer.Option("--certificate", help="Add who paid what, to the JSON.")
]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="tally")(tally)


def tally(
    file: FileArgument,
    rule: RuleOption,
    *,
    utility_name: UtilityOption = "cost",
    completion_name: CompletionOption = None,
    stop_at_exhaustive: ExhaustiveOption = False,
    step: StepOption = "1",
    minimum_votes: MinimumOption = 0,
    tie_order: TieOrderOption = None,
    explain: ExplainOption = False,
    certificate: CertificateOption = False,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Count a Pabulib file under a rule, exactly."""
    with refusals_answered(as_json=as_json):
        parameters = TallyParameters(
            utility=utility(utility_name),
            completion=None if completion_name is None else completion(completion_name),
            step=_step(step),
            stop_at_exhaustive=stop_at_exhaustive,
            minimum_votes=minimum_votes,
            tie_order=None if tie_order is None else _lines_of(tie_order),
        )
        answer = tally_file(file, rule, parameters, explain, certificate)
    for remark in answer["remarks"]:
        typer.echo(remark[language], err=True)
    if as_json:
        answer_json(answer)
        return
    for line in _for_people(answer, language):
        typer.echo(line)


def _step(text: str) -> Amount:
    amount = exact_number(text)
    if amount is None:
        raise typer.BadParameter(f"{text!r} is not a number", param_hint="--step")
    return amount


def _lines_of(path: Path) -> tuple[str, ...]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"cannot read {path}", param_hint="--tie-order") from error
    return tuple(stripped for line in lines if (stripped := line.strip()))


def _for_people(answer: TallyAnswer, language: Language) -> Iterator[str]:
    chosen, of, tie = _WORDS[language]
    yield f"{chosen}: {len(answer['winners'])} ({answer['cost']} {of} {answer['budget']})"
    for place, project_id in enumerate(answer["winners"], start=1):
        yield f"{place:>4}. {project_id}"
    for each in answer["ties"]:
        yield f"{tie} {each['step']}: {', '.join(each['tied'])} → {each['chosen']}"
    for project_id, sentences in answer.get("explanations", {}).items():
        yield f"{project_id}: {sentences[language]}"
