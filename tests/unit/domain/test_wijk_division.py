"""The division of a municipality into wijken."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from domain.mandate import MandateWithdrawn
from domain.wijk_division import (
    MAX_WIJKEN,
    AdoptDivision,
    Division,
    DivisionAdopted,
    DivisionAlreadyAdopted,
    DivisionUnknown,
    Wijk,
    WijkListedTwice,
    WijkUnknown,
    adopt,
    evolve,
    guard_wijk_exists,
    stream_of,
)
from tests.unit.domain.given import (
    DIVISION,
    LIENDERT,
    SOESTERKWARTIER,
    after,
    command,
    day,
    happened,
    refused,
)

WIJKEN = (
    Wijk(code=LIENDERT, name="Liendert"),
    Wijk(code=SOESTERKWARTIER, name="Soesterkwartier"),
)


def adopting(wijken: tuple[Wijk, ...] = WIJKEN) -> AdoptDivision:
    """Adopting the division of 2022."""
    return command(
        AdoptDivision,
        division_id=DIVISION,
        municipality="GM0307",
        valid_from=day(1, 1, 2022),
        wijken=wijken,
    )


def adopted() -> Division:
    """The division of 2022, as adopted."""
    return after(
        evolve,
        happened(
            DivisionAdopted,
            division_id=DIVISION,
            municipality="GM0307",
            valid_from=day(1, 1, 2022),
            wijken=WIJKEN,
            example=False,
        ),
    )


class TestBeforeAnythingWasAdopted:
    """There is no division of this id."""

    def test_a_division_is_adopted_with_its_wijken_and_the_day_it_holds_from(self) -> None:
        (event,) = adopt(adopting(), None)
        assert isinstance(event, DivisionAdopted)
        assert event.wijken == WIJKEN
        assert event.valid_from == day(1, 1, 2022)
        assert event.municipality == "GM0307"

    def test_a_division_is_no_example_unless_it_says_so(self) -> None:
        (event,) = adopt(adopting(), None)
        assert isinstance(event, DivisionAdopted)
        assert event.example is False

    def test_a_wijk_stands_in_it_once(self) -> None:
        with refused(WijkListedTwice):
            adopt(adopting((WIJKEN[0], WIJKEN[1], WIJKEN[0])), None)

    def test_two_wijken_may_share_a_name_but_not_a_code(self) -> None:
        namesake = Wijk(code=SOESTERKWARTIER, name="Liendert")
        assert adopt(adopting((WIJKEN[0], namesake)), None)

    def test_no_wijk_exists_yet(self) -> None:
        with refused(DivisionUnknown):
            guard_wijk_exists(None, DIVISION, LIENDERT)


class TestOnceAdopted:
    """The division holds, and its figures keep its borders."""

    def test_it_is_not_adopted_a_second_time(self) -> None:
        with refused(DivisionAlreadyAdopted):
            adopt(adopting(), adopted())

    def test_its_wijken_exist_by_code_and_name(self) -> None:
        assert adopted().wijken == {LIENDERT: "Liendert", SOESTERKWARTIER: "Soesterkwartier"}
        guard_wijk_exists(adopted(), DIVISION, LIENDERT)

    def test_a_wijk_that_is_not_in_it_does_not_exist(self) -> None:
        with refused(WijkUnknown):
            guard_wijk_exists(adopted(), DIVISION, "WK030799")

    def test_what_happens_elsewhere_does_not_change_it(self) -> None:
        elsewhere = happened(MandateWithdrawn, mandate_id="mandate-1")
        assert evolve(adopted(), elsewhere) == adopted()


class TestWhatCanBeAsked:
    """What is no division at all is malformed, not refused."""

    @pytest.mark.parametrize("code", ["WK03071", "wk030710", "BU030710", "WK0307100"])
    def test_a_wijk_has_a_code_of_the_statistics_office(self, code: str) -> None:
        with pytest.raises(ValidationError):
            Wijk(code=code, name="Liendert")

    def test_a_division_has_at_least_one_wijk(self) -> None:
        with pytest.raises(ValidationError):
            adopting(())

    def test_a_division_has_a_bounded_number_of_wijken(self) -> None:
        many = tuple(Wijk(code=f"WK{number:06}", name="x") for number in range(MAX_WIJKEN + 1))
        adopting(many[:MAX_WIJKEN])
        with pytest.raises(ValidationError):
            adopting(many)

    def test_each_division_has_a_stream_of_its_own(self) -> None:
        assert stream_of(DIVISION) == "division:GM0307-2022"
