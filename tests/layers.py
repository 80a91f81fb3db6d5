"""The layers of tests: which one a test belongs to, what it may cost, what was not run and why."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Layer:
    """A folder under `tests/`. Without a budget it is not part of `make test`."""

    name: str
    what: str
    budget_seconds: float | None = None
    run_with: str = "make test"


def layers() -> dict[str, Layer]:
    """Every layer of `time_budget.toml`, by name."""
    written = tomllib.loads((TESTS / "time_budget.toml").read_text())
    return {name: Layer(name=name, **fields) for name, fields in written.items()}


def layer_of(node_id: str) -> str | None:
    """The layer in which a test stands, from pytest's id of it; None for one outside any."""
    parts = node_id.split("::", 1)[0].split("/")
    return parts[1] if len(parts) > 2 and parts[0] == "tests" else None


def chromium() -> str | None:
    """The browser for the browser tests: WIJKKAS_CHROMIUM, or one on the path; None if absent."""
    asked = os.environ.get("WIJKKAS_CHROMIUM")
    if asked:
        return asked if Path(asked).exists() else None
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


@dataclass(slots=True)
class Spent:
    """Seconds and number of tests per layer, added up as reports come in."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    tests: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, node_id: str, when: str | None, seconds: float) -> None:
        """Count one phase (`setup`, `call` or `teardown`) of one test."""
        layer = layer_of(node_id)
        if layer is not None:
            self.seconds[layer] += seconds
            self.tests[layer] += when == "setup"

    def lines(self) -> list[str]:
        """A line per layer that ran: time, budget, share of it, number of tests."""
        return [
            self._line(layer) for layer in layers().values() if self.tests.get(layer.name, 0) > 0
        ]

    def _line(self, layer: Layer) -> str:
        spent = self.seconds[layer.name]
        line = f"{layer.name:<13} {self.tests[layer.name]:>5} tests {spent:>8.1f} s"
        if layer.budget_seconds is None:
            return line
        share = spent / layer.budget_seconds
        over = "  OVER BUDGET" if share > 1 else ""
        return f"{line} of {layer.budget_seconds:>4.0f} s  {share:>4.0%}{over}"


def not_run(ran: Iterable[str], present: Iterable[str], postgres: str | None) -> list[str]:
    """A line for each layer that stands in the tree and ran no test, with how to run it.

    `postgres` is the version that the integration tests ran on where it was asked for.
    """
    known, done = layers(), set(ran)
    lines = [
        f"{layer.name}: {layer.what}. Run: {layer.run_with}"
        for layer in known.values()
        if layer.name in present and layer.name not in done
    ]
    if "integration" in done and postgres is None:
        lines.append("integration on PostgreSQL 15. Run: make test-integration-15")
    return lines
