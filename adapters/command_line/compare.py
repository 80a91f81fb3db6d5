"""`wijkkas compare FILE.pb …`: the same ballots under several rules, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any

import typer
from rich.console import Console

from adapters.command_line.answering import (
    JsonOption,
    Language,
    LanguageOption,
    answer_json,
    refusals_answered,
)
from adapters.command_line.comparison_tables import Said, election_tables, total_table
from adapters.pabulib.reading import read_pabulib
from adapters.rule_comparison.answer import election_answer, totals_answer, variants_answer
from adapters.rule_comparison.subject import Compared, compared, subject_of_file
from adapters.rule_comparison.totals import Total, totals_of
from domain.tally.comparing.comparison import guard_variants
from domain.tally.comparing.variants import DEFAULT_NAMES, KNOWN_VARIANTS, variants_named

FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE.pb …", help="One Pabulib file or several.")
]
RulesOption = Annotated[
    str,
    typer.Option(
        "--rules", metavar="NAME,NAME", help="Of these: " + ", ".join(KNOWN_VARIANTS) + "."
    ),
]
MinimumOption = Annotated[
    int, typer.Option("--minimum-votes", min=0, help="The votes that a project needs to win.")
]

_RULES = ",".join(DEFAULT_NAMES)
WIDTH_MIN = 120
"""Tables are drawn at least this wide, also where nobody's window says how wide it is."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file with its comparison; seconds are of reading and of counting."""

    path: Path
    compared: Compared
    parse_seconds: float
    compare_seconds: float


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(name="compare")(compare_files)


def compare_files(
    files: FilesArgument,
    *,
    rules: RulesOption = _RULES,
    minimum_votes: MinimumOption = 0,
    as_json: JsonOption = False,
    language: LanguageOption = "nl",
) -> None:
    """Count ballots under several rules, per file and in total; the first rule is the measure."""
    names = [name for each in rules.split(",") if (name := each.strip())]
    with refusals_answered(as_json=as_json):
        guard_variants(variants_named(names))
        found = [_compared(path, names, minimum_votes) for path in files]
    one_currency = len({each.compared.denomination.sign for each in found}) == 1
    totals = totals_of([each.compared.comparison for each in found], one_currency=one_currency)
    _say_remarks(found, language)
    if as_json:
        answer_json(_answer(names, found, totals))
    else:
        _show(found, totals, language)


def _compared(path: Path, names: list[str], minimum_votes: int) -> _File:
    started = perf_counter()
    subject = subject_of_file(read_pabulib(path), names, minimum_votes)
    read = perf_counter()
    found = compared(subject)
    return _File(path, found, read - started, perf_counter() - read)


def _say_remarks(found: list[_File], language: Language) -> None:
    for each in found:
        for remark in each.compared.remarks:
            typer.echo(f"{each.path.name}: {remark.text(language)}", err=True)


def _answer(names: list[str], found: list[_File], totals: list[Total]) -> dict[str, Any]:
    return {
        "variants": variants_answer(names),
        "elections": [
            {
                "file": str(each.path),
                **election_answer(each.compared),
                "seconds": {"parse": each.parse_seconds, "compare": each.compare_seconds},
            }
            for each in found
        ],
        "total": totals_answer(totals),
    }


def _show(found: list[_File], totals: list[Total], language: Language) -> None:
    console = Console(highlight=False)
    console.width = max(console.width, WIDTH_MIN)
    said = Said(language)
    for each in found:
        console.print(f"\n[bold]{said.plain(each.path.name)}[/]")
        for table in election_tables(each.compared, said):
            console.print(table)
    if len(found) > 1:
        console.print(total_table(totals, said))
    console.print(said.gini_note)
