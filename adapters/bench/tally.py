"""`wijkkas bench tally`: how fast we count, exactly, beside pabutools, exactly, in the same run.

A measurement of ours counts an election of which nothing is worked out yet, in a warm process. Both
are compared by the seconds of a processor that they take: on a busy machine the clock would favour
whoever is done before being interrupted. The ratio is the geometric mean over large elections
(voters × projects from a million; choose-1 left out). Every list of winners is compared with the
baseline's, in order; one that differs ends it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import geometric_mean, median

from adapters.bench.absolute_goals import absolute_goals
from adapters.bench.baseline import BaselineCount, counted_by_pabutools, oracle_python
from adapters.bench.generated_elections import Shape, fresh, generated
from adapters.bench.report import BenchReport, Goal, Say, rounded
from adapters.bench.shapes import LARGE, LARGE_QUICKLY, SMALL, SMALL_QUICKLY
from adapters.bench.stopwatch import Measured, measure
from adapters.pabulib.reading import read_pabulib
from domain.errors import Refusal
from domain.tally.election import Election
from domain.tally.outcome import Outcome
from domain.tally.parameters import Completion, TallyParameters, VotingRule
from domain.tally.rules import count

LARGE_MIN, SMALL_MAX = 10**6, 10**5
"""Voters × projects."""

OUR_RUNS, OUR_SECONDS_MAX = 51, 60.0
BASELINE_RUNS_SMALL = 3
LARGE_RATIO_MUST, SMALL_RATIO_MUST = 3_000, 300
PLAIN_EQUAL_SHARES = TallyParameters(completion=Completion.NONE)


class WinnersDiffer(Refusal):
    code = "bench.winners_differ"
    dutch = "{election}: wij kiezen {ours}, pabutools {theirs}."
    english = "{election}: we elect {ours}, pabutools {theirs}."


class TookTooLong(Refusal):
    code = "bench.took_too_long"
    dutch = "{election} is niet geteld binnen {seconds} seconden."
    english = "{election} was not counted within {seconds} seconds."


@dataclass(frozen=True, slots=True)
class Compared:
    """One election, counted by both."""

    name: str
    election: Election
    ours: Measured[Outcome]
    baseline: BaselineCount

    @property
    def ratio(self) -> float:
        """How many times as fast ours is, by the seconds of a processor that each takes."""
        return self.baseline.seconds / self.ours.processor_median

    @property
    def ratio_grouped(self) -> float:
        """The same where the baseline is given equal ballots as one."""
        return self.baseline.seconds_grouped / self.ours.processor_median

    def as_detail(self) -> dict[str, object]:
        """For the report."""
        return {
            "election": self.name,
            "voters": self.election.voters,
            "projects": len(self.election.projects),
            "ballot_groups": len(self.election.columns.voters),
            "winners": len(self.baseline.winners),
            "ours_seconds": rounded(self.ours.median),
            "ours_processor_seconds": rounded(self.ours.processor_median),
            "runs": len(self.ours.seconds),
            "baseline_seconds": rounded(self.baseline.seconds),
            "baseline_grouped_seconds": rounded(self.baseline.seconds_grouped),
            "ratio": rounded(self.ratio),
            "ratio_grouped": rounded(self.ratio_grouped),
        }


def measured(quick: bool, say: Say) -> BenchReport:
    """The whole bench. Raises `OracleMissing`, `WinnersDiffer`, `TookTooLong`, `BaselineFailed`."""
    oracle_python()
    small = [*_generated(SMALL_QUICKLY if quick else SMALL), *_real_ones()]
    large = list(_generated(LARGE_QUICKLY if quick else LARGE))
    on_small = list(compared(small, BASELINE_RUNS_SMALL, say))
    on_large = list(compared(large, 1, say))
    ratio = geometric_mean(each.ratio for each in on_large)
    timed = absolute_goals(quick, say)
    goals = (
        Goal(
            "large elections, geometric mean",
            ratio,
            must=LARGE_RATIO_MUST,
            aim=LARGE_RATIO_MUST,
            unit="times as fast",
            direction="at least",
        ),
        Goal(
            "small elections, median",
            median(each.ratio for each in on_small),
            must=SMALL_RATIO_MUST,
            aim=SMALL_RATIO_MUST,
            unit="times as fast",
            direction="at least",
        ),
        *(goal for goal, _ in timed),
    )
    return BenchReport(
        name="tally",
        ours=geometric_mean(each.ours.processor_median for each in on_large),
        baseline=geometric_mean(each.baseline.seconds for each in on_large),
        ratio=ratio,
        unit="seconds of a processor per large election, geometric mean",
        goals=goals,
        details=[
            *(each.as_detail() for each in (*on_large, *on_small)),
            *(detail for _, detail in timed),
        ],
    )


def _generated(shapes: Sequence[Shape]) -> Iterator[tuple[str, Election]]:
    return ((shape.name, generated(shape)) for shape in shapes)


def _real_ones() -> Iterator[tuple[str, Election]]:
    """Small elections in the folder WIJKKAS_DATA, if it is set: approvals, in whole units."""
    folder = os.environ.get("WIJKKAS_DATA")
    for path in sorted(Path(folder).rglob("*.pb")) if folder else ():
        file = read_pabulib(path)
        if file.vote_type != "approval":
            continue
        election = file.election()
        amounts = (election.budget, *election.prices.values())
        small = election.voters * len(election.projects) < SMALL_MAX
        if small and all(isinstance(amount, int) for amount in amounts):
            yield path.stem, election


def compared(
    elections: Sequence[tuple[str, Election]], baseline_runs: int, say: Say
) -> Iterator[Compared]:
    """Each election, counted by both. Raises `WinnersDiffer` at the first that differs."""
    theirs = counted_by_pabutools([election for _, election in elections], baseline_runs)
    for (name, election), baseline in zip(elections, theirs, strict=True):
        ours = counted_by_us(name, election)
        if ours.answer.winners != baseline.winners:
            raise WinnersDiffer(
                election=name,
                ours=", ".join(ours.answer.winners),
                theirs=", ".join(baseline.winners),
            )
        found = Compared(name, election, ours, baseline)
        say(
            f"{name}: {ours.processor_median * 1000:.2f} ms, pabutools {baseline.seconds:.3f} s, "
            f"{found.ratio:.0f} times (grouped: {found.ratio_grouped:.0f})"
        )
        yield found


def counted_by_us(
    name: str, election: Election, seconds_max: float = OUR_SECONDS_MAX
) -> Measured[Outcome]:
    """Several runs of ours. Raises `TookTooLong` when not even one ends in time."""
    found = measure(
        lambda: fresh(election),
        lambda new: count(new, VotingRule.EQUAL_SHARES, PLAIN_EQUAL_SHARES),
        runs=OUR_RUNS,
        seconds_max=seconds_max,
    )
    if found is None:
        raise TookTooLong(election=name, seconds=seconds_max)
    return found
