"""`wijkkas bench http` and `start`: their arithmetic, their goals, and what they do not report."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from adapters.bench import http, start
from adapters.bench.bench_server import free_port
from adapters.bench.http import BallotsNotTaken, Sent, ServingFailed
from adapters.bench.http_load import Load, is_whole, requests
from adapters.bench.start import FirstBallotMissing, first_ballot

BODIES = [b'{"a": 1}', b"{}"]


class TestHttpLoad:
    """What is sent, and what an answer is."""

    def test_a_request_says_how_long_it_is(self) -> None:
        first, second = requests(BODIES, 80)
        assert first.endswith(b"Content-Length: 8\r\n\r\n" + BODIES[0])
        assert second.startswith(b"POST /api/v1/ballots HTTP/1.1\r\nHost: 127.0.0.1:80\r\n")

    @pytest.mark.parametrize(
        ("answer", "whole"),
        [
            (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", True),
            (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{", False),
            (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n", False),
            (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        ],
    )
    def test_an_answer_is_whole_when_all_of_its_length_is_there(
        self, answer: bytes, whole: bool
    ) -> None:
        assert is_whole(answer) is whole

    def test_it_ends_with_the_time_or_with_the_requests(self) -> None:
        assert Load(iter([b"one"]), seconds=0).next_request() is None
        load = Load(iter([b"one"]), seconds=60)
        assert (load.next_request(), load.next_request()) == (b"one", None)

    def test_answers_are_counted_by_status(self) -> None:
        load = Load(iter(()), seconds=60)
        load.answered(b"HTTP/1.1 200 OK\r\n\r\n", 0.5)
        load.answered(b"HTTP/1.1 503 Service Unavailable\r\n\r\n", 0.1)
        assert load.statuses == Counter({"200": 1, "503": 1})
        assert load.waits_seconds == [0.5, 0.1]


class TestHttpReport:
    def test_goals_are_of_the_rounds(self) -> None:
        rounds = http.Rounds()
        for _ in range(3):
            rounds.bare.append(Sent(1.0, [0.01] * 1_000, 0.5, 0.0))
            rounds.ours.append(Sent(1.0, [0.01] * 700, 0.28, 0.035))
        answer: dict[str, Any] = json.loads(json.dumps(http.report(rounds).as_answer()))
        assert (answer["ours"], answer["baseline"], answer["ratio"]) == (700, 1_000, 0.7)
        ratio, processor = answer["goals"]
        assert (ratio["value"], ratio["must"], ratio["aim"], ratio["met"]) == (70, 65, 80, True)
        assert (processor["value"], processor["must"], processor["aim"]) == (0.45, 0.6, 0.4)
        assert answer["details"][0]["server_ms"] == 0.4

    def test_a_run_with_a_ballot_that_was_not_taken_is_no_measurement(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = json.dumps({"seconds": 1, "statuses": {"200": 9, "503": 1}, "waits_seconds": [1]})

        def load(*_: object, **__: object) -> CompletedProcess[bytes]:
            return CompletedProcess([], 0, stdout=said.encode())

        class Idle:
            port = 80

            def processor_seconds(self) -> float:
                return 0.0

        idle: Any = Idle()
        monkeypatch.setattr(subprocess, "run", load)
        with pytest.raises(BallotsNotTaken):
            http._sent(idle, idle, b"", 1.0)

    def test_a_server_that_does_not_start_is_said_so(self) -> None:
        class Ended:
            def poll(self) -> int:
                return 1

        ended: Any = Ended()
        with pytest.raises(ServingFailed):
            http._wait_until_it_answers(ended, free_port())


class TestStart:
    def test_goals_are_medians_of_the_rounds(self) -> None:
        rounds = start.Rounds([1.5, 9.0, 1.4], [0.5, 0.6, 9.0], [1.0, 2.0, 1.0], [0.2, 0.2, 3.0])
        answer: dict[str, Any] = json.loads(json.dumps(start.report(rounds).as_answer()))
        there, created = answer["goals"]
        assert (there["value"], there["must"], there["aim"], there["met"]) == (0.6, 0.8, 0.4, True)
        assert (created["value"], created["must"], created["aim"]) == (1.5, 2.0, 1.2)
        assert (answer["ours"], answer["baseline"], answer["ratio"]) == (0.6, 0.2, 3)

    def test_no_ballot_is_no_measurement(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        program = tmp_path / "python"
        program.write_text("#!/bin/sh\necho no disk >&2\nexit 1\n")
        program.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(program))
        with pytest.raises(FirstBallotMissing) as missing:
            first_ballot(tmp_path)
        assert "no disk" in missing.value.text("en")
