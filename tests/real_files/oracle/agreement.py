"""Compares every rule on every file of a folder with other counters, and writes a page on it.

`python -m tests.real_files.oracle.agreement FOLDER`. What another counter answered before is kept
in the repository and not asked again, so a run can be stopped at any moment. Cheap cases first: all
files, the smallest first, with a few seconds per case; then what is left with more. One process.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from adapters.pabulib.file import PabulibFile
from adapters.pabulib.reading import read_pabulib
from tests.real_files.oracle.agreement_page import Comparison, page
from tests.real_files.oracle.cases import Case, cases_of
from tests.real_files.oracle.counters import ROOT, Counter, Result, counters, ours
from tests.real_files.oracle.kept_outcomes import KeptOutcomes

PASSES = (2.0, 10.0, 60.0, 300.0)
"""Seconds per case, before the full limit."""

OUR_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Other:
    """Another counter, what is kept of it, and its limit in seconds per case.

    `failures` are answers of this run that are none, by file and case.
    """

    counter: Counter
    kept: KeptOutcomes
    seconds: float
    failures: dict[tuple[Path, str], Result] = field(default_factory=dict)

    def result_of(self, path: Path, file: PabulibFile, case: Case) -> Result | None:
        """What is known of a case; `None`: not counted yet."""
        if why := self.counter.why_not(case, len(file.projects)):
            return Result(case.name, None, why=why)
        kept = self.kept.of(path)
        known = kept.result_of(case.name) if kept else None
        return known or self.failures.get((path, case.name))


def main() -> None:
    """Count what is missing, then write the page."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and so is what it started
    asked = _arguments()
    files = {
        path: read_pabulib(path)
        for path in sorted(asked.files.rglob("*.pb"), key=lambda path: path.stat().st_size)
    }
    limits = {
        "plain": asked.seconds,
        "definition": min(asked.seconds, asked.definition_seconds),
        "pabutools": asked.seconds,
    }
    others = [Other(each, KeptOutcomes(each), limits[each.name]) for each in counters(asked.oracle)]
    for seconds in (*PASSES, asked.seconds):
        for path, file in files.items():
            for other in others:
                _count(path, file, other, min(seconds, other.seconds))
    comparisons = list(_comparisons(files.items(), others))
    asked.page.write_text(page(comparisons, datetime.now(UTC).date()), encoding="utf-8")


def _count(path: Path, file: PabulibFile, other: Other, seconds: float) -> None:
    """Count what is missing of a file, and save it."""
    counter = other.counter
    cases = {
        case.name: case
        for case in cases_of(file.vote_type)
        if not counter.why_not(case, len(file.projects))
    }
    missing = other.kept.missing(path, cases, seconds)
    if not missing or seconds == 0:
        return
    _say(f"{counter.name}, {seconds:.0f} s: {len(missing)} cases of {path.stem}")
    election = file.election()
    try:
        for result in counter.results(path, [cases[each] for each in missing], seconds):
            other.kept.keep(path, result, str(election.cost(result.winners or ())))
            other.failures[path, result.case] = result
    finally:
        other.kept.save()


def _comparisons(
    files: Iterable[tuple[Path, PabulibFile]], others: Sequence[Other]
) -> Iterator[Comparison]:
    """Each case of each file, counted by us now, beside what is known of the others."""
    for path, file in files:
        _say(f"ours: {path.stem}")
        cases = list(cases_of(file.vote_type))
        found = ours().results(path, cases, OUR_SECONDS)
        for case, result in zip(cases, found, strict=True):
            known = (other.result_of(path, file, case) for other in others)
            yield Comparison(path.stem, case, result, *known)


def _say(what: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {what}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, help="a folder with .pb files, at any depth")
    parser.add_argument("--oracle", type=Path, default=ROOT / ".venv/oracle/bin/python")
    parser.add_argument("--seconds", type=float, default=900, help="per case; 0: only the page")
    parser.add_argument("--definition-seconds", type=float, default=60, help="per case")
    parser.add_argument("--page", type=Path, default=ROOT / "docs/agreement.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
