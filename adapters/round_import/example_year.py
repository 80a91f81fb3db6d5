"""What an import needs around its round and does not find: made as examples, and marked so."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from adapters.example_city.wijken import wijken_of
from adapters.round_import.plan import RoundPlan
from application.streams import Reading
from domain.allocation import PublishAllocation
from domain.allocation_key import KeyPart, KeyPartKind
from domain.budget_year import (
    COMPETENT_BODY,
    REQUIRED_ACTS,
    BudgetYear,
    OpenBudgetYear,
    RecordFrameworkAct,
)
from domain.command import ActorCommand, Role
from domain.money import ZERO, Money, PositiveMoney
from domain.wijk_division import AdoptDivision

EXAMPLE_CEILING: PositiveMoney = Money(100_000_000_00)


class Give(Protocol):
    """Gives one command of the import, under the id of its step; returns the log's position."""

    def __call__(
        self, kind: type[ActorCommand], role: Role, step: str, /, **fields: Any
    ) -> int: ...


def make_missing_year(plan: RoundPlan, read: Reading, give: Give, today: date) -> None:
    """An open year on a division that has the wijk, with enough money in the wijk for the round.

    What it rests on is of the year before, or of today where that is still to come.
    """
    year = read.budget_year(plan.year).state
    if year is None or year.division_id is None:
        _open_year(plan, read, year, give, today)
    _allocate_shortage(plan, read, give, today)


def _open_year(
    plan: RoundPlan, read: Reading, year: BudgetYear | None, give: Give, today: date
) -> None:
    municipality = f"GM{plan.wijk[2:6]}"
    division_id = f"{municipality}-2022"
    if read.division(division_id).state is None:
        give(
            AdoptDivision,
            Role.GRIFFIER,
            "division",
            division_id=division_id,
            municipality=municipality,
            valid_from=date(min(plan.year, 2022), 1, 1),
            wijken=wijken_of(plan.wijk),
            example=True,
        )
    recorded = year.acts if year else frozenset()
    for kind in (act for act in REQUIRED_ACTS if act not in recorded):
        give(
            RecordFrameworkAct,
            Role.GRIFFIER,
            f"act-{kind.value}",
            year=plan.year,
            kind=kind,
            body=COMPETENT_BODY[kind],
            number=f"example-{kind.value}-{plan.year}",
            decided_on=min(date(plan.year - 1, 11, 1), today),
        )
    give(
        OpenBudgetYear,
        Role.GRIFFIER,
        "year",
        year=plan.year,
        division_id=division_id,
        ceiling_cents=EXAMPLE_CEILING,
    )


def _allocate_shortage(plan: RoundPlan, read: Reading, give: Give, today: date) -> None:
    budget = read.budget(plan.year, plan.wijk).state
    shortage = plan.budget - (budget.available if budget else ZERO)
    if shortage <= ZERO:
        return
    give(
        PublishAllocation,
        Role.GRIFFIER,
        "allocation",
        year=plan.year,
        total_cents=shortage,
        key="example",
        parts=(
            KeyPart(
                kind=KeyPartKind.OTHER,
                points=1,
                source=plan.round_id,
                measured_on=min(date(plan.year, 1, 1), today),
                example=True,
                weights={plan.wijk: 1},
            ),
        ),
    )
