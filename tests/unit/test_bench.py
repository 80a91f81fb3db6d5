"""`wijkkas bench`: elections made up alike everywhere, goals, and what it refuses to report."""

from __future__ import annotations

import hashlib
import json
import sys
import venv
from dataclasses import replace
from pathlib import Path
from time import sleep

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from adapters.bench.baseline import BaselineFailed, OracleMissing
from adapters.bench.generated_elections import fresh, generated
from adapters.bench.pabulib_writing import write_approvals
from adapters.bench.report import BenchReport, Goal
from adapters.bench.shapes import LODZ, SMALL, TOULOUSE
from adapters.bench.stopwatch import measure
from adapters.bench.tally import TookTooLong, WinnersDiffer, compared, counted_by_us
from adapters.command_line.bench import register
from adapters.pabulib.reading import read_pabulib
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count

ELECTION = generated(SMALL[0])
AS_KNOWN = "297f91c2ae2b38b2"
FAKE = """#!{python}
import json, sys
for line in sys.stdin:
    answer = {{"winners": {winners}, "seconds": 1.5, "seconds_grouped": 0.5}}
    print(json.dumps(answer), flush=True)
"""
ASKED = [("a village", ELECTION)]


def silently(_: str) -> None:
    """Nobody is told."""


@pytest.fixture
def command() -> typer.Typer:
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return app


