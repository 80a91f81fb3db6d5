"""Compares every rule on every file of a folder with two other counters, and writes a page on it.

`python -m tests.real_files.oracle.agreement FOLDER --results FOLDER`. What was counted before is
not counted again, so a run can be stopped at any moment. One process; the smallest files first.
"""

from __future__ import annotations

import argparse
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from adapters.pabulib.reading import read_pabulib
from tests.real_files.oracle.agreement_page import Comparison, page
from tests.real_files.oracle.cases import Case, cases_of
from tests.real_files.oracle.counters import ROOT, Counter, counters
from tests.real_files.oracle.results import KeptResults

COUNTERS = ("ours", "plain", "definition", "pabutools")


def main() -> None:
    """Count what is missing, then write the page."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # and so is what it started
    asked = _arguments()
    files = {
        path: list(cases_of(read_pabulib(path).vote_type))
        for path in sorted(asked.files.rglob("*.pb"), key=lambda path: path.stat().st_size)
    }
    limits = {
        "ours": asked.plain_seconds,
        "plain": asked.plain_seconds,
        "definition": asked.definition_seconds,
        "pabutools": asked.seconds,
    }
    counted = [(each, KeptResults(asked.results, each)) for each in counters(asked.oracle)]
    for path, cases in files.items():
        for counter, kept in counted:
            if counter.name in asked.only:
                _count(path, cases, counter, kept, limits[counter.name])
    comparisons = [
        Comparison(path.stem, case, *(kept.of(path, case) for _, kept in counted))
        for path, cases in files.items()
        for case in cases
    ]
    asked.page.write_text(page(comparisons, limits, datetime.now(UTC).date()), encoding="utf-8")


def _count(
    path: Path, cases: list[Case], counter: Counter, kept: KeptResults, seconds: float
) -> None:
    missing = kept.missing(path, cases, seconds)
    if not missing:
        return
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {counter.name}: {path.stem}\n")
    for result in counter.results(path, missing, seconds):
        kept.keep(path, result)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, help="a folder with .pb files, at any depth")
    parser.add_argument("--results", type=Path, required=True, help="where results are kept")
    parser.add_argument("--oracle", type=Path, default=ROOT / ".venv/oracle/bin/python")
    parser.add_argument("--seconds", type=float, default=900, help="per case, for pabutools")
    parser.add_argument("--definition-seconds", type=float, default=60, help="per case")
    parser.add_argument("--plain-seconds", type=float, default=60, help="per case")
    parser.add_argument("--page", type=Path, default=ROOT / "docs/agreement.md")
    parser.add_argument(
        "--only", nargs="*", default=COUNTERS, choices=COUNTERS, help="count by these; none: page"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
