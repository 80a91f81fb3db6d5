"""The limits that a file sets to its own ballots, and the ballots that break them.

Ballots of a file of others were counted as they were, so none is dropped: this only tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

import numpy as np
from numpy.typing import NDArray

from adapters.pabulib.amounts import exact_number
from adapters.pabulib.ballot_rows import BallotRows, ExactNumbers
from adapters.pabulib.file import APPROVALS
from domain.tally.election import Amount
from domain.two_languages import InTwoLanguages

LINES_NAMED = 5
"""How many of the ballots that break a limit are named by their line."""

WITHOUT_VALUE = ("", "none")
"""What a file writes, in lower case, where it says nothing."""

_MEASURES: Mapping[str, Callable[[BallotRows], ExactNumbers]] = {
    "min_length": BallotRows.lengths,
    "max_length": BallotRows.lengths,
    "min_points": BallotRows.fewest_points,
    "max_points": BallotRows.most_points,
    "min_sum_points": BallotRows.points_given,
    "max_sum_points": BallotRows.points_given,
}
_OF_COST = ("min_sum_cost", "max_sum_cost")
LIMITS = (*_MEASURES, *_OF_COST)
"""The names that a file may use in META."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on what `name` measures; `stated` is how the file puts it."""

    name: str
    bound: Amount
    stated: str


def limits_stated(meta: Mapping[str, str], vote_type: str, budget: Amount) -> Iterator[Limit]:
    """The limits in META, and those that the type of the ballots brings along."""
    for name in LIMITS:
        if name.endswith("points") and vote_type in APPROVALS:
            continue
        bound = exact_number(meta.get(name, ""))
        if bound is not None:
            yield Limit(name, bound, f"{name} is {meta[name]}")
    for kind, name, bound in (("choose-1", "max_length", 1), ("knapsack", "max_sum_cost", budget)):
        if vote_type == kind and exact_number(meta.get(name, "")) is None:
            yield Limit(name, bound, f"vote_type is {kind}")


def remarks_on_limits(
    meta: Mapping[str, str],
    vote_type: str,
    budget: Amount,
    prices: Sequence[Amount],
    rows: BallotRows,
) -> Iterator[InTwoLanguages]:
    """A remark for each limit that is no number or that ballots break: how many, and where."""
    for name in LIMITS:
        text = meta.get(name, "")
        if text.lower() not in WITHOUT_VALUE and exact_number(text) is None:
            yield InTwoLanguages(
                f"{name} is {text[:40]!r}, en dat is geen getal; niet nagegaan",
                f"{name} is {text[:40]!r}, which is not a number; not checked",
            )
    for limit in limits_stated(meta, vote_type, budget):
        broken = _rows_that_break(limit, prices, rows)
        if broken.any():
            yield _remark(limit, rows.line_of_ballot[broken[rows.row_of_ballot]])


def _rows_that_break(limit: Limit, prices: Sequence[Amount], rows: BallotRows) -> NDArray[np.bool_]:
    bound = limit.bound
    if limit.name in _OF_COST:
        # In the smallest unit that makes every price whole.
        unit = lcm(*(Fraction(price).denominator for price in prices))
        values, bound = rows.costs([int(price * unit) for price in prices]), bound * unit
    else:
        values = _MEASURES[limit.name](rows)
    least = limit.name.startswith("min")
    return np.asarray(values < ceil(bound) if least else values > floor(bound), np.bool_)


def _remark(limit: Limit, lines: NDArray[np.int32]) -> InTwoLanguages:
    named = ", ".join(str(line) for line in lines[:LINES_NAMED].tolist())
    named += ", …" if len(lines) > LINES_NAMED else ""
    if len(lines) == 1:
        return InTwoLanguages(
            f"{limit.stated}, maar 1 stembiljet houdt zich daar niet aan (regel {named})",
            f"{limit.stated}, but 1 ballot breaks that (line {named})",
        )
    return InTwoLanguages(
        f"{limit.stated}, maar {len(lines)} stembiljetten houden zich daar niet aan "
        f"(regels {named})",
        f"{limit.stated}, but {len(lines)} ballots break that (lines {named})",
    )
