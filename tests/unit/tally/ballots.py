"""Elections for tests, written as short as they are read aloud."""

from __future__ import annotations

from collections.abc import Mapping

from domain.tally.election import Amount, Election


def election(budget: Amount, prices: Mapping[str, Amount], *ballots: str) -> Election:
    """One text per voter with the approved ids, as in "park bench"; "" approves nothing."""
    return Election.of(budget, prices, (ballot.split() for ballot in ballots))
