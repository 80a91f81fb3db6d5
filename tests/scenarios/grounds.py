"""On which ground the town rests what an objection makes of a decision, unless a test says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.amount_change import granted_now
from application.streams import Reading
from domain.decision_ground import DecisionGround
from domain.money import Money
from domain.objection_events import DecisionKind


def ground_after(
    read: Reading, proposal_id: str, amount: int | None, asked: Mapping[str, Any]
) -> DecisionGround | None:
    """Only where the decision on the proposal changes: one that bears more, or less."""
    found = read.objections(proposal_id).state
    about = found.by_id.get(asked.get("objection_id", "objection-1")) if found else None
    if amount is None or about is None or about.against is not DecisionKind.DECISION:
        return None
    is_less = not amount or Money(amount) < granted_now(read, proposal_id).amount
    return DecisionGround.SCHEME_NOT_MET if is_less else DecisionGround.PLAN_PRIORITY
