"""The tests of a mutant, quickest first: most mutants are killed by a test of milliseconds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mutmut.runners.harness import PytestRunner
from mutmut.state import state


def run_quickest_tests_first() -> None:
    """Once, before tests are run. mutmut keeps the tests that reach a function as a set."""
    in_any_order = PytestRunner._pytest_args_regular_run

    def quickest_first(runner: Any, tests: Iterable[str]) -> list[str]:
        durations = state().duration_by_test
        ordered = sorted(tests, key=lambda test: (durations.get(test, 0.0), test))
        arguments: list[str] = in_any_order(runner, ordered)
        return arguments

    PytestRunner._pytest_args_regular_run = quickest_first
