"""The same winners in the same order as another counter, on every real file with approvals.

The whole comparison, of every rule and with hours to count, is `make agreement`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from domain.tally.parameters import Completion
from domain.tally.rules import count
from tests.real_files.elections import FOLDER, names_with_approvals, real
from tests.real_files.oracle.cases import NOT_IN_PABUTOOLS, Case, all_cases
from tests.real_files.oracle.counters import counters

ADD1_VOTERS_TIMES_PROJECTS_MAX = 15_000
"""It counts thousands of times over for add1; beyond this size that takes minutes."""
SECONDS = 200.0
RAISING = (Completion.ADD1, Completion.ADD1U, Completion.EXHAUSTIVE)


def quick_cases(voters_times_projects: int) -> list[Case]:
    small = voters_times_projects <= ADD1_VOTERS_TIMES_PROJECTS_MAX
    return [
        case
        for case in all_cases()
        if case.rule not in NOT_IN_PABUTOOLS and (small or case.completion not in RAISING)
        if case.utility == "cost" or case.completion not in RAISING
    ]


@pytest.mark.parametrize("name", names_with_approvals())
def test_another_counter_elects_the_same_in_the_same_order(name: str) -> None:
    election = real(name).election()
    cases = quick_cases(election.voters * len(election.projects))
    *_, pabutools = counters(Path(os.environ["WIJKKAS_ORACLE"]))
    found = pabutools.results(FOLDER / f"{name}.pb", cases, SECONDS)
    theirs = {
        result.case: result.why if result.winners is None else result.winners for result in found
    }
    ours = {case.name: count(election, case.rule, case.parameters).winners for case in cases}
    assert ours == theirs
