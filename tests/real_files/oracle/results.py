"""Results as lines of JSON in a folder, so that a run of hours can be stopped and gone on with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TypeAlias

from tests.real_files.oracle.cases import Case
from tests.real_files.oracle.counters import TIMED_OUT, Counter, Result

Key: TypeAlias = tuple[str, str, str]
"""A file's digest, the counter's version, and the case."""


class KeptResults:
    """The results of one counter. A line holds the key, the name of the file and the result."""

    def __init__(self, folder: Path, counter: Counter) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{counter.name}.jsonl"
        self._counter = counter
        self._results: dict[Key, Result] = {}
        for line in self._path.read_text("utf-8").splitlines() if self._path.exists() else ():
            kept = json.loads(line)
            winners = None if kept["winners"] is None else tuple(kept["winners"])
            key = (kept["digest"], kept["version"], kept["case"])
            self._results[key] = Result(kept["case"], winners, kept["seconds"], kept["why"])

    def of(self, file: Path, case: Case) -> Result | None:
        """What is known of a case by the counter as it is now; `None`: not counted yet."""
        return self._results.get(self._key(file, case.name))

    def missing(self, file: Path, cases: Sequence[Case], seconds: float) -> list[Case]:
        """What is still to be counted: also what timed out after less than these seconds."""
        return [case for case in cases if _is_missing(self.of(file, case), seconds)]

    def keep(self, file: Path, result: Result) -> None:
        """Write a result at once, unless it is there already."""
        key = self._key(file, result.case)
        if self._results.get(key) == result:
            return
        self._results[key] = result
        line = {"file": file.name, "digest": key[0], "version": key[1], **asdict(result)}
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _key(self, file: Path, case: str) -> Key:
        return _digest(file), self._counter.version, case


@cache
def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def _is_missing(result: Result | None, seconds: float) -> bool:
    """A refusal costs nothing to ask again, and the next version may not refuse."""
    if result is None or result.why == TIMED_OUT:
        return result is None or result.seconds < seconds
    return result.winners is None
