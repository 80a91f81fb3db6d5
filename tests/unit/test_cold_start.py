"""What a first ballot after a cold start waits for, and what it does not wait for."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from adapters.long_lived import NEW_OBJECTS, keep_what_is_loaded, loading
from adapters.web.server import server_around
from tests.event_loops import run_apart

HEAVY = {"numpy", "numba", "rich", "structlog", "fastapi"}


def loaded_with(statement: str) -> set[str]:
    """Which of the heavy libraries a fresh process has loaded after a statement."""
    code = f"import sys; {statement}; print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return HEAVY & set(ended.stdout.split())


class TestOpeningAHouse:
    def test_loads_nothing_that_a_ballot_can_be_cast_without(self) -> None:
        assert loaded_with("import adapters.bootstrap, adapters.bench.first_ballot") == set()

    def test_is_seen_to_load_what_is_used(self) -> None:
        assert loaded_with("from adapters.journal import journal; journal('x')") >= {"structlog"}


class TestWhileLoading:
    def test_garbage_is_not_looked_for_and_afterwards_it_is(self) -> None:
        with loading():
            assert not gc.isenabled()
        assert gc.isenabled()

    def test_it_is_looked_for_again_when_loading_fails(self) -> None:
        with pytest.raises(ImportError), loading():
            raise ImportError
        assert gc.isenabled()


class TestWhatIsLoaded:
    @pytest.fixture(autouse=True)
    def given_back(self) -> Iterator[None]:
        """Other tests make garbage."""
        usual = gc.get_threshold()
        yield
        gc.unfreeze()
        gc.set_threshold(*usual)

    def test_is_not_looked_through_for_garbage(self) -> None:
        keep_what_is_loaded()
        assert gc.get_freeze_count() > 10_000
        assert len(gc.get_objects()) < 1_000

    def test_leaves_what_many_waiting_requests_make_alone_for_longer(self) -> None:
        keep_what_is_loaded()
        assert gc.get_threshold()[0] == NEW_OBJECTS
        collected = gc.get_stats()[0]["collections"]
        waiting: list[list[int]] = [[] for _ in range(NEW_OBJECTS // 2)]
        assert gc.get_stats()[0]["collections"] == collected
        assert len(waiting) == NEW_OBJECTS // 2

    def test_is_so_left_alone_by_a_server(self) -> None:
        server = server_around(FastAPI(), "127.0.0.1", 0)
        server.should_exit = True
        assert gc.get_freeze_count() == 0
        run_apart(server.serve())
        assert gc.get_freeze_count() > 10_000
