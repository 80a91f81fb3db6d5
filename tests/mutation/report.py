"""What became of the mutants, file by file; the exit status of `make mutation` hangs on it."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files

MOST_PERCENT = 2
KILLED = ("killed", "timeout")


def forget_survivors() -> None:
    """Mutants that no test saw are tried again: there may be new tests, which reach new code."""
    Path("mutants/mutmut-stats.json").unlink(missing_ok=True)
    for data in _every_file():
        data.exit_code_by_key = {
            name: exit_code if _status(exit_code) in KILLED else None
            for name, exit_code in data.exit_code_by_key.items()
        }
        data.save()


def survivors_are_few() -> bool:
    """Say what survived, and how many per file. Whether at most two of a hundred mutants did."""
    rows: dict[str, Counter[str]] = {}
    for data in _every_file():
        row = rows[data.path.stem] = Counter()
        for name, exit_code in data.exit_code_by_key.items():
            status = _status(exit_code)
            row[status if status in KILLED else "survived"] += 1
            if status not in KILLED:
                _say(f"\n{name} ({status})", *_changed_lines(name, data.path))
    together = sum(rows.values(), start=Counter[str]())
    _say("", f"{'':24}{'mutants':>8}{'killed':>8}{'timeout':>8}{'survived':>9}")
    for name, row in [*rows.items(), ("in all", together)]:
        _say(f"{name:24}{row.total():8}{row['killed']:8}{row['timeout']:8}{row['survived']:9}")
    percent = 100 * together["survived"] / max(together.total(), 1)
    _say("", f"{percent:.2f} % survived; at most {MOST_PERCENT} % may.")
    return percent <= MOST_PERCENT


def _every_file() -> Iterator[SourceFileMutationData]:
    for path in sorted(walk_mutatable_files()):
        if (Path("mutants") / f"{path}.meta").exists():
            data = SourceFileMutationData(path=path)
            data.load()
            yield data


def _status(exit_code: int | None) -> str:
    return str(status_by_exit_code[exit_code])


def _changed_lines(name: str, path: Path) -> Iterator[str]:
    for line in get_diff_for_mutant(name, path=path).splitlines():
        if line[:1] in ("-", "+") and line[:3] not in ("---", "+++"):
            yield line


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
