"""The budget state of a wijk and year: figures that follow from ledger lines and nothing else.

At every position: allocated + carried over + pooled + excess = available + voted on + free on the
lines for institutions and coordination + bound by subsidies + reserved + granted + released. What
is determined is a part of what is granted; what is recovered is a part of what was paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from domain.budget_events import BudgetLine
from projections.ledger import Account, LedgerLine


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure is the balance of some accounts: debits less credits, or the other way around."""

    accounts: frozenset[Account]
    grows_by_credit: bool = False


FIGURES: Mapping[str, Figure] = MappingProxyType(
    {
        "allocated": Figure(frozenset({Account.ALLOCATED}), grows_by_credit=True),
        "carried_over": Figure(frozenset({Account.CARRIED_OVER}), grows_by_credit=True),
        "excess": Figure(frozenset({Account.EXCESS}), grows_by_credit=True),
        "reserved": Figure(frozenset({Account.RESERVED})),
        "granted": Figure(frozenset({Account.GRANTED, Account.DETERMINED})),
        "advanced": Figure(frozenset({Account.ADVANCES_PAID})),
        "determined": Figure(frozenset({Account.DETERMINED})),
        "paid": Figure(frozenset({Account.ADVANCES_PAID, Account.FINAL_PAYMENTS})),
        "recovered": Figure(frozenset({Account.RECOVERED}), grows_by_credit=True),
        "released": Figure(frozenset({Account.RELEASED})),
        "available": Figure(frozenset({Account.AVAILABLE})),
        "voted_on": Figure(frozenset({Account.VOTED_ON})),
        "institution": Figure(frozenset({Account.INSTITUTION_LINE})),
        "coordination": Figure(frozenset({Account.COORDINATION_LINE})),
        "subsidised": Figure(frozenset({Account.SUBSIDISED})),
        "pooled": Figure(frozenset({Account.POOLED}), grows_by_credit=True),
    }
)
"""Every figure of the budget state by its name without `_cents`, and the accounts behind it."""

FIGURE_OF_LINE: Mapping[BudgetLine, str] = MappingProxyType(
    {
        BudgetLine.INITIATIVE: "available",
        BudgetLine.INSTITUTION: "institution",
        BudgetLine.COORDINATION: "coordination",
    }
)
"""The figure of what is free on a line."""


@dataclass(frozen=True, slots=True)
class BudgetState:
    """The money of one wijk in one year as it stood at a position of the main log.

    `carried_over_cents` is net: what came in less what went out, so it can be negative.
    `excess_cents` is what the law allows above the ceiling for some grants, with cover of its own.
    `granted_cents` is what decisions bind, paid or not, of which `determined_cents` for certain;
    `paid_cents` is all that was paid, of which `advanced_cents` before the grant was determined and
    `recovered_cents` came back. `available_cents` is free on the line for initiatives, where
    `voted_on_cents` is held because people vote on it or it waits for what they decided;
    `institution_cents` and `coordination_cents` are free on the other two; `subsidised_cents` is
    bound by subsidies of institutions. `pooled_cents` came from wijken to the whole city, and is
    less than nothing in a wijk that it left. `position` is -1 before the first event.
    """

    division_id: str
    year: int
    wijk: str
    position: int = -1
    allocated_cents: int = 0
    carried_over_cents: int = 0
    excess_cents: int = 0
    reserved_cents: int = 0
    granted_cents: int = 0
    advanced_cents: int = 0
    determined_cents: int = 0
    paid_cents: int = 0
    recovered_cents: int = 0
    released_cents: int = 0
    available_cents: int = 0
    voted_on_cents: int = 0
    institution_cents: int = 0
    coordination_cents: int = 0
    subsidised_cents: int = 0
    pooled_cents: int = 0

    def cents(self, figure: str) -> int:
        """The amount of a figure by its name in `FIGURES`."""
        cents: int = getattr(self, f"{figure}_cents")
        return cents

    @property
    def came_in_cents(self) -> int:
        """All that the wijk has to spend or has spent, wherever it came from."""
        came_in = self.allocated_cents + self.carried_over_cents
        return came_in + self.pooled_cents + self.excess_cents

    @property
    def adds_up(self) -> bool:
        """Whether every euro that came in is somewhere."""
        free = self.available_cents + self.institution_cents + self.coordination_cents
        bound = self.reserved_cents + self.granted_cents + self.subsidised_cents
        return self.came_in_cents == free + self.voted_on_cents + bound + self.released_cents


def _signs(*, debit: bool) -> dict[Account, dict[str, int]]:
    return {
        account: {
            f"{name}_cents": -1 if figure.grows_by_credit is debit else 1
            for name, figure in FIGURES.items()
            if account in figure.accounts
        }
        for account in Account
    }


_ON_DEBIT = _signs(debit=True)
_ON_CREDIT = _signs(debit=False)


def effect(figure: str, line: LedgerLine) -> int:
    """By how many cents a line changes a figure; zero where it does not touch it."""
    field = f"{figure}_cents"
    sign = _ON_DEBIT[line.debit].get(field, 0) + _ON_CREDIT[line.credit].get(field, 0)
    return sign * line.cents


def evolve(state: BudgetState | None, line: LedgerLine) -> BudgetState:
    """The state after one more line."""
    if state is None:
        state = BudgetState(line.division_id, line.year, line.wijk)
    touched = _ON_DEBIT[line.debit].keys() | _ON_CREDIT[line.credit].keys()
    changed = {
        field: getattr(state, field) + effect(field.removesuffix("_cents"), line)
        for field in touched
    }
    return replace(state, position=line.position, **changed)


def states_after(lines: Iterable[LedgerLine]) -> dict[tuple[int, str], BudgetState]:
    """The state of every (year, wijk) after all lines, in order of position."""
    states: dict[tuple[int, str], BudgetState] = {}
    for line in lines:
        key = (line.year, line.wijk)
        states[key] = evolve(states.get(key), line)
    return states
