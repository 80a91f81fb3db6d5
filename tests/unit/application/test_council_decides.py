"""Above an amount of the regulation the council decides; what it decided is named and kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.budget_year import CouncilAct
from domain.decision import DecisionTaken
from domain.objection_events import ObjectionDecided
from domain.past_day import DayStillToCome
from domain.proposal_events import ProposalAgreementRecorded
from domain.regulation_guards import CouncilActInFuture, CouncilDecides
from projections.mandate_check import MandateCheck, MandateFault
from tests.scenarios.town import YEAR, Town
from tests.unit.domain.given import day, refused
from tests.unit.lives.council import UP_TO, both, from_five_hundred_euros
from tests.unit.projections.entries import dossier_of, entries_of, with_changed

ACT = CouncilAct(number="RB-2027-9", decided_on=day(1, 4, YEAR))
LATER = CouncilAct(number="RB-2027-9", decided_on=day(12, 31, YEAR))


def granted() -> Town:
    """One cent more than the college decides on by itself, to a garden and for a task."""
    town = from_five_hundred_euros()
    both(UP_TO + 1)(town)
    town.prepare("garden", UP_TO + 1, council_act=ACT)
    town.take("garden")
    town.agrees(council_act=ACT)
    return town


def won_by_objection(**changed: Any) -> Town:
    """A garden is refused, and granted after an objection."""
    town = from_five_hundred_euros()
    town.refused("garden", UP_TO + 1)
    town.objects_and_wins("garden", UP_TO + 1, **changed)
    return town


class TestADecision:
    """It names the act, from the draft on."""

    def test_says_what_the_council_decided(self) -> None:
        found = dossier_of(granted())
        assert found.decision is not None
        assert found.decision.council_act == ACT

    def test_is_held_to_it_when_it_is_taken_too(self) -> None:
        town = from_five_hundred_euros()
        both(UP_TO + 1)(town)
        with refused(CouncilDecides):
            town.prepare("garden", UP_TO + 1)
        with refused(DayStillToCome):
            town.prepare("garden", UP_TO + 1, council_act=LATER)
        town.prepare("garden", UP_TO + 1, council_act=ACT)
        town.take("garden")

    def test_on_an_objection_names_it_as_well(self) -> None:
        with refused(CouncilDecides):
            won_by_objection()
        with refused(DayStillToCome):
            won_by_objection(council_act=LATER)
        (objection,) = dossier_of(won_by_objection(council_act=ACT)).objections
        assert objection.decision is not None
        assert objection.decision.council_act == ACT


class TestAnAgreement:
    """It comes after what the council decided, also where it is put on record later."""

    def test_is_not_of_before_the_council_decided(self) -> None:
        town = from_five_hundred_euros()
        both(UP_TO + 1)(town)
        yesterday = town.now.date()
        town.now += timedelta(days=1)
        act = CouncilAct(number="RB-2027-9", decided_on=town.now.date())
        with refused(CouncilActInFuture):
            town.agrees(council_act=act, agreed_on=yesterday)


class TestTheCheck:
    """`wijkkas check-mandates` reads it from the log alone."""

    def test_finds_nothing_where_the_council_decided(self) -> None:
        for town in (granted(), won_by_objection(council_act=ACT)):
            assert list(MandateCheck().faults_in(entries_of(town))) == []

    @pytest.mark.parametrize("act", [None, LATER])
    @pytest.mark.parametrize("event", [DecisionTaken, ProposalAgreementRecorded])
    def test_finds_what_the_council_had_not_decided(
        self, event: type, act: CouncilAct | None
    ) -> None:
        forged = with_changed(granted(), event, council_act=act)
        (found,) = MandateCheck().faults_in(forged)
        assert found.fault is MandateFault.NO_COUNCIL_ACT

    def test_finds_it_after_an_objection(self) -> None:
        town = won_by_objection(council_act=ACT)
        (found,) = MandateCheck().faults_in(with_changed(town, ObjectionDecided, council_act=None))
        assert found.fault is MandateFault.NO_COUNCIL_ACT
