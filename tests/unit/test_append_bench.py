"""`wijkkas bench append`: its arithmetic, and the goals it reports."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median

import pytest

from adapters.bench.append import Rounds, report
from adapters.bench.appending_load import AppendRefused, Load, at_once, ballot, command
from adapters.bench.paced_load import at_rate
from adapters.bench.spread import at_share, median_ratio
from application.log import Accepted, Conflict, LogCrowded, Outcome, Submission
from application.log_bounds import check_ballot_bounds, check_main_bounds
from tests.event_loops import run_apart

HUNDRED = [float(number) for number in range(1, 101)]


class TestSpread:
    """Shares and medians."""

    @pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (0.991, 100), (1, 100)])
    def test_a_share_of_the_values_is_at_most_this(self, share: float, value: float) -> None:
        assert at_share(list(reversed(HUNDRED)), share) == value

    @pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 0), ([1.0], 1.1)])
    def test_a_share_of_nothing_is_a_mistake(self, values: list[float], share: float) -> None:
        with pytest.raises(ValueError, match="a share of something"):
            at_share(values, share)

    def test_ratios_are_taken_within_a_round(self) -> None:
        assert median_ratio([10, 1_000, 30], [1, 10, 2]) == median([10, 100, 15])


def found() -> Rounds:
    """Three rounds, of which the last was disturbed by other work."""
    rounds = Rounds(library=[100, 100, 10], copied=[10_000, 10_000, 1_000])
    for rate in (3_000, 2_000, 250):
        rounds.commands.append(Load(rate, 1.0, [0.01] * 100, 0.1))
        rounds.ballots.append(Load(2 * rate, 1.0, [0.01] * 100, 0.1))
        rounds.paced.append(Load(rate, 1.0, [0.001] * 98 + [0.004] * 2, 0.1))
        rounds.slower.append({0.25: Load(rate, 1.0, [0.001] * 100, 0.1)})
        rounds.commits.append([0.002] * 99 + [0.05])
        rounds.server_seconds.append(2e-5)
    return rounds


class TestReport:
    """From what the rounds found to goals."""

    def test_each_goal_is_the_median_of_the_ratios_of_the_rounds(self) -> None:
        answer = report(found()).as_answer()
        goals = {goal["name"]: goal for goal in json.loads(json.dumps(answer))["goals"]}
        assert {name: goal["value"] for name, goal in goals.items()} == {
            "commands ÷ the library": 25,
            "ballots ÷ the library": 50,
            "commands ÷ COPY": 25,
            "ballots ÷ COPY": 50,
            "p99 at 70% of that rate ÷ one commit": 2,
        }
        assert [goal["met"] for goal in goals.values()] == [True] * 5
        assert goals["commands ÷ the library"]["must"] == 16
        assert goals["commands ÷ the library"]["aim"] == 32
        assert goals["commands ÷ COPY"]["must"] == 12

    def test_waits_at_lower_rates_stand_beside_it_and_are_no_goal(self) -> None:
        first = json.loads(json.dumps(report(found()).as_answer()))["details"][0]
        assert first["paced_slower_ms"] == {"25%": {"p50": 1.0, "p90": 1.0, "p99": 1.0}}

    def test_ours_and_the_baseline_are_rates(self) -> None:
        answer = report(found()).as_answer()
        assert (answer["ours"], answer["baseline"], answer["ratio"]) == (2_000, 100, 25)
        assert len(answer["details"]) == 3  # type: ignore[arg-type]  # a list


class TestCommands:
    """What is appended is what a log takes."""

    def test_commands_and_ballots_are_within_the_bounds(self) -> None:
        check_main_bounds([command()])
        check_ballot_bounds([ballot()])

    def test_an_entry_has_the_size_that_was_measured_before(self) -> None:
        (event,) = command().events
        size = 8 + len(event.stream) + 4 + len(event.name) + len(event.payload) + 8
        assert 500 <= size <= 560


class Appends:
    """Answers as told, after a turn of the loop, and knows how many waited at most."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._waiting = 0
        self.waiting_max = 0

    async def append(self, _: Submission) -> Outcome:
        self._waiting += 1
        self.waiting_max = max(self.waiting_max, self._waiting)
        await asyncio.sleep(0.001)
        self._waiting -= 1
        return self._outcome


class TestLoad:
    """As many at once as there are callers, or so many a second."""

    def test_so_many_callers_wait_at_once(self) -> None:
        appends = Appends(Accepted(0, 0))
        load = run_apart(at_once(appends, command, callers=7, seconds=0.05))
        assert appends.waiting_max == 7
        assert load.commands == len(load.waits_seconds) >= 7

    def test_what_the_log_does_not_take_is_no_measurement(self) -> None:
        with pytest.raises(AppendRefused):
            run_apart(at_once(Appends(Conflict()), command, callers=1, seconds=0.01))


class Submits(Appends):
    """The same, with the answer in a future."""

    def submit(self, submission: Submission) -> asyncio.Future[Outcome]:
        return asyncio.ensure_future(self.append(submission))


@contextmanager
def turns(call: Callable[[], None]) -> Iterator[None]:
    """Has a function called in every turn of the loop."""

    async def turn() -> None:
        while True:
            call()
            await asyncio.sleep(0)

    turning = asyncio.ensure_future(turn())
    yield
    turning.cancel()


class TestPacedLoad:
    """So many a second, whoever waits."""

    def test_so_many_a_second_are_sent_whoever_waits(self) -> None:
        submits = Submits(Accepted(0, 0))
        load = run_apart(at_rate(submits, command, rate=4_000, seconds=0.1, ticks=turns))
        assert load.commands == len(load.waits_seconds) == 400
        assert min(load.waits_seconds) >= 0.001
        assert submits.waiting_max > 1

    def test_a_wait_counts_from_the_moment_a_command_was_due(self) -> None:
        @contextmanager
        def late(call: Callable[[], None]) -> Iterator[None]:
            asyncio.get_running_loop().call_later(0.05, call)
            yield

        submits = Submits(Accepted(0, 0))
        load = run_apart(at_rate(submits, command, rate=100, seconds=0.04, ticks=late))
        assert load.waits_seconds[0] > 0.05
        assert [round(load.waits_seconds[0] - wait, 2) for wait in load.waits_seconds] == [
            0.0,
            0.01,
            0.02,
            0.03,
        ]

    def test_one_that_is_sent_away_has_waited_as_long_as_there_was(self) -> None:
        class Full:
            def submit(self, _: Submission) -> asyncio.Future[Outcome]:
                raise LogCrowded("4000 commands wait already")

        load = run_apart(at_rate(Full(), command, rate=100, seconds=0.1, ticks=turns))
        assert load.waits_seconds == [0.1] * 10

    def test_what_the_log_does_not_take_is_no_measurement(self) -> None:
        with pytest.raises(AppendRefused):
            run_apart(at_rate(Submits(Conflict()), command, rate=100, seconds=0.1, ticks=turns))