def oracle(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """A program that stands in for the Python with pabutools."""
    program = folder / "python"
    program.write_text(text)
    program.chmod(0o755)
    monkeypatch.setenv("WIJKKAS_ORACLE", str(program))


class TestGeneratedElections:
    """Made up from a number."""

    def test_a_shape_gives_the_same_election_everywhere(self) -> None:
        columns = ELECTION.columns
        together = hashlib.sha256(repr(sorted(ELECTION.prices.items())).encode())
        for column in (columns.voters, columns.starts, columns.projects):
            together.update(np.ascontiguousarray(column, dtype="<i8").tobytes())
        assert together.hexdigest()[:16] == AS_KNOWN

    def test_another_seed_gives_another_election(self) -> None:
        assert generated(replace(SMALL[0], seed=7)) != ELECTION

    def test_lodz_has_the_size_and_the_alikeness_of_its_ballots(self) -> None:
        election = generated(LODZ)
        assert (election.voters, len(election.projects)) == (90_494, 160)
        assert sum(election.votes.values()) / election.voters == pytest.approx(3.6, abs=0.1)
        assert len(election.columns.voters) / election.voters == pytest.approx(0.26, abs=0.015)

    def test_toulouse_has_many_equal_prices_and_numbers_of_votes(self) -> None:
        election = generated(TOULOUSE)
        assert (election.voters, len(election.projects)) == (7_260, 183)
        assert len(set(election.prices.values())) <= 30
        assert len(set(election.votes.values())) < 183 - 40

    def test_a_fresh_election_is_the_same_one(self) -> None:
        assert fresh(ELECTION) == ELECTION

    def test_written_to_a_file_and_read_again_it_is_the_same_one(self, tmp_path: Path) -> None:
        path = tmp_path / "election.pb"
        write_approvals(ELECTION, path)
        file = read_pabulib(path)
        assert file.remarks == ()
        assert file.election() == ELECTION


class TestGoals:
    """What must be, and what is."""

    @pytest.mark.parametrize(("value", "met"), [(29.9, True), (30.0, True), (30.1, False)])
    def test_at_most(self, value: float, met: bool) -> None:
        assert Goal("goal", value, 30, 20, "ms", "at most").met is met

    @pytest.mark.parametrize(("value", "met"), [(2_999, False), (3_000, True)])
    def test_at_least(self, value: float, met: bool) -> None:
        assert Goal("goal", value, 3_000, 5_000, "times", "at least").met is met

    def test_what_could_not_be_measured_is_not_met(self) -> None:
        assert Goal("goal", None, 30, 30, "ms", "at most").met is False

    def test_a_report_has_the_shape_that_others_rely_on(self) -> None:
        goal = Goal("goal", 0.123456, 1, 0.5, "seconds", "at most")
        answer = BenchReport("tally", 0.01, 30.0, 3_000.4, "seconds", [goal]).as_answer()
        assert {"name", "ours", "baseline", "ratio", "unit", "goals"} <= answer.keys()
        assert json.loads(json.dumps(answer))["goals"] == [
            {
                "name": "goal",
                "value": 0.1235,
                "must": 1,
                "aim": 0.5,
                "met": True,
                "unit": "seconds",
                "direction": "at most",
            }
        ]


class TestMeasuring:
    """Warm, several times, within a bound."""

    def test_every_run_gets_something_new_and_one_more_runs_before(self) -> None:
        given = iter(range(100))
        found = measure(lambda: next(given), lambda number: number, runs=3, seconds_max=10)
        assert found is not None
        assert (found.answer, len(found.seconds)) == (3, 3)

    def test_waiting_is_on_the_clock_and_takes_nothing_of_a_processor(self) -> None:
        found = measure(lambda: 0.05, sleep, runs=3, seconds_max=10)
        assert found is not None
        assert found.median >= 0.05
        assert found.processor_median < 0.05

    def test_what_does_not_end_in_time_is_not_measured(self) -> None:
        def endless(_: None) -> None:
            while True:
                pass

        assert measure(lambda: None, endless, runs=1, seconds_max=0.05) is None

    def test_a_count_that_does_not_end_in_time_is_refused(self) -> None:
        with pytest.raises(TookTooLong):
            counted_by_us("a village", ELECTION, seconds_max=1e-6)


class TestComparing:
    """With a program that stands in for the other counter."""

    def test_the_ratio_is_their_time_by_ours(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        winners = count(ELECTION, "mes", TallyParameters(completion=Completion.NONE)).winners
        oracle(monkeypatch, tmp_path, FAKE.format(python=sys.executable, winners=list(winners)))
        (found,) = compared(ASKED, 1, silently)
        assert found.ratio == 1.5 / found.ours.processor_median
        assert found.ratio_grouped == 0.5 / found.ours.processor_median
        assert found.as_detail()["winners"] == len(winners)

    def test_other_winners_are_reported_and_no_ratio_is(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        oracle(monkeypatch, tmp_path, FAKE.format(python=sys.executable, winners=["P0009"]))
        with pytest.raises(WinnersDiffer, match=r"bench\.winners_differ"):
            list(compared(ASKED, 1, silently))

    def test_the_other_counter_that_fails_is_reported_with_what_it_said(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        oracle(monkeypatch, tmp_path, "#!/bin/sh\necho no module >&2\nexit 1\n")
        with pytest.raises(BaselineFailed) as failed:
            list(compared(ASKED, 1, silently))
        assert "no module" in failed.value.text("en")

    def test_the_other_counter_finds_the_modules_of_python_and_not_ours_of_the_same_name(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        venv.create(tmp_path)
        (packages,) = tmp_path.glob("lib/python*/site-packages")
        (packages / "pabutools").mkdir()
        imported = "import http.client\nraise RuntimeError(http.client.__name__)\n"
        (packages / "pabutools" / "__init__.py").write_text(imported)
        monkeypatch.setenv("WIJKKAS_ORACLE", str(tmp_path / "bin/python"))
        with pytest.raises(BaselineFailed) as failed:
            list(compared(ASKED, 1, silently))
        assert "RuntimeError: http.client" in failed.value.text("en")

    def test_without_the_other_counter_it_says_how_to_get_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("WIJKKAS_ORACLE", str(tmp_path / "nowhere"))
        with pytest.raises(OracleMissing) as missing:
            list(compared(ASKED, 1, silently))
        assert "make oracle" in missing.value.text("nl")


class TestCommand:
    """`wijkkas bench NAME`."""

    def test_a_bench_that_is_not_there_is_refused_with_those_there_are(
        self, command: typer.Typer
    ) -> None:
        done = CliRunner().invoke(command, ["bench", "sprint", "--json"])
        answer = json.loads(done.stdout)
        assert done.exit_code == 1
        assert answer["code"] == "bench.not_available"
        assert "tally" in answer["detail"]
