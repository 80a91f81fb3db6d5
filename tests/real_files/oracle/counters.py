"""The counters that are compared: ours, ours in plain arithmetic, the definitions, and pabutools.

Each counts the cases of one file one after the other and yields a `Result` for each as it comes.
Seconds are those of a processor: what else a machine does makes no case time out.
"""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any

from adapters.pabulib.reading import read_pabulib
from domain.errors import Refusal
from domain.tally.election import Election
from domain.tally.parameters import Completion
from domain.tally.rules import count, count_plainly
from tests.real_files.oracle import by_definition
from tests.real_files.oracle.cases import NOT_IN_PABUTOOLS, Case

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).parent / "pabutools_outcomes.py"
PABUTOOLS = "1.2.3, script 1"
"""The library, and a number to raise when the script may answer otherwise. Its answers take hours,
so a change of a comment does not throw them away.
"""
PLAIN = "1"
"""To raise when the plain count may answer otherwise; what it counts quickly is counted anew by the
tests, which fail when it does.
"""


class _TimedOutError(Exception):
    """A case took longer than it was given."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one counter made of one case: `winners` in order, or else why there are none.

    `why` is `timed out` after so many `seconds`, or a sentence.
    """

    case: str
    winners: tuple[str, ...] | None
    seconds: float = 0.0
    why: str = ""


TIMED_OUT = "timed out"

Counting = Callable[[Path, Sequence[Case], float], Iterator[Result]]


def _anything(_case: Case, _projects: int) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Counter:
    """A way to count, and the version of everything that decides what it answers.

    `why_not` says why a case of so many projects is nothing for it; empty where it can count it.
    """

    name: str
    version: str
    results: Counting
    why_not: Callable[[Case, int], str] = _anything


def counters(oracle: Path) -> tuple[Counter, Counter, Counter]:
    """Ours in plain arithmetic, by definition, and pabutools.

    `oracle` is the Python that pabutools is installed with.
    """
    return (
        Counter("plain", PLAIN, _plain),
        Counter("definition", by_definition.VERSION, _definitions, by_definition.why_not),
        Counter("pabutools", PABUTOOLS, _pabutools(oracle), _why_not_in_pabutools),
    )


def ours() -> Counter:
    """What is compared with the others; it counts anew each time."""
    return Counter("ours", "", _ours)


def _why_not_in_pabutools(case: Case, _projects: int) -> str:
    return NOT_IN_PABUTOOLS.get(case.rule, "")


def _ours(path: Path, cases: Sequence[Case], seconds: float) -> Iterator[Result]:
    def winners(election: Election, case: Case) -> Sequence[str]:
        return count(election, case.rule, case.parameters).winners

    return _here(path, cases, seconds, winners)


def _plain(path: Path, cases: Sequence[Case], seconds: float) -> Iterator[Result]:
    def winners(election: Election, case: Case) -> Sequence[str]:
        return count_plainly(election, case.rule, case.parameters).winners

    return _here(path, cases, seconds, winners)


def _definitions(path: Path, cases: Sequence[Case], seconds: float) -> Iterator[Result]:
    counted: by_definition.Counted = {}

    def winners(election: Election, case: Case) -> Sequence[str]:
        return by_definition.elected(election, case, counted)

    return _here(path, cases, seconds, winners)


def _here(
    path: Path,
    cases: Sequence[Case],
    seconds: float,
    winners: Callable[[Election, Case], Sequence[str]],
) -> Iterator[Result]:
    """Count in this process."""
    try:
        election = read_pabulib(path).election()
    except Refusal as refusal:
        yield from (Result(case.name, None, why=refusal.text("en")) for case in cases)
        return
    too_long: set[tuple[str, str]] = set()
    for case in cases:
        started = process_time()
        if case.completion is Completion.ADD1U and (case.rule, case.utility) in too_long:
            yield Result(case.name, None, seconds, TIMED_OUT)
            continue
        try:
            with _at_most(seconds):
                found = tuple(winners(election, case))
        except _TimedOutError:
            if case.completion is Completion.ADD1:
                too_long.add((case.rule, case.utility))
            yield Result(case.name, None, seconds, TIMED_OUT)
        except Refusal as refusal:
            yield Result(case.name, None, why=refusal.text("en"))
        else:
            yield Result(case.name, found, round(process_time() - started, 4))


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def time_is_up(*_: object) -> None:
        raise _TimedOutError

    signal.signal(signal.SIGPROF, time_is_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _pabutools(oracle: Path) -> Counting:
    def results(path: Path, cases: Sequence[Case], seconds: float) -> Iterator[Result]:
        command = [
            str(oracle),
            str(SCRIPT),
            str(path),
            str(seconds),
            *(case.name for case in cases),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                for line in process.stdout or ():
                    yield _result(json.loads(line))
            finally:
                process.kill()

    return results


def _result(line: dict[str, Any]) -> Result:
    case = line["case"]
    if "winners" in line:
        return Result(case, tuple(line["winners"]), line["seconds"])
    if "timed_out" in line:
        return Result(case, None, line["timed_out"], TIMED_OUT)
    return Result(case, None, why=line["failed"])
