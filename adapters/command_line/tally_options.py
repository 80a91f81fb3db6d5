"""The options that say how to count, for every command that counts, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from adapters.pabulib.file import PabulibFile
from adapters.pabulib.reading import exact_number
from domain.tally.constraints import CategoryLimit
from domain.tally.draw import drawn_order
from domain.tally.election import Amount

FileArgument = Annotated[Path, typer.Argument(metavar="FILE.pb", help="A Pabulib file.")]
RuleOption = Annotated[
    str,
    typer.Option(
        "--rule",
        help="greedy, greedy-cost, greedy-cost-weighted, mes (equal shares), bos, phragmen or "
        "maximin.",
    ),
]
UtilityOption = Annotated[
    str | None,
    typer.Option(
        "--utility",
        help="cost, cardinality or points; points where ballots give them, otherwise cost.",
    ),
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
DrawSeedOption = Annotated[
    str | None,
    typer.Option(
        "--draw-seed",
        metavar="HEX",
        help="The seed of a draw that ties go by, instead of an order.",
    ),
]
MinimumPointsOption = Annotated[
    int, typer.Option("--minimum-points", min=0, help="The points that a project needs to win.")
]
NoSkipOption = Annotated[
    bool, typer.Option("--no-skip", help="Greedy ends at the first project that does not fit.")
]
ExcludeOption = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="ID,ID", help="Of these at most one wins. Repeatable."),
]
MaximumOption = Annotated[
    list[str] | None,
    typer.Option(
        "--category-maximum",
        metavar="CATEGORY=AMOUNT",
        help="The most that a category of the file gets. Repeatable.",
    ),
]
CategoryMinimumOption = Annotated[
    list[str] | None,
    typer.Option(
        "--category-minimum",
        metavar="CATEGORY=AMOUNT",
        help="What greedy sets apart for a category of the file. Repeatable.",
    ),
]
PartOption = Annotated[
    list[str] | None,
    typer.Option(
        "--part",
        metavar="ID=AMOUNT",
        help="Greedy may fund this project in part, from this amount on. Repeatable.",
    ),
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say why each project won or lost.")]
CertificateOption = Annotated[
    bool, typer.Option("--certificate", help="Add who paid what, to the JSON.")
]
BallotOption = Annotated[
    str | None,
    typer.Option(
        "--ballot",
        metavar="ID,ID",
        help="Say where the share of such a ballot went; ID=POINTS too.",
    ),
]


def amount_of(text: str, option: str) -> Amount:
    """A number, exactly. Wrong usage (`typer.BadParameter`) when it is none."""
    amount = exact_number(text)
    if amount is None:
        raise typer.BadParameter(f"{text!r} is not a number", param_hint=option)
    return amount


def named_amounts(texts: Iterable[str] | None, option: str) -> dict[str, Amount]:
    """`NAME=AMOUNT`, each name once."""
    named: dict[str, Amount] = {}
    for text in texts or ():
        name, equals, amount = text.rpartition("=")
        if not equals or not name or name in named:
            raise typer.BadParameter(f"{text!r} is not NAME=AMOUNT, once", param_hint=option)
        named[name] = amount_of(amount, option)
    return named


def exclusions_of(texts: Iterable[str] | None) -> tuple[tuple[str, ...], ...]:
    """`ID,ID`, one set of projects of which at most one wins each."""
    return tuple(tuple(id_.strip() for id_ in text.split(",")) for text in texts or ())


def category_limits_of(
    file: PabulibFile, least: Iterable[str] | None, most: Iterable[str] | None
) -> tuple[CategoryLimit, ...]:
    """The limits of categories, with the projects that the file has in them."""
    minimums = named_amounts(least, "--category-minimum")
    maximums = named_amounts(most, "--category-maximum")
    limits = []
    for name in dict.fromkeys([*minimums, *maximums]):
        members = tuple(
            project.project_id for project in file.projects if name in _categories(project.columns)
        )
        if not members:
            raise typer.BadParameter(f"the file has no category {name!r}", param_hint="category")
        limits.append(CategoryLimit(name, members, minimums.get(name), maximums.get(name)))
    return tuple(limits)


def _categories(columns: Mapping[str, str]) -> list[str]:
    return [each.strip() for each in columns.get("category", "").split(",")]


def order_of_ties(
    file: PabulibFile, order: Path | None, draw_seed: str | None
) -> tuple[str, ...] | None:
    """The order that decides ties: as published in a file, or as drawn; None: by project id."""
    if order is not None and draw_seed is not None:
        raise typer.BadParameter("give an order or a seed", param_hint="--tie-order, --draw-seed")
    if draw_seed is None:
        return None if order is None else lines_of(order)
    try:
        seed = bytes.fromhex(draw_seed)
        return drawn_order(seed, (project.project_id for project in file.projects))
    except ValueError as error:
        raise typer.BadParameter("a seed has 64 hex digits", param_hint="--draw-seed") from error


def lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a text file that hold something. Wrong usage when it cannot be read."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"cannot read {path}", param_hint="--tie-order") from error
    return tuple(stripped for line in lines if (stripped := line.strip()))
