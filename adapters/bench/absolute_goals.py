"""Goals of counting that are seconds and not ratios, on elections with the sizes of real cities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from adapters.bench.generated_elections import Shape, fresh, generated
from adapters.bench.pabulib_writing import write_approvals
from adapters.bench.report import Goal, Say, rounded
from adapters.bench.shapes import LODZ, MILLION, TOULOUSE, WIELICZKA
from adapters.bench.stopwatch import Measured, Prepared, measure
from adapters.pabulib.reading import read_pabulib
from domain.tally.election import Election
from domain.tally.outcome import Outcome
from domain.tally.parameters import Completion, TallyParameters, VotingRule
from domain.tally.rules import count

RUNS, RUNS_QUICKLY = 9, 5
SECONDS_MAX, SECONDS_MAX_QUICKLY = 60.0, 6.0
"""For all runs of one goal together."""

WITHOUT_COMPLETION = TallyParameters(completion=Completion.NONE)
WITH_ADD1 = TallyParameters(completion=Completion.ADD1)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A count whose median time is a goal, in seconds."""

    name: str
    shape: Shape
    rule: VotingRule
    parameters: TallyParameters
    must: float
    aim: float


TimedGoal: TypeAlias = tuple[Goal, dict[str, object]]
"""A goal on the clock, and for the report what the same runs took of a processor."""

MES = VotingRule.EQUAL_SHARES
TIMED = (
    _Timed("add1, like Łódź", LODZ, MES, WITH_ADD1, 0.030, 0.030),
    _Timed("add1, like Toulouse", TOULOUSE, MES, WITH_ADD1, 0.050, 0.050),
    _Timed("1,000,000 voters × 300 projects", MILLION, MES, WITHOUT_COMPLETION, 1.0, 0.25),
    _Timed(
        "bounded overspending, like Wieliczka",
        WIELICZKA,
        VotingRule.BOUNDED_OVERSPENDING,
        WITHOUT_COMPLETION,
        1.0,
        1.0,
    ),
    _Timed(
        "maximin support, like Wieliczka",
        WIELICZKA,
        VotingRule.MAXIMIN_SUPPORT,
        WITHOUT_COMPLETION,
        10.0,
        10.0,
    ),
)


def absolute_goals(quick: bool, say: Say) -> list[TimedGoal]:
    """From a file to winners, and each count of `TIMED`."""
    return [_file_to_winners(quick, say), *(_counted(timed, quick, say) for timed in TIMED)]


def _file_to_winners(quick: bool, say: Say) -> TimedGoal:
    """Reading, grouping and counting; the file is in the page cache, and the process warm."""

    def work(path: Path) -> Outcome:
        return count(read_pabulib(path).election(), MES, WITHOUT_COMPLETION)

    with TemporaryDirectory(prefix="wijkkas-bench-") as folder:
        path = Path(folder) / "election.pb"
        write_approvals(generated(LODZ), path)
        found = _measured(lambda: path, work, quick)
    return _goal("file to winners, like Łódź", found, 0.030, 0.030, say)


def _counted(timed: _Timed, quick: bool, say: Say) -> TimedGoal:
    election = generated(timed.shape)

    def work(new: Election) -> Outcome:
        return count(new, timed.rule, timed.parameters)

    found = _measured(lambda: fresh(election), work, quick)
    if found and found.answer.raises:
        say(f"{timed.name}: {found.answer.raises} raises")
    return _goal(timed.name, found, timed.must, timed.aim, say)


def _measured(
    prepare: Callable[[], Prepared], work: Callable[[Prepared], Outcome], quick: bool
) -> Measured[Outcome] | None:
    return measure(
        prepare,
        work,
        runs=RUNS_QUICKLY if quick else RUNS,
        seconds_max=SECONDS_MAX_QUICKLY if quick else SECONDS_MAX,
    )


def _goal(
    name: str, found: Measured[Outcome] | None, must: float, aim: float, say: Say
) -> TimedGoal:
    seconds = None if found is None else found.median
    goal = Goal(name, seconds, must, aim, unit="seconds", direction="at most")
    if found is None:
        say(f"{name}: not within the time for it")
        return goal, {"goal": name, "runs": 0}
    say(f"{name}: {found.median:.4f} s, of a processor {found.processor_median:.4f} s")
    return goal, {
        "goal": name,
        "runs": len(found.seconds),
        "seconds": rounded(found.median),
        "processor_seconds": rounded(found.processor_median),
    }
