"""On what a year still has to look back: adopted priorities without a review."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from projections.deadlines import Deadline, DeadlineKind
from projections.wijkplans import Priority, WijkplanDocument


def not_reviewed(plan: WijkplanDocument) -> list[Priority]:
    """The priorities of any version without a review, each as it was adopted last."""
    adopted = {each.priority_id: each for version in plan.versions for each in version.priorities}
    return [each for name, each in adopted.items() if plan.review(name) is None]


def deadlines_of_reviews(plans: Iterable[WijkplanDocument]) -> list[Deadline]:
    """The year of a plan closes after its last day, once people looked back on all priorities."""
    return [
        Deadline(
            date(plan.year, 12, 31),
            DeadlineKind.REVIEW,
            "",
            each.title,
            plan.year,
            plan.wijk,
            "",
            priority_id=each.priority_id,
        )
        for plan in plans
        for each in not_reviewed(plan)
    ]
