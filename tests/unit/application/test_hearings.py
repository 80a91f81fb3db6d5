"""Who objects is heard by others than those who made the decision (Awb 7:5)."""

from __future__ import annotations

import json

import pytest

from domain.command import Role
from domain.event_catalogue import event_from
from domain.objection import RecordHearing
from domain.objection_events import DecisionKind, HearingRecorded
from domain.objection_hearing import HeardByWhoPrepared, HearerNamedTwice
from tests.scenarios.town import OTHER_OFFICER, PEOPLE, Town, sealed
from tests.unit.application.test_objections import a_town, heard
from tests.unit.domain.given import refused
from tests.unit.lives.left_out import leave_out
from tests.unit.projections.entries import dossier_of

PREPARER, TAKER = PEOPLE[Role.CASE_OFFICER].id, PEOPLE[Role.MANDATE_HOLDER].id


class TestAHearing:
    """Most of those who hear had no part in it."""

    @pytest.mark.parametrize(
        ("hearers", "may"),
        [
            ((), False),
            ((PREPARER,), False),
            ((TAKER,), False),
            ((PREPARER, "person-hearer"), False),
            ((PREPARER, TAKER, "person-hearer"), False),
            ((PREPARER, "person-hearer", "person-chair"), True),
            (("person-hearer",), True),
        ],
    )
    def test_most_of_those_who_hear_had_no_part_in_the_decision(
        self, hearers: tuple[str, ...], may: bool
    ) -> None:
        town = a_town()
        town.lodge("garden")
        town.register_objection("garden")
        if may:
            town.hear("garden", heard_by=hearers)
            hearing = dossier_of(town).objections[0].hearing
            assert hearing is not None
            assert hearing.heard_by == hearers
        else:
            with refused(HeardByWhoPrepared):
                town.hear("garden", heard_by=hearers)

    def test_who_is_not_heard_is_heard_by_nobody(self) -> None:
        town = a_town()
        town.lodge("garden")
        town.register_objection("garden")
        town.hear("garden", was_waived=True, heard_by=(PREPARER,))
        hearing = dossier_of(town).objections[0].hearing
        assert hearing is not None
        assert hearing.heard_by == ()

    def test_everybody_who_hears_is_named_once(self) -> None:
        town = a_town()
        town.lodge("garden")
        town.register_objection("garden")
        with refused(HearerNamedTwice):
            town.hear("garden", heard_by=("person-hearer", "person-hearer"))

    def test_who_records_a_hearing_and_had_no_part_in_the_decision_may_have_heard(self) -> None:
        town = a_town()
        town.lodge("garden")
        town.register_objection("garden")
        town.do(
            RecordHearing,
            OTHER_OFFICER,
            proposal_id="garden",
            objection_id="objection-1",
            held_on=town.now.date(),
            report=sealed("spoken"),
        )
        hearing = dossier_of(town).objections[0].hearing
        assert hearing is not None
        assert hearing.heard_by == (OTHER_OFFICER.id,)

    def test_a_hearing_of_before_names_nobody(self) -> None:
        told = heard().events()[-1].model_dump(mode="json")
        del told["heard_by"]
        event = event_from("objection.hearing_recorded.v1", json.dumps(told).encode())
        assert isinstance(event, HearingRecorded)
        assert event.heard_by == ()

    def test_who_left_a_proposal_out_of_handling_does_not_hear_alone(self) -> None:
        town = Town().with_plan()
        town.submit("garden", 600_00)
        town.nothing_comes("garden")
        leave_out(town)
        town.lodge("garden", against=DecisionKind.HANDLING)
        town.register_objection("garden")
        with refused(HeardByWhoPrepared):
            town.hear("garden", heard_by=(TAKER,))
        town.hear("garden", heard_by=(PREPARER,))

    def test_who_announced_a_withdrawal_does_not_hear_alone(self) -> None:
        town = Town().with_plan()
        town.granted("garden", 600_00)
        town.withdrawn("garden", 100_00)
        town.lodge("garden", against=DecisionKind.WITHDRAWAL)
        town.register_objection("garden")
        with refused(HeardByWhoPrepared):
            town.hear("garden", heard_by=(PREPARER,))
        town.hear("garden")
