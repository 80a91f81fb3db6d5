"""What every run of the tests does: leave out what cannot run here, and say so at the end."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.layers import TESTS, Spent, chromium, not_run

# How long a test takes is no rule of ours: it depends on who else uses the machine.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")

SPENT = pytest.StashKey[Spent]()


def pytest_configure(config: pytest.Config) -> None:
    """Start counting; refuse to go on where browser tests are a must and no browser is there."""
    config.stash[SPENT] = Spent()
    if os.environ.get("WIJKKAS_NEEDS_CHROMIUM") and chromium() is None:
        raise pytest.UsageError("No Chromium found. Debian: apt-get install chromium")
    config.pluginmanager.register(_Counting(config.stash[SPENT]), "time-per-layer")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out the browser tests on a machine without a browser."""
    return True if collection_path == TESTS / "browser" and chromium() is None else None


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: not to be gone through at every collection."""
    gc.collect()
    gc.freeze()


class _Counting:
    """Adds up the time that each layer takes."""

    def __init__(self, spent: Spent) -> None:
        self._spent = spent

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one phase of one test."""
        self._spent.add(report.nodeid, report.when, report.duration)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Show the time per layer against its budget, and what a full run left out."""
    spent = config.stash[SPENT]
    terminalreporter.section("time per layer, against tests/time_budget.toml")
    for line in spent.lines():
        terminalreporter.write_line(line, yellow="OVER BUDGET" in line)
    if not _asked_for_everything(config):
        return
    present = [folder.name for folder in TESTS.iterdir() if any(folder.glob("**/test_*.py"))]
    left_out = not_run(spent.tests, present, os.environ.get("WIJKKAS_TEST_POSTGRES"))
    if left_out:
        terminalreporter.section("NOT RUN", yellow=True)
        for line in left_out:
            terminalreporter.write_line(line, yellow=True)


def _asked_for_everything(config: pytest.Config) -> bool:
    """Whether the whole tree of tests was asked for, as `make test` does."""
    return any(
        (config.invocation_params.dir / argument).resolve() == TESTS for argument in config.args
    )
