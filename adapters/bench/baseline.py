"""The baseline of the bench of counting: pabutools, exact, in a process and environment of its own.

It is under the GPL, so nothing of it is imported here, and it is not installed with the product.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from subprocess import PIPE
from tempfile import TemporaryDirectory

from domain.errors import UNAVAILABLE, Refusal
from domain.tally.election import Amount, Election

SCRIPT = Path(__file__).parent / "pabutools_equal_shares.py"


class OracleMissing(Refusal):
    code = "bench.oracle_missing"
    status = UNAVAILABLE
    dutch = "Om mee te vergelijken is pabutools nodig, in {place}. Installeer het met make oracle."
    english = "The comparison needs pabutools, in {place}. Install it with make oracle."


class BaselineFailed(Refusal):
    code = "bench.baseline_failed"
    status = UNAVAILABLE
    dutch = "Pabutools is gestopt zonder uitslag: {problem}."
    english = "Pabutools ended without an outcome: {problem}."


@dataclass(frozen=True, slots=True)
class BaselineCount:
    """What pabutools elects, in order, and the seconds of a processor that its rule alone takes.

    `seconds` with a ballot per voter, `seconds_grouped` with equal ballots given as one.
    """

    winners: tuple[str, ...]
    seconds: float
    seconds_grouped: float


def oracle_python() -> Path:
    """The Python with pabutools: WIJKKAS_ORACLE, or `oracle` in our own environment."""
    named = os.environ.get("WIJKKAS_ORACLE")
    python = Path(named) if named else Path(sys.prefix) / "oracle/bin/python"
    if not python.is_file():
        raise OracleMissing(place=python)
    return python


def counted_by_pabutools(elections: Sequence[Election], runs: int) -> Iterator[BaselineCount]:
    """Count by equal shares with cost utility, one election after the other, so many runs each.

    Raises `OracleMissing` and `BaselineFailed`.
    """
    command = [str(oracle_python()), "-I", str(SCRIPT)]  # or our `http` would be its `http`
    with (
        TemporaryDirectory(prefix="wijkkas-bench-") as folder,
        subprocess.Popen(  # noqa: S603 - our own script
            command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True
        ) as process,
    ):
        try:
            for number, election in enumerate(elections):
                path = Path(folder) / f"{number}.json"
                path.write_text(json.dumps(_asked(election, runs)), encoding="utf-8")
                yield _answer(process, path)
        finally:
            process.kill()
            if process.stdin is not None:
                with suppress(BrokenPipeError):
                    process.stdin.close()


def _answer(process: subprocess.Popen[str], path: Path) -> BaselineCount:
    """It rests between two questions, so that both are never measured at the same moment."""
    asking, answering, complaining = process.stdin, process.stdout, process.stderr
    if asking is None or answering is None or complaining is None:
        raise BaselineFailed(problem="no pipes")
    try:
        asking.write(f"{path}\n")
        asking.flush()
        line = answering.readline()
    except BrokenPipeError:
        line = ""
    if not line:
        problem = complaining.read().strip().splitlines()[-1:]
        raise BaselineFailed(problem="".join(problem)[:200] or "-")
    answer = json.loads(line)
    return BaselineCount(tuple(answer["winners"]), answer["seconds"], answer["seconds_grouped"])


def _asked(election: Election, runs: int) -> dict[str, object]:
    ids = [project.project_id for project in election.projects]
    return {
        "budget": _whole(election.budget),
        "projects": [[each.project_id, _whole(each.price)] for each in election.projects],
        "groups": [
            [voters, [ids[at] for at in positions]]
            for voters, positions, _ in election.columns.groups()
        ],
        "runs": runs,
    }


def _whole(amount: Amount) -> int:
    """The bench makes elections in whole units; another one it cannot hand over exactly."""
    if isinstance(amount, Fraction):
        raise BaselineFailed(problem=f"{amount} is not a whole number")
    return amount
