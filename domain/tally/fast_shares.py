"""Equal shares by way of the kernel: the outcome at once, and who paid what when it is asked for.

The kernel names winners and ties, proven and without a single payment. The payments follow from the
winners alone, in plain exact arithmetic. Without numba (see `kernel`), with constraints, and with
amounts beyond the kernel there is no fast way, and counting goes the plain way.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from domain.tally.add1 import CompletedCount
from domain.tally.completions import added_greedily, as_rule_count, completed_greedily
from domain.tally.election import Election, exact
from domain.tally.equal_shares import buy_as_decided, equal_share
from domain.tally.outcome import Outcome, Working
from domain.tally.parameters import DEFAULT_PARAMETERS, Completion, VotingRule
from domain.tally.task import Task, all_losses, task_of
from domain.tally.ties import Tie

_SHARES_STAY = (Completion.NONE, Completion.GREEDY)
_GREEDY_AFTER = (Completion.GREEDY, Completion.ADD1U)


def count_fast(task: Task) -> Outcome | None:
    """The outcome of equal shares, or `None` where there is no fast way.

    Raises `StepNotPositive` and `TooManyRaises`.
    """
    kernel = _kernel() if task.parameters.unconstrained else None
    completed = kernel and _completed(kernel, task)
    if not completed:
        return None
    counted, raises, ties_on_the_way = completed
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
        ties_on_the_way=ties_on_the_way,
        share=counted.share,
        raises=raises,
    )


@cache
def _kernel() -> Any:
    """The kernel, or `None` where numba is not installed. Importing it takes most of a second."""
    try:
        return import_module("domain.tally.kernel.counting")
    except ImportError:
        return None


def _completed(kernel: Any, task: Task) -> tuple[Any, int, tuple[Tie, ...]] | None:
    """The count that decided, its raises, and the ties of the other counts."""
    parameters, about = task.parameters, (task.election, task.eligible, task.order)
    if parameters.completion in _SHARES_STAY:
        counted = kernel.count_shares(*about, equal_share(task.election), task.utility)
        return counted and (counted, 0, ())
    stop = parameters.stop_at_exhaustive or parameters.completion is Completion.EXHAUSTIVE
    done = kernel.complete_shares(*about, parameters.step, stop, task.utility)
    return done and (done.count, done.raises, done.ties_on_the_way)


def _working(task: Task, counted: Any) -> Working:
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

    Compiles it where that was not done before, which takes most of a minute.
    """
    if _kernel() is None:
        return False
    one_voter = Election.of(1, {"a": 1}, [["a"]])
    with_points = Election.of(1, {"a": 1}, [{"a": 2}])
    for election in (one_voter, with_points):
        count_fast(task_of(election, VotingRule.EQUAL_SHARES, DEFAULT_PARAMETERS)[1])
    return True
