"""Amersfoort 2017: a decision names activities, and no part of one is paid with what is left."""

from __future__ import annotations

import json
from uuid import UUID

from application.log import Accepted, NewEvent, Submission
from domain.decision import AmountNotReserved
from domain.granted_activities import ActivitiesNotNamed, ActivityGrantedInPart
from domain.money import Money
from tests.scenarios.careful_town import town_under
from tests.scenarios.people import YEAR, sealed
from tests.scenarios.quarter import each_gets
from tests.scenarios.town import Town
from tests.unit.domain.given import euros, refused


class TestAmersfoort2017:
    """The garden asks 4,000 for most of it, and 1,000 for the rest."""

    def test_it_is_granted_per_activity_and_what_is_left_out_gets_nothing(self) -> None:
        town = town_under("amersfoort-2017")
        town.admit("garden", 5_000_00)
        town.reserve("garden", 4_500_00)
        with refused(ActivitiesNotNamed):
            town.prepare("garden", 4_000_00)
        with refused(AmountNotReserved):
            town.prepare("garden", 5_000_00, activities=each_gets(most=4_000_00, rest=1_000_00))
        with refused(ActivityGrantedInPart):
            town.prepare("garden", 4_500_00, activities=each_gets(most=4_000_00, rest=500_00))
        town.prepare("garden", 4_000_00, activities=each_gets(most=4_000_00))
        town.take("garden")
        assert town.budget().granted == {"garden": euros(4_000)}
        assert town.budget().reserved == {}

    def test_a_remainder_pays_for_the_one_activity_that_fits(self) -> None:
        town = town_under("amersfoort-2017", money=1_000_00)
        town.admit("garden", 5_000_00)
        town.reserve("garden", 1_000_00)
        town.prepare("garden", 1_000_00, activities=each_gets(rest=1_000_00))
        town.take("garden")
        assert town.budget().available == Money(0)


def drafted_before(town: Town) -> None:
    """A draft in the log, as it was written before a decision could name activities."""
    old = {
        "at": f"{YEAR}-01-04T12:00:00Z",
        "by": {"id": "person-case_officer", "role": "case_officer"},
        "proposal_id": "garden",
        "outcome": "grant",
        "amount_cents": 5_000_00,
        "ground": "plan_priority",
        "reason": sealed("it answers the need"),
        "mandate_id": "mandate-1",
        "priority_id": "priority-1",
        "plan_version": 1,
    }
    draft = NewEvent("decision:garden", 0, "decision.prepared.v1", json.dumps(old).encode())
    (outcome,) = town.log.append([Submission(UUID(int=1), b"x" * 32, (draft,))])
    assert isinstance(outcome, Accepted)


class TestADraftOfBefore:
    """It names no activities."""

    def test_is_prepared_anew_where_the_regulation_grants_per_activity(self) -> None:
        town = town_under("amersfoort-2017")
        town.admit("garden", 5_000_00)
        town.reserve("garden", 5_000_00)
        drafted_before(town)
        with refused(ActivitiesNotNamed):
            town.take("garden")
        town.prepare("garden", 5_000_00, activities=each_gets(most=4_000_00, rest=1_000_00))
        town.take("garden")

    def test_is_taken_where_it_does_not(self) -> None:
        town = town_under("amersfoort-2016")
        town.admit("garden", 5_000_00)
        town.reserve("garden", 5_000_00)
        drafted_before(town)
        town.take("garden")
        assert town.budget().granted == {"garden": euros(5_000)}
