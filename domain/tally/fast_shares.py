"""Equal shares by way of the kernel: the outcome at once, and who paid what when it is asked for.

The kernel names winners and ties, proven and without a single payment. The payments follow from the
winners alone, in plain exact arithmetic. Without numba (see `kernel`), with constraints, and with
amounts beyond the kernel there is no fast way, and counting goes the plain way.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from domain.tally.add1 import CompletedCount
from domain.tally.completions import added_greedily, as_rule_count, completed_greedily
from domain.tally.election import Election, exact
from domain.tally.equal_shares import buy_as_decided, equal_share
from domain.tally.kernel.outcomes import KernelCompletion, KernelCount
from domain.tally.outcome import Outcome, Working
from domain.tally.parameters import DEFAULT_PARAMETERS, Completion, VotingRule
from domain.tally.task import Task, all_losses, task_of

_SHARES_STAY = (Completion.NONE, Completion.GREEDY)
_GREEDY_AFTER = (Completion.GREEDY, Completion.ADD1U)


@cache
def kernel_is_available() -> bool:
    """Whether there is what the kernel needs: numba, to compile it to machine code."""
    return find_spec("numba") is not None


def count_fast(task: Task) -> Outcome | None:
    """The outcome of equal shares, or `None` where there is no fast way.

    Raises `StepNotPositive` and `TooManyRaises`.
    """
    completed = _completed(task) if task.parameters.unconstrained else None
    if completed is None:
        return None
    counted = completed.count
    winners, ties = counted.winners, counted.ties
    if task.parameters.completion in _GREEDY_AFTER:
        added = added_greedily(task, winners)
        winners, ties = winners + added.winners, ties + added.ties
    return Outcome(
        rule=VotingRule.EQUAL_SHARES,
        budget=task.election.budget,
        voters=task.election.voters,
        winners=winners,
        cost=exact(task.election.cost(winners)),
        ties=ties,
        working_out=lambda: _working(task, counted),
        ties_on_the_way=completed.ties_on_the_way,
        share=counted.share,
        raises=completed.raises,
    )


def _completed(task: Task) -> KernelCompletion | None:
    """The count that decided, its raises, and the ties of the other counts."""
    if not kernel_is_available():
        return None
    from domain.tally.kernel.counting import (  # noqa: PLC0415 - numba takes time to import
        complete_shares,
        count_shares,
    )

    election, parameters = task.election, task.parameters
    if parameters.completion in _SHARES_STAY:
        share = equal_share(election)
        counted = count_shares(election, task.eligible, task.order, share, task.utility)
        return None if counted is None else KernelCompletion(counted, 0, ())
    return complete_shares(
        election,
        task.eligible,
        task.order,
        parameters.step,
        stop_at_exhaustive=parameters.stop_at_exhaustive
        or parameters.completion is Completion.EXHAUSTIVE,
        utility=task.utility,
    )


def _working(task: Task, counted: KernelCount) -> Working:
    """Each win with its payments, and each loss with what was left."""
    bought = buy_as_decided(
        task.election, task.eligible, counted.winners, counted.share, task.utility
    )
    worked_out = as_rule_count(task, CompletedCount(bought, raises=0, ties_on_the_way=()))
    if task.parameters.completion in _GREEDY_AFTER:
        worked_out = completed_greedily(task, worked_out)
    return Working(worked_out.wins, all_losses(task, worked_out.losses))


def warm_up() -> bool:
    """Load what counts fast, so that the first count is as fast as the next; whether there is any.

    Compiles it where that was not done before, which takes about 15 seconds; what is compiled is
    kept beside the code.
    """
    election = Election.of(4, {"a": 2, "b": 1}, [("a", "b"), ("a",)])
    _, task = task_of(election, VotingRule.EQUAL_SHARES, DEFAULT_PARAMETERS)
    return count_fast(task) is not None
