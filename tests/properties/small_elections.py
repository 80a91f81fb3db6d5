"""Random small elections, and ways to write the same one differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from hypothesis import strategies as st

from domain.tally.election import Amount, Election

SMALL, LARGE = 1, 2**53
"""Amounts are small numbers of one of these; beyond the second, floats cannot tell them apart."""


@st.composite
def elections(draw: st.DrawFn, unit: int = SMALL) -> Election:
    """Up to five projects and seven voters; prices repeat often, so that ties happen."""
    whole = st.integers(min_value=1, max_value=12).map(lambda number: number * unit)
    odd = st.fractions(min_value=1, max_value=12, max_denominator=6)
    amounts = st.one_of(whole, odd.map(lambda number: number + unit - 1))
    prices = draw(st.dictionaries(st.sampled_from("abcde"), amounts, max_size=5))
    ballot = st.lists(st.sampled_from(sorted(prices) or ["-"]), unique=True)
    ballots = draw(st.lists(ballot if prices else st.just([]), max_size=7))
    budget = draw(st.integers(min_value=0, max_value=40)) * unit
    return Election.of(budget, prices, ballots)


def ballots_of(election: Election) -> list[tuple[str, ...]]:
    """One entry per voter."""
    return [group.approved for group in election.ballots for _ in range(group.voters)]


def in_currency(election: Election, rate: Amount, copies: int = 1) -> Election:
    """The same election with every amount times `rate`, and each voter `copies` times."""
    prices = {project.project_id: project.price * rate for project in election.projects}
    copied = [ballot for ballot in ballots_of(election) for _ in range(copies)]
    return Election.of(election.budget * rate, prices, copied)


def subsets(project_ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every set of at least one project."""
    for size in range(1, len(project_ids) + 1):
        yield from combinations(project_ids, size)
