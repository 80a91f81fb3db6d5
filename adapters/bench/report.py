"""What every bench answers: its own figure, the baseline's, their ratio, and goals met or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal, TypeAlias

Say: TypeAlias = Callable[[str], None]
"""Tells people, while it runs, what is being measured."""

Direction: TypeAlias = Literal["at least", "at most"]

SIGNIFICANT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure with what it must be and what is aimed at.

    `value` is `None` where it could not be measured within the time for it: then it is not met.
    """

    name: str
    value: float | None
    must: float
    aim: float
    unit: str
    direction: Direction

    @property
    def met(self) -> bool:
        """Whether the value is what it must be."""
        if self.value is None:
            return False
        if self.direction == "at least":
            return self.value >= self.must
        return self.value <= self.must


@dataclass(frozen=True, slots=True)
class BenchReport:
    """`details` says what was measured one by one; its shape is the bench's own."""

    name: str
    ours: float
    baseline: float
    ratio: float
    unit: str
    goals: Sequence[Goal]
    details: Sequence[Mapping[str, object]] = field(default=())

    def as_answer(self) -> dict[str, object]:
        """The report as the command's JSON."""
        return {
            "name": self.name,
            "ours": rounded(self.ours),
            "baseline": rounded(self.baseline),
            "ratio": rounded(self.ratio),
            "unit": self.unit,
            "goals": [
                asdict(goal) | {"value": rounded(goal.value), "met": goal.met}
                for goal in self.goals
            ],
            "details": list(self.details),
        }


def rounded(value: float | None) -> float | None:
    """To four digits that mean something: no measurement here has more."""
    return None if value is None else float(f"{value:.{SIGNIFICANT_DIGITS}g}")
