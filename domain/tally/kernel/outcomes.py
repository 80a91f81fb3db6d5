"""What the kernel answers: who wins and which ties there were; who paid what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from domain.tally.ties import Tie


@dataclass(frozen=True, slots=True)
class KernelCount:
    """Winners in order of purchase, with the ties there were and the share they were found with."""

    winners: tuple[str, ...]
    ties: tuple[Tie, ...]
    share: Fraction


@dataclass(frozen=True, slots=True)
class KernelCompletion:
    """The count that decided, how many raises led to it, and the ties of all the other counts."""

    count: KernelCount
    raises: int
    ties_on_the_way: tuple[Tie, ...]
