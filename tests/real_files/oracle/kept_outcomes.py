"""What other counters made of real elections, kept in the repository: it takes hours to work out.

A file of lines of JSON per counter, with a line per election: the file's name and the digest of its
bytes, the counter's version, each list of winners that it found with its cost, and of which cases
after how many seconds; and the cases that it did not finish, with the seconds it was given. No
ballots. Of a file with other bytes, and by another version, nothing is known.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.real_files.oracle.counters import TIMED_OUT, Counter, Result

FOLDER = Path(__file__).parent / "kept"


@dataclass(slots=True)
class KeptOutcome:
    """One list of winners, in order; its cost, exactly; and the seconds of each case that gave it.

    A case that builds on what another worked out just before takes less than it would alone.
    """

    winners: list[str]
    cost: str
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class KeptElection:
    """What one version of a counter made of one file; `timed_out` says after how many seconds."""

    file: str
    sha256: str
    version: str
    outcomes: list[KeptOutcome] = field(default_factory=list)
    timed_out: dict[str, float] = field(default_factory=dict)

    def outcome_of(self, case: str) -> KeptOutcome | None:
        """The winners of a case, if it was finished."""
        return next((each for each in self.outcomes if case in each.seconds), None)

    def result_of(self, case: str) -> Result | None:
        """The result of a case; `None`: not counted yet."""
        if found := self.outcome_of(case):
            return Result(case, tuple(found.winners), found.seconds[case])
        if case in self.timed_out:
            return Result(case, None, self.timed_out[case], TIMED_OUT)
        return None


class KeptOutcomes:
    """What one counter, as it is now, made of all elections so far. `save` writes it."""

    def __init__(self, counter: Counter, folder: Path = FOLDER) -> None:
        self._path = folder / f"{counter.name}.jsonl"
        self._version = counter.version
        self._elections: dict[tuple[str, str], KeptElection] = {}
        for line in self._path.read_text("utf-8").splitlines() if self._path.exists() else ():
            kept = _election(json.loads(line))
            if kept.version == self._version:
                self._elections[kept.file, kept.sha256] = kept

    def of(self, file: Path) -> KeptElection | None:
        """What is known of a file with these bytes and this name."""
        return self._elections.get((file.name, digest(file)))

    def missing(self, file: Path, cases: Iterable[str], seconds: float) -> list[str]:
        """What is still to be counted: also what timed out after less than these seconds."""
        kept = self.of(file)
        results = {case: kept.result_of(case) if kept else None for case in cases}
        return [
            case
            for case, found in results.items()
            if found is None or (found.winners is None and found.seconds < seconds)
        ]

    def keep(self, file: Path, result: Result, cost: str) -> None:
        """Note a result; a reason why there is none costs nothing to ask again, and is not kept."""
        if result.winners is None and result.why != TIMED_OUT:
            return
        key = (file.name, digest(file))
        kept = self._elections.setdefault(key, KeptElection(*key, self._version))
        if result.winners is None:
            kept.timed_out[result.case] = result.seconds
            return
        kept.timed_out.pop(result.case, None)
        winners = list(result.winners)
        known = next((each for each in kept.outcomes if each.winners == winners), None)
        if known is None:
            known = KeptOutcome(winners, cost)
            kept.outcomes.append(known)
        known.seconds[result.case] = result.seconds

    def save(self) -> None:
        """Write everything, by name; at once, so that who is stopped loses nothing."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        kept = (self._elections[key] for key in sorted(self._elections))
        lines = [json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in kept]
        new = self._path.with_suffix(".new")
        new.write_text("".join(lines), encoding="utf-8")
        new.replace(self._path)


def _election(line: dict[str, Any]) -> KeptElection:
    kept = KeptElection(**line)
    kept.outcomes = [KeptOutcome(**each) for each in line["outcomes"]]
    return kept


@cache
def digest(file: Path) -> str:
    """The SHA-256 of a file's bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
