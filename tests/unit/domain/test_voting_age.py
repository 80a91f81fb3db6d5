"""From which age residents vote."""

from __future__ import annotations

from datetime import date

import pytest

from domain.regulation_procedure import BallotRule
from domain.voting_age import AgeUnknown, BelowVotingAge, guard_old_enough
from tests.unit.domain.given import refused

FROM_SIXTEEN = BallotRule(article="4.1", minimum_age=16)
DAY = date(2027, 3, 1)


@pytest.mark.parametrize("born_on", [date(2011, 3, 1), date(2011, 2, 28), date(1930, 12, 31)])
def test_who_is_of_age_on_that_day_gets_a_pass(born_on: date) -> None:
    guard_old_enough(FROM_SIXTEEN, born_on, DAY)


@pytest.mark.parametrize("born_on", [date(2011, 3, 2), date(2011, 12, 1), date(2020, 1, 1)])
def test_who_is_younger_does_not_and_reads_the_article(born_on: date) -> None:
    with refused(BelowVotingAge) as said:
        guard_old_enough(FROM_SIXTEEN, born_on, DAY)
    assert "4.1" in said.value.text()
    assert "16" in said.value.text()


def test_who_was_born_on_a_leap_day_is_older_on_the_first_of_march() -> None:
    born_on = date(2012, 2, 29)
    with refused(BelowVotingAge):
        guard_old_enough(BallotRule(article="4.1", minimum_age=15), born_on, date(2027, 2, 28))
    guard_old_enough(BallotRule(article="4.1", minimum_age=15), born_on, DAY)


def test_of_whom_nobody_says_how_old_gets_none_where_there_is_an_age() -> None:
    with refused(AgeUnknown):
        guard_old_enough(FROM_SIXTEEN, None, DAY)


@pytest.mark.parametrize("rule", [None, BallotRule(article="4.1")])
def test_without_an_age_nobody_is_asked(rule: BallotRule | None) -> None:
    guard_old_enough(rule, None, DAY)
    guard_old_enough(rule, date(2026, 1, 1), DAY)
