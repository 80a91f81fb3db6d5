"""The coordinator: appointed for a period by an act, and one for each wijk at a time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.coordinator import (
    AppointmentEndedBackwards,
    AppointmentOver,
    AppointmentPeriodEmpty,
    AppointmentsOverlap,
    AppointmentUnknown,
    CoordinatorAlreadyAppointed,
    CoordinatorParty,
    PartyNamedTwice,
)
from tests.scenarios.boardroom import MOSAIC, Boardroom
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR
from tests.unit.domain.given import refused


class TestAppointing:
    """Per period, by an act, one at a time."""

    def test_is_done_once(self) -> None:
        town = Boardroom().with_rules()
        town.appoint_coordinator()
        with refused(CoordinatorAlreadyAppointed):
            town.appoint_coordinator()

    def test_needs_a_period(self) -> None:
        with refused(AppointmentPeriodEmpty):
            Boardroom().appoint_coordinator(valid_until=date(YEAR - 1, 1, 1))

    def test_names_each_party_once(self) -> None:
        party = CoordinatorParty(party_id=MOSAIC)
        with refused(PartyNamedTwice):
            Boardroom().appoint_coordinator(parties=(party, party))

    @pytest.mark.parametrize(
        ("one", "other"),
        [((), ()), ((), (LIENDERT,)), ((LIENDERT,), ()), ((LIENDERT,), (LIENDERT,))],
    )
    def test_does_not_overlap(self, one: tuple[str, ...], other: tuple[str, ...]) -> None:
        town = Boardroom()
        town.appoint_coordinator(wijken=one)
        with refused(AppointmentsOverlap):
            town.appoint_coordinator("tender-2", wijken=other, valid_from=date(YEAR + 2, 12, 31))

    def test_goes_beside_one_of_another_wijk_or_another_time(self) -> None:
        town = Boardroom()
        town.appoint_coordinator(wijken=(LIENDERT,))
        town.appoint_coordinator("tender-2", wijken=(SOESTERKWARTIER,))
        after = {"valid_from": date(YEAR + 3, 1, 1), "valid_until": date(YEAR + 4, 1, 1)}
        town.appoint_coordinator("tender-3", **after)

    def test_ends_today_at_the_earliest_and_makes_room(self) -> None:
        town = Boardroom()
        with refused(AppointmentUnknown):
            town.end_appointment()
        town.appoint_coordinator()
        with refused(AppointmentEndedBackwards):
            town.end_appointment(last_day=town.now.date() - timedelta(days=1))
        with refused(AppointmentOver):
            town.end_appointment(last_day=date(YEAR + 2, 12, 31))
        town.end_appointment()
        with refused(AppointmentOver):
            town.end_appointment()
        town.appoint_coordinator("tender-2", valid_from=town.now.date() + timedelta(days=1))

    def test_does_not_end_before_it_begins(self) -> None:
        town = Boardroom()
        town.appoint_coordinator(valid_from=date(YEAR, 6, 1))
        with refused(AppointmentEndedBackwards):
            town.end_appointment(last_day=date(YEAR, 5, 1))
