"""A wijk is coordinated by who was appointed there, and by the role alone where nobody was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from domain.command import Role
from domain.coordinator import CoordinatorParty, NotAppointedHere
from domain.quickscan import SummariseQuickscan
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import LIENDERT, PEOPLE, SOESTERKWARTIER, YEAR, sealed
from tests.unit.domain.given import refused

OTHERS = (CoordinatorParty(party_id="bridge", actor_ids=("person-bram",)),)
HERSELF = (CoordinatorParty(party_id=PEOPLE[Role.COORDINATOR].id),)
NAMED = (
    CoordinatorParty(party_id="bridge"),
    CoordinatorParty(party_id="mosaic", actor_ids=(PEOPLE[Role.COORDINATOR].id,)),
)
DEEDS: dict[str, Callable[[Boardroom], object]] = {
    "SummariseQuickscan": Boardroom.summarise_quickscan,
    "ChooseExecutor": Boardroom.choose_executor,
    "AnnounceMeeting": lambda town: town.announce_meeting("meeting-2"),
    "RecordAttendance": Boardroom.record_attendance,
    "ReviewPriority": Boardroom.review_priority,
}
"""What a coordinator does in Liendert, where a meeting was announced and the plan was adopted; the
steps of a plan itself are in `adopt_plan`.
"""


def prepared() -> Boardroom:
    """A plan, figures and a meeting of today, of before anybody was appointed."""
    town = Boardroom().with_rules()
    town.record_indicator()
    town.announce_meeting()
    town.adopt_plan()
    return town


class TestWhereSomebodyElseIsAppointed:
    """Their wijk is theirs."""

    @pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
    @pytest.mark.parametrize("wijken", [(), (LIENDERT,)])
    def test_a_coordinator_of_elsewhere_does_nothing(
        self, deed: Callable[[Boardroom], object], wijken: tuple[str, ...]
    ) -> None:
        town = prepared()
        town.appoint_coordinator(parties=OTHERS, wijken=wijken)
        with refused(NotAppointedHere):
            deed(town)

    def test_a_coordinator_of_elsewhere_makes_no_plan(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator(parties=OTHERS, wijken=(LIENDERT,))
        town.appoint_coordinator("tender-2", parties=HERSELF, wijken=(SOESTERKWARTIER,))
        with refused(NotAppointedHere):
            town.adopt_plan()
        town.adopt_plan(SOESTERKWARTIER)

    def test_a_case_officer_tells_what_the_figures_mean_all_the_same(self) -> None:
        town = prepared()
        town.appoint_coordinator(parties=OTHERS)
        town.do(
            SummariseQuickscan,
            Role.CASE_OFFICER,
            year=YEAR,
            wijk=LIENDERT,
            summary=sealed("one in seven feels alone"),
        )


class TestWhereTheCoordinatorIsAppointed:
    """Who is named may, as a party or for one."""

    @pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
    @pytest.mark.parametrize("parties", [HERSELF, NAMED])
    def test_whoever_is_named_does_what_a_coordinator_does(
        self, deed: Callable[[Boardroom], object], parties: tuple[CoordinatorParty, ...]
    ) -> None:
        town = prepared()
        town.appoint_coordinator(parties=parties)
        deed(town)


class TestWhereNobodyIsAppointed:
    """Before, after and beside an appointment the role is enough."""

    def test_a_wijk_without_an_appointment_has_the_role_alone(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator(parties=OTHERS, wijken=(SOESTERKWARTIER,))
        town.adopt_plan()

    def test_it_is_asked_on_the_day_itself(self) -> None:
        town = Boardroom().with_rules()
        tomorrow = town.now.date() + timedelta(days=1)
        town.appoint_coordinator(
            parties=OTHERS, valid_from=tomorrow, valid_until=date(YEAR, 12, 31)
        )
        town.adopt_plan()
        town.now += timedelta(days=1)
        with refused(NotAppointedHere):
            town.review_priority()
