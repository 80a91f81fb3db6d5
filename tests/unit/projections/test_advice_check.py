"""An auditor's own check of advice: it finds what no handler would have let through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from adapters.command_line.check_advice import FAULTS, as_line
from domain.advice_weighing import AdviceWeighed
from domain.board_events import AdviceGiven, BoardMeetingRecorded, MemberAppointed
from domain.command import Role
from domain.decision import DecisionTaken
from domain.money import Money
from projections.advice_check import AdviceCheck, AdviceFault, AdviceFaultFound, Fault
from projections.entry import Entry
from projections.outcome_check import OutcomeFault
from tests.scenarios.boardroom import GEERT, HANNA, KEES, RULES, Boardroom
from tests.scenarios.people import PEOPLE, YEAR, sealed
from tests.scenarios.points import has_points
from tests.scenarios.quarter import each_gets
from tests.unit.projections.entries import entries_of, with_changed


def a_town() -> Boardroom:
    """An advice without Kees, and a decision that departs from it."""
    town = Boardroom().ready()
    town.declare(KEES)
    town.advise()
    town.reserve("garden", 4_000_00)
    town.prepare("garden", 3_000_00, departure=sealed("why"))
    town.take("garden")
    return town


def faults(entries: list[Entry]) -> list[Fault]:
    """What is wrong in a log."""
    return [each.fault for each in AdviceCheck().faults_in(entries)]


def forged(event: type, **changed: Any) -> list[Entry]:
    """The log of the town, with events of one kind changed behind its back."""
    return with_changed(a_town(), event, **changed)


def without(event: type, keep: Callable[[Any], bool] = lambda _: False) -> list[Entry]:
    """The log of the town, with events of one kind taken out."""
    return [
        entry
        for entry in entries_of(a_town())
        if not isinstance(entry.event, event) or keep(entry.event)
    ]


class TestALogAsItWasWritten:
    """Bears every advice and decision out."""

    def test_is_in_order(self) -> None:
        check = AdviceCheck()
        assert list(check.faults_in(entries_of(a_town()))) == []
        assert (check.advices, check.decisions) == (1, 1)

    def test_can_be_read_in_parts(self) -> None:
        check, entries = AdviceCheck(), entries_of(a_town())
        assert [*check.faults_in(entries[:9]), *check.faults_in(entries[9:])] == []

    def test_in_which_advice_lapsed_asks_no_reason(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.declare(GEERT)
        has_points(town, "garden")
        town.reserve("garden", 4_000_00)
        town.prepare("garden", 3_000_00)
        town.take("garden")
        assert faults(entries_of(town)) == []

    def test_in_which_a_seat_ended_after_the_meeting_is_in_order(self) -> None:
        town = Boardroom().ready()
        town.end_seat("seat-5")
        town.advise()
        assert faults(entries_of(town)) == []


class TestAForgedLog:
    """Is found out, fault by fault."""

    @pytest.mark.parametrize(
        ("entries", "fault"),
        [
            (lambda: without(BoardMeetingRecorded), AdviceFault.NO_MEETING),
            (
                lambda: without(MemberAppointed, lambda event: event.member_id != HANNA.id),
                AdviceFault.NOT_SEATED,
            ),
            (
                lambda: forged(BoardMeetingRecorded, present_ids=(GEERT.id,)),
                AdviceFault.NOT_PRESENT,
            ),
            (
                lambda: forged(AdviceGiven, adviser_ids=(GEERT.id, HANNA.id, KEES.id)),
                AdviceFault.HAS_INTEREST,
            ),
            (
                lambda: forged(AdviceGiven, by=GEERT.model_copy(update={"id": KEES.id})),
                AdviceFault.HAS_INTEREST,
            ),
            (
                lambda: forged(MemberAppointed, party_ids=(PEOPLE[Role.RESIDENT].id,)),
                AdviceFault.HAS_INTEREST,
            ),
            (
                lambda: forged(AdviceGiven, adviser_ids=(GEERT.id,)),
                AdviceFault.TOO_FEW,
            ),
            (
                lambda: forged(BoardMeetingRecorded, met_on=date(YEAR, 1, 1)),
                AdviceFault.MET_BEFORE_VERSION,
            ),
            (lambda: without(AdviceWeighed), AdviceFault.NOT_WEIGHED),
            (
                lambda: forged(AdviceWeighed, departure=None),
                AdviceFault.DEPARTURE_UNEXPLAINED,
            ),
        ],
    )
    def test_is_not_in_order(self, entries: Callable[[], list[Entry]], fault: AdviceFault) -> None:
        assert faults(entries()) == [fault]

    def test_in_which_the_amount_of_a_followed_advice_changed_is_found(self) -> None:
        town = Boardroom().ready()
        town.advise()
        town.reserve("garden", 4_000_00)
        town.prepare("garden", 4_000_00)
        town.take("garden")
        entries = [
            replace(entry, event=entry.event.model_copy(update={"amount_cents": Money(1)}))
            if isinstance(entry.event, DecisionTaken)
            else entry
            for entry in entries_of(town)
        ]
        assert faults(entries) == [AdviceFault.DEPARTURE_UNEXPLAINED]


class TestADecisionPerActivity:
    """It follows where it names what was favoured; one of before activities were named, by rank."""

    @staticmethod
    def decided(**forged: Any) -> list[Entry]:
        """The board is for `good`, and that is what is granted; what was taken reads so."""
        town = Boardroom().ready(ranking=RULES["ranking"] | {"per_activity": True})
        for name in ("good", "bad"):
            town.sets(PEOPLE[Role.RESIDENT], "garden", name, 300_00)
        for name in ("good", "bad"):
            town.advise(activity_id=name, favourable=name == "good")
        town.reserve("garden", 300_00)
        town.prepare("garden", 300_00, activities=each_gets(good=300_00))
        town.take("garden")
        return with_changed(town, DecisionTaken, **forged)

    def test_that_names_what_was_favoured_or_pays_it_first_is_in_order(self) -> None:
        assert faults(self.decided()) == []
        assert faults(self.decided(activities=())) == []

    @pytest.mark.parametrize("named", [{"bad": 300_00}, {"good": 200_00}, {"good": 1, "bad": 1}])
    def test_that_names_anything_else_is_not(self, named: dict[str, int]) -> None:
        found = faults(self.decided(activities=each_gets(**named)))
        assert found == [AdviceFault.DEPARTURE_UNEXPLAINED]


def test_every_fault_has_words_and_a_line() -> None:
    assert FAULTS.keys() == {*AdviceFault, *OutcomeFault}
    found = AdviceFaultFound(7, "garden", AdviceFault.TOO_FEW)
    assert as_line(found) == {"position": 7, "proposal": "garden", "fault": "too_few"}
