"""The benches that exist, each a function of how thorough it is to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from adapters.bench import append, growth, http, project, replay, start, tally
from adapters.bench.report import BenchReport, Say
from domain.errors import NOT_FOUND, Refusal

Bench: TypeAlias = Callable[[bool, Say], BenchReport]
"""`True`: quickly, in less than a minute and on less."""

BENCHES: dict[str, Bench] = {
    "append": append.measured,
    "growth": growth.measured,
    "http": http.measured,
    "project": project.measured,
    "replay": replay.measured,
    "start": start.measured,
    "tally": tally.measured,
}


class BenchNotAvailable(Refusal):
    code = "bench.not_available"
    status = NOT_FOUND
    dutch = "De meting {name} is er niet. Er is: {available}."
    english = "There is no bench {name}. Available: {available}."


def bench_named(name: str) -> Bench:
    """The bench with this name; `BenchNotAvailable` lists the names there are."""
    if name not in BENCHES:
        raise BenchNotAvailable(name=name, available=", ".join(BENCHES))
    return BENCHES[name]
