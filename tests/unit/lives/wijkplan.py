"""The life of a wijkplan: needs, priorities, executors, versions, reviews."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.budget_year import Remainder
from domain.command import Role
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import NeedSource, Theme
from domain.year_closing import CloseBudgetYear
from tests.scenarios.town import LIENDERT, YEAR, Town, sealed
from tests.unit.lives.beginnings import opened
from tests.unit.lives.life import LifeCycle


def record_need(town: Town, need_id: str = "need-1") -> None:
    """A need from a letter."""
    town.do(
        RecordNeed,
        Role.COORDINATOR,
        wijk=LIENDERT,
        year=YEAR,
        need_id=need_id,
        source=NeedSource.LETTER,
        description=sealed("nobody to eat with"),
    )


def set_priority(town: Town) -> None:
    """A priority that answers it."""
    town.do(
        SetPriority,
        Role.COORDINATOR,
        wijk=LIENDERT,
        year=YEAR,
        priority_id="priority-1",
        theme=Theme.CARING,
        title=sealed("eating together"),
        need_ids=("need-1",),
    )


def adopt(town: Town) -> None:
    """The next version."""
    town.do(AdoptWijkplan, Role.COORDINATOR, wijk=LIENDERT, year=YEAR, adopted_on=town.now.date())


LIFE = LifeCycle(
    name="wijkplan",
    begin=opened,
    states={
        "empty": (),
        "needs": (record_need,),
        "draft": (record_need, set_priority),
        "adopted": (record_need, set_priority, adopt),
        "changed": (record_need, set_priority, adopt, set_priority),
        "reviewed": (record_need, set_priority, adopt, Town.review_priority),
        "closed": (record_need, set_priority, adopt, lambda it: it.close_year(Remainder.RELEASE)),
    },
    commands={
        "RecordNeed": record_need,
        "SetPriority": set_priority,
        "ChooseExecutor": Town.choose_executor,
        "AdoptWijkplan": adopt,
        "ReviewPriority": Town.review_priority,
    },
    table="""
        RecordNeed
            wijkplan.need_recorded: empty
            wijkplan.need_already_recorded: needs draft adopted changed reviewed
            budget_year.closed: closed
        SetPriority
            wijkplan.need_unknown: empty
            wijkplan.priority_set: needs draft adopted changed reviewed
            budget_year.closed: closed
        ChooseExecutor
            wijkplan.unknown: empty
            wijkplan.priority_not_set: needs
            wijkplan.executor_chosen: draft adopted changed reviewed
            budget_year.closed: closed
        AdoptWijkplan
            wijkplan.unknown: empty
            wijkplan.nothing_to_adopt: needs adopted reviewed
            wijkplan.adopted: draft changed
            budget_year.closed: closed
        ReviewPriority
            wijkplan.unknown: empty
            wijkplan.priority_not_adopted: needs draft
            wijkplan.priority_reviewed: adopted changed
            wijkplan.priority_already_reviewed: reviewed closed
    """,
)


def set_another(town: Town) -> None:
    """A second priority that answers the same need."""
    town.do(
        SetPriority,
        Role.COORDINATOR,
        wijk=LIENDERT,
        year=YEAR,
        priority_id="priority-2",
        theme=Theme.CARING,
        title=sealed("a walk together"),
        need_ids=("need-1",),
    )


def close(town: Town) -> object:
    """On the last day of the year; nobody looks back by themselves."""
    town.now = max(town.now, datetime(YEAR, 12, 31, 9, 0, tzinfo=UTC))
    return town.do(CloseBudgetYear, Role.GRIFFIER, year=YEAR, remainder=Remainder.RELEASE)


ADOPTED = (record_need, set_priority, adopt)
CLOSING = LifeCycle(
    name="closing a year with a plan",
    begin=opened,
    states={
        "empty": (),
        "needs": (record_need,),
        "draft": (record_need, set_priority),
        "adopted": ADOPTED,
        "reviewed-early": (*ADOPTED, Town.review_priority),
        "one-of-two": (*ADOPTED, Town.review_priority, set_another, adopt),
        "second-in-draft": (*ADOPTED, Town.review_priority, set_another),
        "both": (
            *ADOPTED,
            Town.review_priority,
            set_another,
            adopt,
            lambda town: town.review_priority("priority-2"),
        ),
    },
    commands={"CloseBudgetYear": close},
    table="""
        CloseBudgetYear
            budget_year.closed: empty needs draft reviewed-early second-in-draft both
            budget_year.priorities_not_reviewed: adopted one-of-two
    """,
)
