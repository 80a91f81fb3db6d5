"""Objections: who may, until when, and what happens before they are decided on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from application.objection import standing_of
from application.proposal_standing import existing_proposal
from application.streams import Reading
from domain.command import Actor, Role
from domain.objection import (
    OBJECTIONS_MAX,
    OBJECTIONS_OF_ONE_MAX,
    InterestMissing,
    LodgeObjection,
    NoCommittee,
    NothingToObjectTo,
    NotTheObjector,
    ObjectionAlreadyLodged,
    ObjectorMissing,
    ObjectsForOthers,
    OwnObjection,
    RecordHearing,
    TooManyObjections,
    TooManyOfOne,
    WithdrawObjection,
    lodge,
)
from domain.objection_events import (
    DecisionKind,
    ObjectionLodged,
    ObjectionRegistered,
)
from domain.objection_receipt import ReceivedBeforeDecision, ReceivedInTheFuture
from domain.objection_state import (
    ObjectionInWrongState,
    Objections,
    ObjectionUnknown,
)
from domain.proposal import OwnInterest
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.domain.given import command, refused

NEIGHBOUR = Actor(id="person-neighbour", role=Role.RESIDENT)
APPLICANT_AS_OFFICER = Actor(id="person-resident", role=Role.CASE_OFFICER)
INTEREST = sealed("I live next to it")


def a_town() -> Town:
    """600 euros asked, 400 granted on 4 January: objecting is possible until 15 February."""
    town = Town().with_plan()
    town.admit("garden", 600_00)
    town.reserve("garden", 400_00)
    town.prepare("garden", 400_00)
    town.take("garden")
    return town


def heard(**lodged: Any) -> Town:
    """An objection on which can be decided."""
    town = a_town()
    town.lodge("garden", **lodged)
    town.register_objection("garden")
    town.hear("garden")
    return town


def last(town: Town) -> Any:
    """The last event."""
    return town.events()[-1]


class TestLodging:
    """By whoever has an interest, for six weeks."""

    def test_the_term_is_the_one_that_the_decision_told(self) -> None:
        town = a_town()
        town.lodge("garden")
        lodged = last(town)
        assert isinstance(lodged, ObjectionLodged)
        assert (lodged.objection_until, lodged.in_time) == (date(YEAR, 2, 15), True)
        assert lodged.objector_id == "person-resident"

    def test_afterwards_it_is_received_and_is_late(self) -> None:
        town = a_town()
        town.now += timedelta(weeks=7)
        town.lodge("garden", excuse=sealed("I was ill"))
        assert not last(town).in_time

    def test_who_did_not_apply_says_how_it_concerns_them(self) -> None:
        town = a_town()
        with refused(InterestMissing):
            town.lodge("garden", by=NEIGHBOUR)
        town.lodge("garden", by=NEIGHBOUR, interest=INTEREST)
        assert last(town).objector_id == NEIGHBOUR.id

    def test_two_people_may_object_and_each_of_them_once(self) -> None:
        town = a_town()
        town.lodge("garden")
        town.lodge("garden", "objection-2", by=NEIGHBOUR, interest=INTEREST)
        with refused(ObjectionAlreadyLodged):
            town.lodge("garden", "objection-3", by=NEIGHBOUR, interest=INTEREST)

    def test_a_letter_is_recorded_by_a_case_officer_with_its_writer_and_day(self) -> None:
        town = a_town()
        with refused(ObjectorMissing):
            town.lodge("garden", by=Role.CASE_OFFICER)
        letter: dict[str, Any] = {"on_behalf_of": "person-resident", "received_on": town.now.date()}
        town.lodge("garden", by=Role.CASE_OFFICER, **letter)
        assert last(town).objector_id == "person-resident"

    def test_a_letter_that_came_in_time_is_in_time_whenever_it_is_recorded(self) -> None:
        town = a_town()
        received_on = town.now.date() + timedelta(weeks=6)
        town.now += timedelta(weeks=7)
        letter: dict[str, Any] = {"on_behalf_of": "person-resident", "received_on": received_on}
        town.lodge("garden", by=Role.CASE_OFFICER, **letter)
        assert last(town).in_time

    def test_no_letter_comes_from_the_future(self) -> None:
        town = a_town()
        tomorrow = town.now.date() + timedelta(days=1)
        letter: dict[str, Any] = {"on_behalf_of": "person-resident", "received_on": tomorrow}
        with refused(ReceivedInTheFuture):
            town.lodge("garden", by=Role.CASE_OFFICER, **letter)

    def test_a_resident_objects_for_nobody_else(self) -> None:
        with refused(ObjectsForOthers):
            a_town().lodge("garden", on_behalf_of="person-neighbour")

    def test_no_letter_is_of_before_the_decision_that_it_is_against(self) -> None:
        town = a_town()
        town.now += timedelta(days=400)
        letter: dict[str, Any] = {"on_behalf_of": "person-resident"}
        with refused(ReceivedBeforeDecision):
            town.lodge("garden", by=Role.CASE_OFFICER, received_on=date(YEAR, 1, 3), **letter)
        town.lodge("garden", by=Role.CASE_OFFICER, received_on=date(YEAR, 1, 4), **letter)

    def test_nobody_objects_and_takes_back_without_end_in_the_place_of_others(self) -> None:
        town = a_town()
        for number in range(OBJECTIONS_OF_ONE_MAX):
            mine: dict[str, Any] = {"objection_id": f"objection-{number}"}
            town.lodge("garden", by=NEIGHBOUR, interest=INTEREST, **mine)
            town.do(WithdrawObjection, NEIGHBOUR, proposal_id="garden", **mine)
        with refused(TooManyOfOne):
            town.lodge("garden", "one-more", by=NEIGHBOUR, interest=INTEREST)
        town.lodge("garden", "of-the-applicant")

    def test_a_letter_is_recorded_however_often_its_writer_objected(self) -> None:
        town = a_town()
        for number in range(OBJECTIONS_OF_ONE_MAX):
            town.lodge("garden", f"objection-{number}")
            town.take_objection_back("garden", f"objection-{number}")
        letter: dict[str, Any] = {"on_behalf_of": "person-resident", "received_on": town.now.date()}
        town.lodge("garden", "by-letter", by=Role.CASE_OFFICER, **letter)

    def test_there_is_a_bound_to_how_many_others_object_and_the_applicant_still_may(self) -> None:
        town = a_town()
        town.lodge("garden", by=NEIGHBOUR, interest=INTEREST)
        of_one = Reading(town.streams).objections("garden").state
        assert of_one is not None
        many = {f"objection-{n}": of_one.by_id["objection-1"] for n in range(OBJECTIONS_MAX)}
        proposal = existing_proposal(Reading(town.streams), "garden")
        standing = standing_of(Reading(town.streams), proposal, DecisionKind.DECISION)
        fields: dict[str, Any] = {"proposal_id": "garden", "objection_id": "one-more"}
        fields |= {"reason": sealed("I too"), "interest": INTEREST}
        applicant, other = (
            command(LodgeObjection, Actor(id=name, role=Role.RESIDENT), **fields)
            for name in ("person-resident", "person-other")
        )
        with refused(TooManyObjections):
            lodge(other, Objections(many), standing, proposal)
        assert lodge(applicant, Objections(many), standing, proposal)


class TestHandling:
    """Confirmed with a term, heard, advised on."""

    @pytest.mark.parametrize(("committee", "last_day"), [(False, (3, 29)), (True, (5, 10))])
    def test_the_term_for_deciding_runs_from_the_end_of_the_term_for_objecting(
        self, *, committee: bool, last_day: tuple[int, int]
    ) -> None:
        town = a_town()
        town.lodge("garden")
        town.register_objection("garden", with_committee=committee)
        registered = last(town)
        assert isinstance(registered, ObjectionRegistered)
        assert registered.decide_by == date(YEAR, *last_day)

    def test_of_a_late_one_it_runs_from_when_it_came(self) -> None:
        town = a_town()
        town.now += timedelta(weeks=8)
        town.lodge("garden")
        town.register_objection("garden")
        assert last(town).decide_by == date(YEAR, 4, 12)

    def test_only_who_objected_takes_it_back(self) -> None:
        town = a_town()
        town.lodge("garden")
        mine: dict[str, Any] = {"proposal_id": "garden", "objection_id": "objection-1"}
        with refused(NotTheObjector):
            town.do(WithdrawObjection, NEIGHBOUR, **mine)

    def test_a_hearing_is_recorded_when_it_was_held(self) -> None:
        town = a_town()
        town.lodge("garden")
        town.register_objection("garden")
        with refused(ReceivedInTheFuture):
            town.do(
                RecordHearing,
                Role.CASE_OFFICER,
                proposal_id="garden",
                objection_id="objection-1",
                held_on=town.now.date() + timedelta(days=1),
                report=sealed("tomorrow"),
            )

    def test_a_committee_advises_only_where_there_is_one(self) -> None:
        with refused(NoCommittee):
            heard().advise_on_objection("garden")

    def test_who_objects_handles_nothing_of_it(self) -> None:
        town = a_town()
        town.lodge("garden", by=NEIGHBOUR, interest=INTEREST)
        officer = Actor(id=NEIGHBOUR.id, role=Role.CASE_OFFICER)
        done: dict[str, Any] = {"proposal_id": "garden", "objection_id": "objection-1"}
        town.register_objection("garden")
        day: dict[str, Any] = {"held_on": town.now.date(), "report": sealed("spoken")}
        with refused(OwnObjection):
            town.do(RecordHearing, officer, **done, **day)
        with refused(OwnInterest):
            town.do(RecordHearing, APPLICANT_AS_OFFICER, **done, **day)

    def test_there_is_an_objection_and_a_decision_to_begin_with(self) -> None:
        town = a_town()
        with refused(ObjectionUnknown):
            town.register_objection("garden")
        town.admit("pond", 100_00)
        with refused(NothingToObjectTo):
            town.lodge("pond")

    def test_it_is_confirmed_once(self) -> None:
        with refused(ObjectionInWrongState):
            heard().register_objection("garden")
