"""The same winners in the same order as another counter, on every real file with approvals."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from domain.tally.equal_shares import Utility
from domain.tally.rules import Completion, TallyParameters, count
from tests.real_files.elections import FOLDER, names_with_approvals, real

SCRIPT = Path(__file__).parent / "pabutools_outcomes.py"
OURS = {
    "greedy": ("greedy", TallyParameters()),
    "greedy-cost": ("greedy-cost", TallyParameters()),
    "phragmen": ("phragmen", TallyParameters()),
    "mes, cost": ("mes", TallyParameters(completion=Completion.NONE)),
    "mes, cardinality": ("mes", TallyParameters(Utility.CARDINALITY, Completion.NONE)),
    "add1, going on": ("mes", TallyParameters()),
    "add1, stopping": ("mes", TallyParameters(completion=Completion.EXHAUSTIVE)),
}


@pytest.mark.parametrize("name", names_with_approvals())
def test_another_counter_elects_the_same_in_the_same_order(name: str) -> None:
    oracle = os.environ["WIJKKAS_ORACLE"]
    answer = subprocess.run(
        [oracle, str(SCRIPT), str(FOLDER / f"{name}.pb")],
        capture_output=True,
        check=True,
        timeout=300,
    )
    theirs: dict[str, list[str]] = json.loads(answer.stdout)
    election = real(name).election()
    ours = {rule: list(count(election, *OURS[rule]).winners) for rule in theirs}
    assert ours == theirs
    assert set(theirs) >= {"greedy", "greedy-cost", "phragmen", "mes, cost", "mes, cardinality"}
