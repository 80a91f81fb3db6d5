"""An auditor's own check of rounds that advise: decisions follow their outcome, or say why not."""

from __future__ import annotations

from typing import Any

import pytest

from domain.decision import DecisionTaken
from domain.money import Money
from domain.outcome_weighing import OutcomeWeighed
from domain.round_procedure import QuorumMissed
from projections.advice_check import AdviceCheck, Fault
from projections.entry import Entry
from projections.outcome_check import OutcomeFault
from tests.scenarios.quarter import each_gets
from tests.scenarios.test_voted_per_activity import voted
from tests.scenarios.town import Town
from tests.unit.lives.activities_on_list import AS_ADVICE
from tests.unit.lives.advised_by_round import WHY, WON, asked, begin, grants, reserve, take
from tests.unit.lives.advised_by_round import voted as people_vote
from tests.unit.projections.entries import entries_of, with_changed


def a_town(amount: int = 300_00, **why: Any) -> Town:
    """The garden won six hundred euros as advice, and gets less, with its reason."""
    town = begin()
    for step in (*WON, grants(amount, **(why or {"outcome_departure": WHY})), take):
        step(town)
    return town


def faults(entries: list[Entry]) -> list[Fault]:
    """What is wrong in a log."""
    return [each.fault for each in AdviceCheck().faults_in(entries)]


class TestALogAsItWasWritten:
    """Bears every decision out."""

    def test_that_departs_with_its_reason_is_in_order(self) -> None:
        assert faults(entries_of(a_town())) == []

    def test_too_few_who_voted_advise_too(self) -> None:
        town = begin()
        vote = people_vote("oven", QuorumMissed.ADVICE)
        for step in (asked, vote, reserve, grants(600_00, outcome_departure=WHY), take):
            step(town)
        assert faults(entries_of(town)) == []
        forged = with_changed(town, OutcomeWeighed, departure=None)
        assert faults(forged) == [OutcomeFault.DEPARTURE_UNEXPLAINED]

    @pytest.mark.parametrize("when_missed", [None, QuorumMissed.NO_OUTCOME])
    def test_what_binds_and_what_has_no_outcome_is_not_looked_at(
        self, when_missed: QuorumMissed | None
    ) -> None:
        town = begin()
        for step in (asked, people_vote("garden", when_missed), reserve, grants(600_00), take):
            step(town)
        assert faults(with_changed(town, DecisionTaken, amount_cents=Money(1))) == []


class TestAForgedLog:
    """Is found out."""

    def test_in_which_it_was_not_held_against_the_outcome(self) -> None:
        entries = [
            each for each in entries_of(a_town()) if not isinstance(each.event, OutcomeWeighed)
        ]
        assert faults(entries) == [OutcomeFault.NOT_WEIGHED]

    def test_in_which_the_reason_is_gone(self) -> None:
        forged = with_changed(a_town(), OutcomeWeighed, departure=None)
        assert faults(forged) == [OutcomeFault.DEPARTURE_UNEXPLAINED]

    def test_in_which_the_same_sum_went_to_another_activity(self) -> None:
        town = voted(AS_ADVICE)
        town.reserve("garden", 300_00)
        why = {"outcome_departure": WHY}
        town.prepare("garden", 300_00, activities=each_gets(digging=300_00), **why)
        town.take("garden")
        assert faults(entries_of(town)) == []
        forged = with_changed(town, OutcomeWeighed, departure=None)
        assert faults(forged) == [OutcomeFault.DEPARTURE_UNEXPLAINED]
