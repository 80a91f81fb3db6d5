"""One well-formed example of every command about lines, subsidies and money of the whole city."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.budget_events import BudgetLine, LinePoints
from domain.budget_line import DivideMoney, MoveMoney
from domain.budget_year import Body, BodyAct, CouncilAct
from domain.city_money import PoolRemainders
from domain.command import ActorCommand
from domain.money import Money
from domain.subsidy import AnnounceEnding, EndSubsidy, HandOverActivity, RecordSubsidy
from domain.subsidy_borders import CarrySubsidy
from domain.subsidy_events import EndingGround
from domain.subsidy_money import BindSubsidy, FreeSubsidy
from domain.subsidy_reversed import ReverseEnding
from domain.wijkplan_events import ExecutorKind

TODAY = date(2027, 3, 1)
TEXT = "c0" * 32

_YEAR = {"year": 2027}
_WIJK = {"wijk": "WK030710", "year": 2027}
_SUBSIDY = {"wijk": "WK030710", "subsidy_id": "welfare"}
_ACT = BodyAct(body=Body.COUNCIL, number="RB-1", decided_on=TODAY)

EXAMPLES_OF_MONEY: dict[type[ActorCommand], dict[str, Any]] = {
    PoolRemainders: _YEAR | {"council_act": CouncilAct(number="RB-1", decided_on=TODAY)},
    DivideMoney: _YEAR
    | {
        "wijken": ("WK030710",),
        "points": (LinePoints(line=BudgetLine.INSTITUTION, points=1),),
        "act": _ACT,
        "reason": TEXT,
    },
    MoveMoney: _WIJK
    | {
        "from_line": BudgetLine.INSTITUTION,
        "to_line": BudgetLine.INITIATIVE,
        "amount_cents": Money(1),
        "act": _ACT,
        "reason": TEXT,
    },
    RecordSubsidy: _SUBSIDY
    | {
        "name": TEXT,
        "description": TEXT,
        "activities": ("open-house",),
        "amount_cents": Money(1),
        "since": TODAY,
        "decision": _ACT,
    },
    ReverseEnding: _SUBSIDY | {"act": _ACT, "reason": TEXT},
    BindSubsidy: _SUBSIDY | _YEAR,
    CarrySubsidy: _SUBSIDY
    | {"division_id": "GM0307-2028", "to_wijk": "WK030751", "to_subsidy_id": "welfare"}
    | {"from_year": 2028},
    AnnounceEnding: _SUBSIDY | {"term_weeks": 26, "reason": TEXT},
    EndSubsidy: _SUBSIDY
    | {"from_year": 2028, "ground": EndingGround.CHANGED_INSIGHTS, "reason": TEXT},
    FreeSubsidy: _SUBSIDY | _YEAR,
    HandOverActivity: _SUBSIDY
    | {
        "activity": "open-house",
        "kind": ExecutorKind.INITIATIVE,
        "from_day": TODAY,
        "proposal_id": "garden",
    },
}
