"""The add-one completion: raise every voter's share by a step as long as the budget suffices.

Equal shares alone leaves money unspent. So it is counted again as if each voter had one step more,
and again, until the next outcome would cost more than the real budget; the last one that it can pay
is the result. It does not stop at the first outcome to which no project could be added, unless that
is asked for: a further step may still find one that serves more voters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from fractions import Fraction

from domain.errors import MALFORMED, Refusal
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import EqualSharesCount, equal_share
from domain.tally.ties import Tie

MAX_RAISES = 1_000_000


class StepNotPositive(Refusal):
    code = "tally.step_not_positive"
    status = MALFORMED
    dutch = "De stap waarmee het deel per stemmer groeit, moet hoger dan nul zijn; hij is {step}."
    english = "The step by which each voter's share grows must be above zero; it is {step}."


class TooManyRaises(Refusal):
    code = "tally.too_many_raises"
    dutch = "Na {limit} verhogingen met {step} is er nog geen uitslag; kies een grotere stap."
    english = "After {limit} raises of {step} there is no outcome yet; choose a larger step."


@dataclass(frozen=True, slots=True)
class CompletedCount:
    """The count that decided, how many raises led to it, and the ties of all the other counts."""

    count: EqualSharesCount
    raises: int
    ties_on_the_way: tuple[Tie, ...]


def complete_by_raising_shares(
    election: Election,
    eligible: Collection[str],
    count_with: Callable[[Fraction], EqualSharesCount],
    step: Amount,
    stop_at_exhaustive: bool,
) -> CompletedCount:
    """Raise the share by `step` (in the unit of the prices) for as long as the budget suffices.

    `count_with` is equal shares as a function of the share. Ends early when every project that has
    supporters is bought, or barred by something else than money. Raises
    `StepNotPositive` and `TooManyRaises`.
    """
    if step <= 0:
        raise StepNotPositive(step=str(step))
    wanted = [each for each in eligible if election.votes[each]]
    current = count_with(equal_share(election))
    ties: dict[tuple[str, ...], Tie] = {}
    for raises in range(MAX_RAISES):
        left = election.budget - election.cost(current.winners)
        not_bought = set(wanted).difference(current.winners, current.bars)
        exhaustive = all(election.prices[each] > left for each in not_bought)
        if not not_bought or (stop_at_exhaustive and exhaustive):
            return _completed(current, raises, ties)
        following = _after_raises(count_with(current.share + step), raises + 1)
        for tie in (*current.ties, *following.ties):
            ties.setdefault(tie.tied, tie)
        if election.cost(following.winners) > election.budget:
            return _completed(current, raises, ties)
        current = following
    raise TooManyRaises(limit=MAX_RAISES, step=str(step))


def _after_raises(count: EqualSharesCount, raises: int) -> EqualSharesCount:
    return replace(count, ties=tuple(replace(tie, raises=raises) for tie in count.ties))


def _completed(
    count: EqualSharesCount, raises: int, ties: dict[tuple[str, ...], Tie]
) -> CompletedCount:
    decisive = {tie.tied for tie in count.ties}
    on_the_way = tuple(tie for tied, tie in ties.items() if tied not in decisive)
    return CompletedCount(count, raises, on_the_way)
