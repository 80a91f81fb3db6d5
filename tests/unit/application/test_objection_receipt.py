"""A letter with an objection: in time when it came, or was posted, by the last day (Awb 6:9)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.command import Role
from domain.objection import ObjectsForOthers
from domain.objection_events import ObjectionLodged, ObjectionRegistered
from domain.objection_receipt import PostedAtAnotherTime, ReceiptDays
from tests.scenarios.town import YEAR, Town
from tests.unit.domain.given import refused

UNTIL = date(YEAR, 2, 15)
MARCH = datetime(YEAR, 3, 1, 9, tzinfo=UTC)


def in_march() -> Town:
    """A decision to which one could object until the fifteenth of February."""
    town = Town().with_plan()
    town.granted("garden", 600_00)
    town.now = MARCH
    return town


def recorded(town: Town, received_on: date, posted_on: date | None = None) -> ObjectionLodged:
    """An officer records the letter of the applicant."""
    days: dict[str, Any] = {"received_on": received_on, "posted_on": posted_on}
    town.lodge("garden", by=Role.CASE_OFFICER, on_behalf_of="person-resident", **days)
    lodged = town.events()[-1]
    assert isinstance(lodged, ObjectionLodged)
    assert lodged.objection_until == UNTIL
    return lodged


class TestPosted:
    """By post a week is added to the term, for a letter that was on its way when it ended."""

    @pytest.mark.parametrize(
        ("posted_on", "received_on", "in_time"),
        [
            (date(YEAR, 2, 15), date(YEAR, 2, 18), True),
            (date(YEAR, 2, 15), date(YEAR, 2, 22), True),
            (date(YEAR, 2, 15), date(YEAR, 2, 23), False),
            (date(YEAR, 2, 16), date(YEAR, 2, 18), False),
            (None, date(YEAR, 2, 18), False),
            (None, date(YEAR, 2, 15), True),
        ],
    )
    def test_is_in_time_where_it_was_posted_by_then_and_came_within_a_week(
        self, posted_on: date | None, received_on: date, *, in_time: bool
    ) -> None:
        lodged = recorded(in_march(), received_on, posted_on)
        assert (lodged.in_time, lodged.posted_on) == (in_time, posted_on)

    def test_the_week_of_the_law_ends_on_a_working_day(self) -> None:
        posted = ReceiptDays(date(YEAR, 2, 23), date(YEAR, 2, 15))
        assert not posted.is_in_time(UNTIL)
        assert posted.is_in_time(UNTIL, lambda day: day == date(YEAR, 2, 22))

    @pytest.mark.parametrize("posted_on", [date(YEAR, 1, 3), date(YEAR, 2, 19)])
    def test_no_letter_is_posted_before_the_decision_or_after_it_came(
        self, posted_on: date
    ) -> None:
        with refused(PostedAtAnotherTime):
            recorded(in_march(), date(YEAR, 2, 18), posted_on)

    def test_a_resident_says_nothing_of_post(self) -> None:
        with refused(ObjectsForOthers):
            in_march().lodge("garden", posted_on=date(YEAR, 2, 15))


class TestTheTermForDeciding:
    """It runs from the end of the term for objecting (Awb 7:10), or from when a late one came."""

    @pytest.mark.parametrize(
        ("posted_on", "decide_by"), [(UNTIL, date(YEAR, 3, 29)), (None, date(YEAR, 4, 1))]
    )
    def test_a_letter_on_its_way_does_not_move_it(
        self, posted_on: date | None, decide_by: date
    ) -> None:
        town = in_march()
        recorded(town, date(YEAR, 2, 18), posted_on)
        town.register_objection("garden")
        registered = town.events()[-1]
        assert isinstance(registered, ObjectionRegistered)
        assert registered.decide_by == decide_by
