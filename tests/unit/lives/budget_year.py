"""The life of a budget year: framed by acts, opened, closed."""

from __future__ import annotations

from domain.budget_year import REQUIRED_ACTS, ActKind, OpenBudgetYear, Remainder
from domain.command import Role
from domain.money import Money
from domain.year_closing import CloseBudgetYear
from tests.scenarios.town import DIVISION, LIENDERT, YEAR, Town
from tests.unit.lives.beginnings import divided
from tests.unit.lives.life import LifeCycle


def frame(town: Town) -> None:
    """The four acts."""
    for kind in REQUIRED_ACTS:
        town.record_act(kind)


def open_year(town: Town) -> object:
    """The year opens under a ceiling."""
    return town.do(
        OpenBudgetYear,
        Role.GRIFFIER,
        year=YEAR,
        division_id=DIVISION,
        ceiling_cents=Money(1_000_00),
    )


def bind_money(town: Town) -> None:
    """Money is reserved, and no decision was taken."""
    town.allocate({LIENDERT: 1}, 1_000_00)
    town.admit("garden", 1_000_00)
    town.reserve("garden", 1_000_00)


def owe_a_subsidy(town: Town) -> None:
    """A subsidy runs, its money is on the line for institutions, and it is not bound."""
    town.allocate({LIENDERT: 1}, 1_000_00)
    town.divide_money(LIENDERT, institution=1)
    town.record_subsidy(1_000_00)


def close(town: Town) -> object:
    """What is left is released."""
    return town.close_year(Remainder.RELEASE)


def close_early(town: Town) -> object:
    """What is left is released today, by nobody's act."""
    return town.do(CloseBudgetYear, Role.GRIFFIER, year=YEAR, remainder=Remainder.RELEASE)


STATES = {
    "nothing": (),
    "sounded": (lambda town: town.record_act(ActKind.SOUNDING),),
    "framed": (frame,),
    "open": (frame, open_year),
    "bound": (frame, open_year, bind_money),
    "owed": (frame, open_year, owe_a_subsidy),
    "closed": (frame, open_year, close),
}

BEFORE_ITS_LAST_DAY = LifeCycle(
    name="budget year that is not over",
    begin=divided,
    states=STATES,
    commands={"CloseBudgetYear": close_early},
    table="""
        CloseBudgetYear
            budget_year.unknown: nothing sounded framed
            budget_year.not_over: open owed
            budget_year.reservations_outstanding: bound
            budget_year.closed: closed
    """,
)

LIFE = LifeCycle(
    name="budget year",
    begin=divided,
    states=STATES,
    commands={
        "RecordFrameworkAct": lambda town: town.record_act(ActKind.SCHEME),
        "OpenBudgetYear": open_year,
        "CloseBudgetYear": close,
    },
    table="""
        RecordFrameworkAct
            framework.act_recorded: nothing sounded framed open bound owed
            budget_year.closed: closed
        OpenBudgetYear
            budget_year.act_missing: nothing sounded
            budget_year.opened: framed
            budget_year.already_opened: open bound owed closed
        CloseBudgetYear
            budget_year.unknown: nothing sounded framed
            budget_year.closed: open closed
            budget_year.reservations_outstanding: bound
            budget_year.subsidies_not_bound: owed
    """,
)
