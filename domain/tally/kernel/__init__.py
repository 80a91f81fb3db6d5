"""Equal shares counted fast and still exactly: the same winners and ties as `equal_shares`.

Purses are kept between two whole numbers that surely enclose them; a decision is taken when all
purses within these bounds give the same one, and otherwise worked out without rounding. See
decision record 0010. This package can be imported without numba, and imports it when it first
counts; without numba, and for amounts that are too large, every answer is `None`: count plainly.
"""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction
from functools import cache
from importlib.util import find_spec

from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility, equal_share
from domain.tally.kernel.outcomes import KernelCompletion, KernelCount
from domain.tally.ties import TieOrder

__all__ = [
    "KernelCompletion",
    "KernelCount",
    "compile_kernels",
    "complete_shares",
    "count_shares",
    "kernel_is_available",
]


@cache
def kernel_is_available() -> bool:
    """Whether there is what the kernel needs: numba, to compile it to machine code."""
    return find_spec("numba") is not None


def count_shares(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    share: Fraction,
    utility: Utility = Utility.COST,
) -> KernelCount | None:
    """Count once, as `buy_with_equal_shares` does without constraints; `None`: count plainly."""
    if not kernel_is_available():
        return None
    from domain.tally.kernel import counting  # noqa: PLC0415 - numba takes time to import

    return counting.count_shares(election, eligible, order, share, utility)


def complete_shares(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    step: Amount,
    *,
    stop_at_exhaustive: bool = False,
    utility: Utility = Utility.COST,
) -> KernelCompletion | None:
    """Raise the shares, as `complete_by_raising_shares` does; `None`: count plainly.

    Raises `StepNotPositive` and `TooManyRaises`.
    """
    if not kernel_is_available():
        return None
    from domain.tally.kernel import counting  # noqa: PLC0415 - numba takes time to import

    return counting.complete_shares(
        election, eligible, order, step, stop_at_exhaustive=stop_at_exhaustive, utility=utility
    )


def compile_kernels() -> None:
    """Compile everything for this machine, so that the first count need not wait for it.

    What is compiled is kept beside the code. Takes about 15 seconds, and no time the second time.
    """
    election = Election.of(4, {"a": 2, "b": 1}, [("a", "b"), ("a",)])
    count_shares(election, ("a", "b"), TieOrder(("a", "b")), equal_share(election))
