"""Ties: decided by an order of project ids that was published beforehand, and always reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from domain.errors import MALFORMED, Refusal


class TieOrderIncomplete(Refusal):
    code = "tie_order.incomplete"
    status = MALFORMED
    dutch = "De volgorde bij gelijke stand moet elk project precies één keer noemen: {project_ids}."
    english = "The order for ties must name each project exactly once: {project_ids}."


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects that the rule itself could not tell apart, and the one that the order chose.

    `step` counts the elected projects, from 1: the tie was about who becomes the `step`-th.
    `raises` is how often the completion had raised the budget when it happened (0: not at all).
    """

    step: int
    tied: tuple[str, ...]
    chosen: str
    raises: int = 0


class TieOrder:
    """The published order; without one, project ids as text, ascending ("10" before "9")."""

    def __init__(
        self, project_ids: Collection[str], published: Iterable[str] | None = None
    ) -> None:
        order = sorted(project_ids) if published is None else list(published)
        if published is not None:
            _guard_complete(order, project_ids)
        self._rank = {project_id: rank for rank, project_id in enumerate(order)}

    def rank(self, project_id: str) -> int:
        """The place in the order, from 0; lower goes first."""
        return self._rank[project_id]

    def choose(self, tied: Collection[str], step: int) -> tuple[str, Tie | None]:
        """The first of `tied` in the order, and the tie to report if there was more than one."""
        in_order = tuple(sorted(tied, key=self.rank))
        tie = Tie(step, in_order, in_order[0]) if len(in_order) > 1 else None
        return in_order[0], tie


def _guard_complete(order: Sequence[str], project_ids: Collection[str]) -> None:
    wrong = set(order).symmetric_difference(project_ids)
    if wrong or len(order) != len(project_ids):
        raise TieOrderIncomplete(project_ids=", ".join(sorted(wrong)[:10] or order[:10]))
