"""Counting with the kernel, where numba is installed: from an election to winners and ties."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from domain.tally import add1
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility, equal_share
from domain.tally.kernel import layout
from domain.tally.kernel.outcomes import KernelCompletion, KernelCount
from domain.tally.kernel.run import Run
from domain.tally.ties import Tie, TieOrder


def count_shares(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    share: Fraction,
    utility: Utility = Utility.COST,
) -> KernelCount | None:
    """Count once, as `buy_with_equal_shares` does; `None`: the amounts are beyond the kernel."""
    run = Run(election, eligible, order, share, utility=utility)
    if not run.fits():
        return None
    run.start()
    return _outcome(run)


def complete_shares(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    step: Amount,
    *,
    stop_at_exhaustive: bool = False,
    utility: Utility = Utility.COST,
) -> KernelCompletion | None:
    """Raise the shares, as `complete_by_raising_shares` does; `None`: beyond the kernel.

    Raises `StepNotPositive` and `TooManyRaises`.
    """
    if step <= 0:
        raise add1.StepNotPositive(step=str(step))
    share = equal_share(election)
    run = Run(election, eligible, order, share, step=Fraction(step), utility=utility)
    run.raise_shares(add1.MAX_RAISES, stop_at_exhaustive)
    if not run.fits():
        return None
    why = run.start()
    if why == layout.TOO_MANY_RAISES:
        raise add1.TooManyRaises(limit=add1.MAX_RAISES, step=str(step))
    if why == layout.BEYOND_UNITS:
        return None
    decided = _outcome(run)
    decisive = {tie.tied for tie in decided.ties}
    on_the_way: dict[tuple[str, ...], Tie] = {}
    for tie in run.ties():
        if tie.tied not in decisive:
            on_the_way.setdefault(tie.tied, tie)
    return KernelCompletion(decided, run.raises, tuple(on_the_way.values()))


def _outcome(run: Run) -> KernelCount:
    return KernelCount(run.winners(), run.ties_of_winners(), run.share)
