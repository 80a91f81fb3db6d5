"""What somebody holds: one mandate at a time for one matter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.event import Event
from domain.grant import GrantReserved
from domain.mandate import GiveMandate, Mandate, MandateGiven, MandateMatter, MandateWithdrawn
from domain.mandate import evolve as evolve_mandate
from domain.mandate_holder import (
    HELD_MAX,
    MandateCounted,
    MandateHolder,
    MandatesOverlap,
    TooManyMandates,
    count,
    evolve,
)
from domain.money import Money
from tests.unit.domain.given import CARLA, after, command, happened, refused
from tests.unit.domain.test_mandate import FIRST, LAST, TERMS

DAY = timedelta(days=1)


def held(*events: Event, **changed: Any) -> Mandate:
    """A mandate that the holder has."""
    terms = TERMS | {"mandate_id": "mandate-0"} | changed
    return after(evolve_mandate, happened(MandateGiven, **terms), *events)


def giving(*others: Mandate, **changed: Any) -> list[Event]:
    """One more is given."""
    return count(command(GiveMandate, **TERMS | changed), MandateHolder(), others)


class TestWhoHoldsNothing:
    def test_is_given_a_mandate_and_it_is_counted(self) -> None:
        assert giving() == [happened(MandateCounted, holder_id=CARLA.id, mandate_id="mandate-1")]


class TestWhoHoldsAMandate:
    def test_is_given_no_other_for_the_same_on_any_of_its_days(self) -> None:
        for first, last in ((FIRST, LAST), (LAST, LAST + DAY), (FIRST - DAY, FIRST)):
            with refused(MandatesOverlap):
                giving(held(), valid_from=first, valid_until=last)

    def test_is_given_another_for_the_days_before_and_after(self) -> None:
        assert giving(held(), valid_from=LAST + DAY, valid_until=LAST + 9 * DAY)
        assert giving(held(), valid_from=FIRST - 9 * DAY, valid_until=FIRST - DAY)

    def test_is_given_another_for_something_else(self) -> None:
        assert giving(held(), matter=MandateMatter.AGREEMENTS)

    def test_is_given_another_once_it_is_withdrawn(self) -> None:
        withdrawn = happened(MandateWithdrawn, mandate_id="mandate-0")
        assert giving(held(withdrawn))


class TestWhoHoldsManyMandates:
    def test_there_is_an_end_to_it(self) -> None:
        full = MandateHolder(tuple(f"mandate-{number}" for number in range(HELD_MAX)))
        with refused(TooManyMandates):
            count(command(GiveMandate, **TERMS), full, ())

    def test_each_is_remembered_and_nothing_else(self) -> None:
        one = happened(MandateCounted, holder_id=CARLA.id, mandate_id="mandate-1")
        other = happened(MandateCounted, holder_id=CARLA.id, mandate_id="mandate-2")
        elsewhere = happened(GrantReserved, proposal_id="garden", amount_cents=Money(1))
        assert after(evolve, one, other, elsewhere) == MandateHolder(("mandate-1", "mandate-2"))
        assert evolve(None, elsewhere) is None
