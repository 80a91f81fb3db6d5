"""The priority of the wijkplan that an award rests on."""

from __future__ import annotations

from domain.errors import Refusal
from domain.wijkplan import Wijkplan


class PlanPriorityMissing(Refusal):
    code = "decision.plan_priority_missing"
    dutch = "Een verlening noemt een prioriteit en versie van het wijkplan."
    english = "A grant names a priority and version of the wijkplan."


class PlanPriorityUnknown(Refusal):
    code = "decision.plan_priority_unknown"
    dutch = "Prioriteit {priority} staat niet in versie {version} van het wijkplan."
    english = "Priority {priority} is not in version {version} of the wijkplan."


def guard_rests_on_plan(
    priority_id: str | None, plan_version: int | None, plan: Wijkplan | None
) -> None:
    """An award names a priority, and the version of the wijkplan that has it."""
    if priority_id is None or plan_version is None:
        raise PlanPriorityMissing()
    priorities = plan.versions.get(plan_version, frozenset()) if plan else frozenset()
    if priority_id not in priorities:
        raise PlanPriorityUnknown(priority=priority_id, version=plan_version)
