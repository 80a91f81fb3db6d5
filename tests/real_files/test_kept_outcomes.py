"""Our count gives what other counters gave, on every real file of which their answers are kept.

Their answers took them hours (`make agreement`); ours are counted here, all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from domain.tally.outcome import Outcome
from domain.tally.parameters import VotingRule
from domain.tally.rules import count, count_plainly
from tests.real_files.elections import FOLDER, names, real
from tests.real_files.oracle.cases import cases_of
from tests.real_files.oracle.counters import counters
from tests.real_files.oracle.kept_outcomes import KeptElection, KeptOutcomes

PLAINLY_SECONDS_MAX = 0.1
"""What the plain count did in this time it does again here, so that its answers stay the same."""

Answer = tuple[list[str], str]
"""The winners in order, and their cost."""


@cache
def kept() -> Mapping[str, KeptOutcomes]:
    return {each.name: KeptOutcomes(each) for each in counters(Path("is not asked"))}


def kept_of(name: str) -> dict[str, KeptElection]:
    """By counter. Skips the test where nothing is known of a file with these bytes."""
    path = FOLDER / f"{name}.pb"
    found = {counter: known for counter, each in kept().items() if (known := each.of(path))}
    if not found:
        pytest.skip("no answer of another counter is kept of this file; see make agreement")
    return found


def answer_of(outcome: Outcome) -> Answer:
    return list(outcome.winners), str(outcome.cost)


def answers_of(known: KeptElection) -> dict[str, Answer]:
    return {case: (each.winners, each.cost) for each in known.outcomes for case in each.seconds}


def test_answers_of_every_counter_are_kept() -> None:
    for counter, each in kept().items():
        known = [found for name in names() if (found := each.of(FOLDER / f"{name}.pb"))]
        assert sum(len(answers_of(found)) for found in known) > 0, counter


@pytest.mark.parametrize("name", names())
def test_we_elect_what_other_counters_elect_in_the_same_order(name: str) -> None:
    found = kept_of(name)
    election = real(name).election()
    ours = {
        case.name: answer_of(count(election, case.rule, case.parameters))
        for case in cases_of(real(name).vote_type)
    }
    for counter, known in found.items():
        theirs = answers_of(known)
        assert {case: ours[case] for case in theirs} == theirs, counter


@pytest.mark.parametrize("name", names())
def test_the_plain_count_elects_by_equal_shares_what_it_elected(name: str) -> None:
    before = kept_of(name).get("plain") or pytest.skip("no plain answer is kept of this file")
    election = real(name).election()
    seconds = {case: took for each in before.outcomes for case, took in each.seconds.items()}
    quick = [
        case
        for case in cases_of(real(name).vote_type)
        if case.rule is VotingRule.EQUAL_SHARES
        and seconds.get(case.name, PLAINLY_SECONDS_MAX) < PLAINLY_SECONDS_MAX
    ]
    again = {
        case.name: answer_of(count_plainly(election, case.rule, case.parameters)) for case in quick
    }
    answers = answers_of(before)
    assert again == {case.name: answers[case.name] for case in quick}
