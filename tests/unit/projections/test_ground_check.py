"""An auditor's own check of grounds: it finds what no handler would have let through."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.command_line.check_grounds import FAULTS, as_line
from domain.decision import DecisionTaken
from domain.decision_ground import DecisionGround
from domain.objection_events import ObjectionDecided
from projections.entry import Entry
from projections.ground_check import GroundCheck, GroundFault, GroundFaultFound
from tests.scenarios.town import Town
from tests.unit.lives.ground_after_objection import NEIGHBOURS, decides, grant, refuse
from tests.unit.lives.life import Step
from tests.unit.lives.true_ground import (
    begin,
    begin_with_advice,
    grants_less,
    reserve,
    reserve_oven,
    take,
    voted,
)
from tests.unit.projections.entries import entries_of, with_changed


def town_of(*steps: Step, town: Town | None = None) -> Town:
    """A town in which all of this was done."""
    found = town or begin()
    for step in steps:
        step(found)
    return found


def faults(entries: list[Entry]) -> list[GroundFault]:
    """What is wrong in a log."""
    return [each.fault for each in GroundCheck().faults_in(entries)]


def on(
    ground: DecisionGround, *steps: Step, event: type = DecisionTaken, **more: Any
) -> list[Entry]:
    """The log of such a town, with another ground on its decisions."""
    return with_changed(town_of(*steps, **more), event, ground=ground)


WON = voted("garden")
LOOKED_AT = (NEIGHBOURS, decides(0, DecisionGround.SCHEME_NOT_MET))


class TestALogAsItWasWritten:
    """Bears every ground out."""

    @pytest.mark.parametrize(
        "steps", [(grant,), (refuse,), (WON, grant), (WON, refuse), (WON, grant, *LOOKED_AT)]
    )
    def test_is_in_order(self, steps: tuple[Step, ...]) -> None:
        assert faults(entries_of(town_of(*steps))) == []

    def test_looks_at_objections_that_name_a_ground_and_at_no_other(self) -> None:
        entries = entries_of(town_of(WON, grant, *LOOKED_AT))
        check = GroundCheck()
        assert list(check.faults_in(entries)) == []
        assert check.decisions == 2
        of_before = with_changed(town_of(WON, grant, *LOOKED_AT), ObjectionDecided, ground=None)
        check = GroundCheck()
        assert list(check.faults_in(of_before)) == []
        assert check.decisions == 1


class TestAForgedLog:
    """Is found out, fault by fault."""

    def test_in_which_a_grant_rests_on_what_bears_a_refusal(self) -> None:
        assert faults(on(DecisionGround.NOT_IN_PLAN, grant)) == [GroundFault.DOES_NOT_FIT]
        assert faults(on(DecisionGround.PLAN_PRIORITY, refuse)) == [GroundFault.DOES_NOT_FIT]

    def test_in_which_a_round_was_won_that_nobody_won(self) -> None:
        assert faults(on(DecisionGround.ROUND_WON, grant)) == [GroundFault.DID_NOT_WIN]

    def test_in_which_a_round_was_lost_that_was_won_or_never_was(self) -> None:
        lost = DecisionGround.ROUND_LOST
        assert faults(on(lost, refuse)) == [GroundFault.DID_NOT_LOSE]
        both = [GroundFault.DID_NOT_LOSE, GroundFault.WINNER_REFUSED]
        assert faults(on(lost, WON, refuse)) == both
        assert faults(on(lost, voted("oven"), refuse)) == []

    def test_in_which_the_ceiling_was_not_reached(self) -> None:
        reached = DecisionGround.CEILING_REACHED
        assert faults(on(reached, refuse)) == [GroundFault.CEILING_NOT_REACHED]
        assert faults(on(reached, reserve_oven, refuse)) == []

    def test_in_which_a_winner_was_refused_unless_what_people_voted_is_advice(self) -> None:
        plan = DecisionGround.NOT_IN_PLAN
        assert faults(on(plan, WON, refuse)) == [GroundFault.WINNER_REFUSED]

    def test_in_which_a_winner_got_a_cent_less_on_a_ground_that_does_not_bear_that(self) -> None:
        less = grants_less(DecisionGround.SCHEME_NOT_MET)
        steps = (WON, reserve, less, take)
        assert faults(entries_of(town_of(*steps))) == []
        found = faults(on(DecisionGround.ROUND_WON, *steps))
        assert found == [GroundFault.DOES_NOT_FIT, GroundFault.WINNER_REFUSED]

    def test_in_which_an_objection_took_from_a_winner_what_it_won(self) -> None:
        steps = (WON, grant, *LOOKED_AT)
        found = faults(on(DecisionGround.NOT_IN_PLAN, *steps, event=ObjectionDecided))
        assert found == [GroundFault.WINNER_REFUSED]
        advised = (*steps,)
        town = begin_with_advice()
        entries = on(DecisionGround.NOT_IN_PLAN, *advised, event=ObjectionDecided, town=town)
        assert faults(entries) == []

    def test_in_which_the_ceiling_was_not_reached_when_it_was_first_decided_on(self) -> None:
        reached = DecisionGround.CEILING_REACHED
        entries = on(reached, grant, *LOOKED_AT, event=ObjectionDecided)
        assert faults(entries) == [GroundFault.CEILING_NOT_REACHED]


def test_every_fault_has_words_and_a_line() -> None:
    assert FAULTS.keys() == set(GroundFault)
    found = GroundFaultFound(7, "garden", DecisionGround.ROUND_WON, GroundFault.DID_NOT_WIN)
    where = {"position": 7, "proposal": "garden"}
    assert as_line(found) == where | {"ground": "round_won", "fault": "did_not_win"}
