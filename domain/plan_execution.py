"""Who works on a priority and why they; and, when the year ends, what came of it.

The review asks of every priority what was done, how many it reached, the least self-reliant apart,
and what was learnt. People are counted in aggregate: a number from one to nine could point at
somebody, and is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.command import ActorCommand
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier, WijkCode, Year
from domain.wijkplan import Wijkplan, guard_plan_known
from domain.wijkplan_events import ExecutorChosen, ExecutorKind, Headcount, PriorityReviewed

FEWEST_COUNTED = 10


class PriorityNotSet(Refusal):
    code = "wijkplan.priority_not_set"
    status = NOT_FOUND
    dutch = "Prioriteit {priority} staat niet in het plan; kies eerst de prioriteit."
    english = "Priority {priority} is not in the plan; set the priority first."


class PriorityNotAdopted(Refusal):
    code = "wijkplan.priority_not_adopted"
    dutch = "Prioriteit {priority} is nooit vastgesteld; er is niets om op terug te kijken."
    english = "Priority {priority} was never adopted; there is nothing to look back on."


class PriorityAlreadyReviewed(Refusal):
    code = "wijkplan.priority_already_reviewed"
    dutch = "Op prioriteit {priority} is al teruggekeken."
    english = "Priority {priority} has already been reviewed."


class TooFewToCount(Refusal):
    code = "wijkplan.too_few_to_count"
    dutch = "Minder dan {fewest} mensen wijst naar personen: laat het aantal dan leeg."
    english = "Fewer than {fewest} people points at persons: leave the number out."


class PartAboveWhole(Refusal):
    code = "wijkplan.part_above_whole"
    dutch = "De minst zelfredzame mensen zijn een deel van wie is bereikt, en dus niet met meer."
    english = "The least self-reliant are among those who were reached, so not more of them."


class PrioritiesNotReviewed(Refusal):
    code = "budget_year.priorities_not_reviewed"
    dutch = (
        "Kijk eerst terug op wat vastgestelde prioriteiten opleverden, daarna kan {year} dicht. "
        "Nog niet gedaan: {missing}."
    )
    english = (
        "Look back first on what came of adopted priorities; then {year} can be closed. "
        "Not done yet: {missing}."
    )


class ChooseExecutor(ActorCommand):
    """Choose who works on a priority, with the reason; choosing again replaces what was said."""

    wijk: WijkCode
    year: Year
    priority_id: Identifier
    executor_id: Identifier
    kind: ExecutorKind
    name: Commitment
    reason: Commitment


class ReviewPriority(ActorCommand):
    """Look back on a priority of an adopted plan, in the year or after it."""

    wijk: WijkCode
    year: Year
    priority_id: Identifier
    done: Commitment
    learnt: Commitment
    reached: Headcount | None = None
    least_self_reliant: Headcount | None = None


def choose_executor(command: ChooseExecutor, plan: Wijkplan | None) -> list[Event]:
    """Somebody is chosen for a priority that was set."""
    known = guard_plan_known(plan, command.year, command.wijk)
    if command.priority_id not in known.priorities:
        raise PriorityNotSet(priority=command.priority_id)
    return [ExecutorChosen.following(command)]


def review_priority(command: ReviewPriority, plan: Wijkplan | None) -> list[Event]:
    """Each priority that was ever adopted is reviewed once."""
    known = guard_plan_known(plan, command.year, command.wijk)
    if not any(command.priority_id in adopted for adopted in known.versions.values()):
        raise PriorityNotAdopted(priority=command.priority_id)
    if command.priority_id in known.reviewed:
        raise PriorityAlreadyReviewed(priority=command.priority_id)
    guard_counts(command.reached, command.least_self_reliant)
    return [PriorityReviewed.following(command)]


def not_reviewed(plan: Wijkplan) -> frozenset[str]:
    """The priorities that were ever adopted, and on which nobody looked back."""
    return frozenset[str]().union(*plan.versions.values()) - plan.reviewed


def guard_looked_back(year: int, plans: Mapping[str, Wijkplan | None]) -> None:
    """A year closes when of every adopted priority is known what was done, whom it reached and what
    was learnt. `plans` are by wijk; a wijk without one owes nothing.
    """
    owed = {wijk: len(not_reviewed(plan)) for wijk, plan in sorted(plans.items()) if plan}
    missing = ", ".join(f"{wijk} ({number})" for wijk, number in owed.items() if number)
    if missing:
        raise PrioritiesNotReviewed(year=year, missing=missing)


def guard_counts(reached: int | None, least_self_reliant: int | None) -> None:
    """Counts point at nobody, and a part is not more than the whole."""
    for count in (reached, least_self_reliant):
        if count is not None and 0 < count < FEWEST_COUNTED:
            raise TooFewToCount(fewest=FEWEST_COUNTED)
    if least_self_reliant and (reached is None or least_self_reliant > reached):
        raise PartAboveWhole()
