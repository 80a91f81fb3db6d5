"""What pabutools elects in one file, as lines of JSON. Run with the Python of its own environment.

`pabutools_outcomes.py FILE SECONDS CASE…`: a line per case as soon as it is counted, with `case`
and either `winners` (ids in order of election) and `seconds` (of the rule alone), or `timed_out`
(the seconds it was given), or `failed` (what it said). Seconds are those of a processor.

This file and its library are for tests only and are imported by nothing. Arithmetic is exact; ties
go by project id as text, as ours do. A case is `rule utility completion`, see `cases.py`.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from time import process_time
from typing import Any

RECURSION_MAX = 100_000
"""It calls itself once per winner."""


POWER_OF_THE_PRICE = {"greedy": 1, "greedy-cost": 0, "greedy-cost-weighted": 2}
"""Its greedy rule divides what a project is worth by its price; ours say what the list goes by."""


class _TimedOutError(Exception):
    """A case took longer than it was given."""


class _AllBoughtError(Exception):
    """Every project with supporters is bought within the budget: raising shares ends here."""


def outcomes(path: str, seconds: float, cases: list[str]) -> Iterator[dict[str, Any]]:
    """The line of each case, in their order."""
    arithmetic: Any = import_module("pabutools.fractions")
    arithmetic.FRACTION = "gmpy2"
    sys.setrecursionlimit(RECURSION_MAX)
    signal.signal(signal.SIGPROF, _time_is_up)
    try:
        election = _Election(path)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"[:200]
        yield from ({"case": case, "failed": problem} for case in cases)
        return
    too_long: set[str] = set()
    for case in cases:
        if _first_part(case) in too_long:
            yield {"case": case, "timed_out": seconds}
            continue
        line = _line(election, case, seconds)
        if "timed_out" in line:
            too_long.add(_first_part(case))
        yield line


def _line(election: _Election, case: str, seconds: float) -> dict[str, Any]:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    started = process_time()
    try:
        winners = election.elected(*case.split())
    except _TimedOutError:
        return {"case": case, "timed_out": seconds}
    except Exception as error:
        return {"case": case, "failed": f"{type(error).__name__}: {error}"[:200]}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return {
        "case": case,
        "winners": [project.name for project in winners],
        "seconds": round(process_time() - started, 4),
    }


def _first_part(case: str) -> str:
    """What is counted before greedy completes it: without that part, nor is there the case."""
    return case.replace("add1u", "add1")


def _time_is_up(*_: object) -> None:
    raise _TimedOutError


class _Election:
    """A file as pabutools reads it, and its rules. What one case counted, the next may build on."""

    def __init__(self, path: str) -> None:
        self._elections = import_module("pabutools.election")
        self._rules = import_module("pabutools.rules")
        self._ties = {"tie_breaking": import_module("pabutools.tiebreaking").lexico_tie_breaking}
        self._instance, self._profile = self._elections.parse_pabulib(path)
        self._voters = self._profile.num_ballots()

    def elected(self, rule: str, utility: str, completion: str) -> list[Any]:
        """The winners in order of election."""
        if rule in POWER_OF_THE_PRICE:
            return self._greedy(_kind(utility), POWER_OF_THE_PRICE[rule], [])
        first: Callable[..., list[Any]] = {"mes": self._shares, "phragmen": self._phragmen}[rule]
        if completion in ("greedy", "add1u"):
            bought = first(utility, "none" if completion == "greedy" else "add1")
            return self._completed(bought, _kind(utility))
        return first(utility, completion)

    @cache  # noqa: B019 - one election per process
    def _ballots(self, kind: str, power: int) -> Any:
        """The ballots, grouped. Votes: a project that a ballot names, whatever the points, is
        approved. What pabutools has no measure for is written on ballots with points.
        """
        ballots = self._elections
        if kind == "votes" and power in (0, 1):
            named = [ballots.ApprovalBallot(ballot) for ballot in self._profile]
            return ballots.ApprovalProfile(named, instance=self._instance).as_multiprofile()
        given = [
            ballots.CardinalBallot(
                {
                    project: (points if kind == "points" else 1) * project.cost**power
                    for project, points in _points_of(ballot).items()
                }
            )
            for ballot in self._profile
        ]
        return ballots.CardinalProfile(given, instance=self._instance).as_multiprofile()

    @cache  # noqa: B019 - one election per process
    def _worth(self, kind: str, power: int) -> Any:
        """What winners are worth to voters: a vote or points, times a power of the price."""
        elections = self._elections
        measure = {
            ("votes", 0): elections.Cardinality_Sat,
            ("votes", 1): elections.Cost_Sat,
        }.get((kind, power), elections.Additive_Cardinal_Sat)
        return self._ballots(kind, power).as_sat_profile(measure)

    @cache  # noqa: B019 - one election per process
    def _supported(self) -> set[Any]:
        votes = self._worth("votes", 0)
        return {each for each in self._instance if votes.total_satisfaction_project(each)}

    @cache  # noqa: B019 - one election per process
    def _shares(self, utility: str, completion: str) -> list[Any]:
        asked = _kind(utility), 1 if utility == "cost" else 0
        ballots = self._ballots(*asked)
        parameters = {"sat_profile": self._worth(*asked), **self._ties}
        counted = self._rules.method_of_equal_shares
        if completion == "none":
            return list(counted(self._instance, ballots, **parameters))
        if completion == "exhaustive":
            raised = {"voter_budget_increment": 1, **parameters}
            return list(counted(self._instance, ballots, **raised))
        return self._shares_going_on(ballots, parameters)

    def _shares_going_on(self, ballots: Any, parameters: dict[str, Any]) -> list[Any]:
        """Its raising of budgets goes on for ever once everything is bought, so that is where ours
        ends, too.
        """
        supported = self._supported()

        def noting(instance: Any, profile: Any, **options: Any) -> Any:
            bought = self._rules.method_of_equal_shares(instance, profile, **options)
            if supported <= set(bought) and self._instance.is_feasible(bought):
                raise _AllBoughtError(bought)
            return bought

        try:
            return list(
                self._rules.exhaustion_by_budget_increase(
                    self._instance,
                    ballots,
                    noting,
                    parameters,
                    exhaustive_stop=False,
                    budget_step=self._voters,
                )
            )
        except _AllBoughtError as everything:
            return list(everything.args[0])

    @cache  # noqa: B019 - one election per process
    def _phragmen(self, _utility: str, _completion: str) -> list[Any]:
        """It sorts its winners by name in the end, so each is noted as it comes out of the ties.

        It also elects projects without votes when all of them fit, where we elect none.
        """
        chosen: list[Any] = []
        ties = self._ties["tie_breaking"]
        noting = type(ties)(ties.func)

        def order(*asked: Any) -> list[Any]:
            tied: list[Any] = ties.order(*asked)
            chosen.append(tied[0])
            return tied

        noting.order = order
        elected = self._rules.sequential_phragmen(
            self._instance, self._ballots("votes", 0), tie_breaking=noting
        )
        if sorted(chosen) != sorted(elected):
            raise AssertionError("what was noted is not what was elected")
        return [project for project in chosen if project in self._supported()]

    def _completed(self, bought: list[Any], kind: str) -> list[Any]:
        """Its own completion by another rule, with what the first one bought."""
        allocation = self._rules.BudgetAllocation(bought)
        greedy = {"sat_profile": self._worth(kind, 1), "is_sat_additive": True, **self._ties}
        return list(
            self._rules.completion_by_rule_combination(
                self._instance,
                self._ballots(kind, 1),
                [lambda *_, **__: allocation, self._rules.greedy_utilitarian_welfare],
                [{}, greedy],
            )
        )

    def _greedy(self, kind: str, power: int, bought: list[Any]) -> list[Any]:
        """It goes by worth per price."""
        return list(
            self._rules.greedy_utilitarian_welfare(
                self._instance,
                self._ballots(kind, power),
                sat_profile=self._worth(kind, power),
                is_sat_additive=True,
                initial_budget_allocation=bought,
                **self._ties,
            )
        )


def _kind(utility: str) -> str:
    return "points" if utility == "points" else "votes"


def _points_of(ballot: Any) -> dict[Any, Any]:
    """As written; or one for the last of an order, and one more for each before it."""
    if isinstance(ballot, set):
        return dict.fromkeys(ballot, 1)
    if not hasattr(ballot, "position"):
        return dict(ballot.items())
    written = ballot.meta.get("points")
    if written is None:
        return {project: len(ballot) - place for place, project in enumerate(ballot)}
    points = (int(each) for each in written.split(","))
    return dict(zip(ballot, points, strict=True))


if __name__ == "__main__":
    for each in outcomes(sys.argv[1], float(sys.argv[2]), sys.argv[3:]):
        sys.stdout.write(json.dumps(each) + "\n")
        sys.stdout.flush()
