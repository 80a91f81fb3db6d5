"""A closed round as a Pabulib file, with the fields that the format asks for.

Nothing here knows who voted: a ballot is known by its number in the public list. The same facts
give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from adapters.pabulib.file import WITH_POINTS, PabulibFile
from adapters.pabulib.reading import pabulib_from_bytes
from adapters.pabulib.writing import written_line, written_list


@dataclass(frozen=True, slots=True)
class RoundLimits:
    """What a ballot had to keep to, and a project to win. `None` is no limit; costs in cents."""

    min_length: int | None = None
    max_length: int | None = None
    min_sum_cost_cents: int | None = None
    max_sum_cost_cents: int | None = None
    max_points: int | None = None
    min_sum_points: int | None = None
    max_sum_points: int | None = None
    min_project_score_threshold: int | None = None


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the file says of the round itself.

    `unit` is the municipality, `subunit` the wijk, `instance` the year, `rule` a name of the format
    such as "equalshares/add1". `comment` gets the "#1: " that the format asks for.
    """

    description: str
    unit: str
    instance: str
    budget_cents: int
    vote_type: str
    rule: str
    date_begin: date
    date_end: date
    limits: RoundLimits = RoundLimits()
    subunit: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class RoundProject:
    """A project as counted: `score` only where ballots give points, `selected` if it won, and None
    for all as long as nobody counted.

    A comma in a category becomes a slash, since commas stand between categories.
    """

    project_id: str
    price_cents: int
    name: str
    votes: int
    selected: bool | None
    score: int | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundBallot:
    """A ballot of the public list: its number there, project ids as chosen, and their points.

    Places of an order may have points too: how many each is worth is up to the round.
    """

    number: int
    choices: tuple[str, ...]
    points: tuple[int, ...] | None = None


def pabulib_of_round(
    facts: RoundFacts, projects: Sequence[RoundProject], ballots: Iterable[RoundBallot]
) -> PabulibFile:
    """The file of a round: projects as given, ballots in the order of their numbers.

    It is read back from what was written, so it can be read. Raises what reading raises, and
    `ValueError` for a text that the format cannot hold.
    """
    in_order = sorted(ballots, key=lambda ballot: ballot.number)
    if len({ballot.number for ballot in in_order}) != len(in_order):
        raise ValueError("two ballots of the public list have the same number")
    with_points = facts.vote_type in WITH_POINTS or any(each.points for each in in_order)
    rows = chain(
        [("META",), ("key", "value")],
        _meta(facts, len(projects), len(in_order)),
        [("PROJECTS",)],
        _project_rows(projects),
        [("VOTES",), ("voter_id", "vote", *(("points",) if with_points else ()))],
        (_ballot_row(ballot, with_points) for ballot in in_order),
    )
    return pabulib_from_bytes("".join(map(written_line, rows)).encode())


def euros(cents: int) -> str:
    """An amount in euros: 1250, or 1250.50 where there are cents."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}{f'.{rest:02d}' if rest else ''}"


def _meta(facts: RoundFacts, projects: int, ballots: int) -> Iterator[tuple[str, str]]:
    """Keys and values in the order of the format; what is not known is left out."""
    limits = facts.limits
    values: dict[str, str | int | None] = {
        "description": facts.description,
        "country": "Netherlands",
        "unit": facts.unit,
        "subunit": facts.subunit,
        "instance": facts.instance,
        "num_projects": projects,
        "num_votes": ballots,
        "budget": euros(facts.budget_cents),
        "vote_type": facts.vote_type,
        "rule": facts.rule,
        "date_begin": f"{facts.date_begin:%d.%m.%Y}",
        "date_end": f"{facts.date_end:%d.%m.%Y}",
        "min_length": limits.min_length,
        "max_length": limits.max_length,
        "min_sum_cost": _euros_or_none(limits.min_sum_cost_cents),
        "max_sum_cost": _euros_or_none(limits.max_sum_cost_cents),
        "max_points": limits.max_points,
        "min_sum_points": limits.min_sum_points,
        "max_sum_points": limits.max_sum_points,
        "min_project_score_threshold": limits.min_project_score_threshold,
        "language": "nl",
        "currency": "EUR",
        "comment": None if facts.comment is None else f"#1: {facts.comment}",
    }
    for key, value in values.items():
        if value is not None:
            yield key, _one_line(str(value))


def _project_rows(projects: Sequence[RoundProject]) -> Iterator[tuple[str, ...]]:
    """The names of the columns and a row for each project; no column that would stay empty."""
    with_score = any(project.score is not None for project in projects)
    with_category = any(project.categories for project in projects)
    counted = any(project.selected is not None for project in projects)
    yield (
        "project_id",
        "cost",
        "votes",
        *(("score",) if with_score else ()),
        "name",
        *(("category",) if with_category else ()),
        *(("selected",) if counted else ()),
    )
    for project in projects:
        categories = (_one_line(each).replace(",", " /") for each in project.categories)
        yield (
            project.project_id,
            euros(project.price_cents),
            str(project.votes),
            *((str(project.score or 0),) if with_score else ()),
            _one_line(project.name),
            *((written_list(categories),) if with_category else ()),
            *((str(int(bool(project.selected))),) if counted else ()),
        )


def _ballot_row(ballot: RoundBallot, with_points: bool) -> tuple[str, ...]:
    row = (str(ballot.number), written_list(ballot.choices))
    return (*row, written_list(map(str, ballot.points or ()))) if with_points else row


def _euros_or_none(cents: int | None) -> str | None:
    return None if cents is None else euros(cents)


def _one_line(text: str) -> str:
    """A text of people on one line, since many programs read such files line by line."""
    return " ".join(text.replace("\0", " ").split())
