"""What a wijk has left goes to the wijken that it became: all of it, once, and to the cent."""

from __future__ import annotations

import pytest

from domain.border_carrying import (
    BorderShare,
    BordersNotRecorded,
    SharesNotOfBorders,
    SharesUnknown,
)
from domain.border_money_events import MoneyMappedIn, MoneyMappedOut
from domain.budget_events import SavedPart
from domain.budget_year import Remainder
from domain.command import Role
from domain.determination_events import DeterminationGround
from domain.money import ZERO, Money
from domain.regulation_contents import Regulation
from domain.regulation_guards import CarryOverNotAllowed
from domain.wijk_division import WijkUnknown
from domain.year_closing import CloseBudgetYear
from tests.scenarios.borders import (
    ACT,
    MERGED,
    NEXT,
    NEXT_DIVISION,
    NORTH,
    RENAMED,
    SOUTH,
    SPLIT,
    UNSIZED,
    adopt_next_division,
    close_over_borders,
    open_over_borders,
    record_next_borders,
    shares,
)
from tests.scenarios.town import DIVISION, LIENDERT, SOESTERKWARTIER, YEAR, Town
from tests.unit.domain.given import refused

NOT_ALL_DONE = DeterminationGround.NOT_CARRIED_OUT


def town_with(liendert: int = 100_00, soesterkwartier: int = 50_00) -> Town:
    """A town of two wijken with so many cents each."""
    town = Town()
    town.adopt_division()
    town.open_year(liendert + soesterkwartier)
    weights = {LIENDERT: liendert, SOESTERKWARTIER: soesterkwartier}
    town.allocate(weights, liendert + soesterkwartier)
    return town


def available(town: Town, *wijken: str, year: int = NEXT) -> list[int]:
    """What is available in wijken, in cents."""
    return [town.budget(wijk, year).available.cents for wijk in wijken]


class TestAWijkThatGotAnotherCode:
    """What it had left goes along, whole."""

    def test_arrives_under_the_new_one(self) -> None:
        town = town_with()
        open_over_borders(town, RENAMED)
        close_over_borders(town)
        assert available(town, NORTH, SOUTH) == [100_00, 50_00]

    def test_says_on_both_sides_where_its_money_went_and_under_which_act(self) -> None:
        town = town_with(100_00, 0)
        open_over_borders(town, RENAMED)
        close_over_borders(town)
        (out,) = (each for each in town.events() if isinstance(each, MoneyMappedOut))
        (into,) = (each for each in town.events() if isinstance(each, MoneyMappedIn))
        assert (out.division_id, out.wijk, out.year) == (DIVISION, LIENDERT, YEAR)
        assert (out.to_division, out.to_wijk, out.to_year) == (NEXT_DIVISION, NORTH, NEXT)
        assert (into.division_id, into.wijk, into.year) == (NEXT_DIVISION, NORTH, NEXT)
        assert (into.from_division, into.from_wijk, into.from_year) == (DIVISION, LIENDERT, YEAR)
        assert out.amount_cents == into.amount_cents == Money(100_00)
        assert out.council_act == into.council_act == ACT

    def test_keeps_its_own_figures(self) -> None:
        town = town_with()
        open_over_borders(town, RENAMED)
        close_over_borders(town)
        former = town.budget(LIENDERT)
        assert (former.allocated, former.carried_out) == (Money(100_00), Money(100_00))
        assert former.available == ZERO


class TestWijkenThatWereMerged:
    """One has what both had left."""

    def test_their_money_is_one(self) -> None:
        town = town_with()
        open_over_borders(town, MERGED)
        close_over_borders(town)
        assert available(town, NORTH) == [150_00]

    def test_money_of_one_year_stays_of_that_year_whichever_wijk_it_came_from(self) -> None:
        town = town_with()
        open_over_borders(town, MERGED)
        close_over_borders(town)
        saved = SavedPart(given_for=YEAR, amount_cents=Money(150_00))
        assert town.budget(NORTH, NEXT).saved == (saved,)


class TestAWijkThatWasSplit:
    """Its parts share what is left."""

    def test_by_the_sizes_in_the_mapping_to_the_cent(self) -> None:
        town = town_with(100_00, 50_00)
        open_over_borders(town, SPLIT)
        close_over_borders(town)
        assert available(town, NORTH, SOUTH) == [66_67, 33_33 + 50_00]

    def test_by_what_the_council_decides_where_no_size_is_on_record(self) -> None:
        town = town_with(100_00, 0)
        open_over_borders(town, UNSIZED)
        with refused(SharesUnknown) as said:
            close_over_borders(town)
        assert LIENDERT in said.value.text()
        close_over_borders(town, shares(north=1, south=3))
        assert available(town, NORTH, SOUTH) == [25_00, 75_00]

    def test_by_what_the_council_decides_also_where_a_size_is(self) -> None:
        town = town_with(100_00, 0)
        open_over_borders(town, SPLIT)
        close_over_borders(town, shares(north=0, south=1))
        assert available(town, SOUTH) == [100_00]
        (into,) = (each for each in town.events() if isinstance(each, MoneyMappedIn))
        assert into.share.decided

    def test_needs_no_share_where_nothing_is_left(self) -> None:
        town = town_with(0, 50_00)
        open_over_borders(town, UNSIZED)
        close_over_borders(town)
        assert available(town, SOUTH) == [50_00]

    @pytest.mark.parametrize(
        "wrong",
        [
            shares(north=1),
            shares(north=0, south=0),
            (*shares(north=1, south=1), *shares(north=1)),
            (BorderShare(former_wijk=LIENDERT, wijk=LIENDERT, weight=1),),
            (BorderShare(former_wijk=NORTH, wijk=SOUTH, weight=1),),
        ],
        ids=["a part left out", "no weight", "a part twice", "not a part", "not a former wijk"],
    )
    def test_is_not_divided_by_shares_that_do_not_fit_the_borders(
        self, wrong: tuple[BorderShare, ...]
    ) -> None:
        town = town_with()
        open_over_borders(town, UNSIZED)
        with refused(SharesNotOfBorders):
            close_over_borders(town, wrong)


class TestTheWholeCity:
    """It has no borders that change, perhaps another code."""

    def test_keeps_what_it_has_left(self) -> None:
        town = Town()
        town.adopt_division()
        town.open_year(100_00)
        town.allocate({LIENDERT: 1}, 100_00, city_wide=40_00)
        open_over_borders(town, SPLIT)
        close_over_borders(town)
        assert available(town, "WK030700", NORTH, SOUTH) == [40_00, 40_00, 20_00]


class TestWithoutAMapping:
    """Nobody said where the wijken went."""

    def test_nothing_is_carried(self) -> None:
        town = town_with()
        adopt_next_division(town)
        town.open_year(year=NEXT, division=NEXT_DIVISION)
        with refused(BordersNotRecorded) as said:
            close_over_borders(town)
        assert NEXT_DIVISION in said.value.text()
        record_next_borders(town, RENAMED)
        close_over_borders(town)
        assert available(town, NORTH) == [100_00]

    def test_what_is_left_can_be_released(self) -> None:
        town = town_with()
        adopt_next_division(town)
        town.open_year(year=NEXT, division=NEXT_DIVISION)
        town.close_year(Remainder.RELEASE)
        assert town.budget(LIENDERT).released == Money(100_00)

    def test_shares_for_what_is_released_are_refused(self) -> None:
        town = town_with()
        with refused(SharesNotOfBorders):
            town.do(
                CloseBudgetYear,
                Role.GRIFFIER,
                year=YEAR,
                remainder=Remainder.RELEASE,
                shares=shares(north=1, south=1),
            )


class TestTheRegulation:
    """That of the former wijk says whether and how long it may save."""

    def test_that_forbids_carrying_over_forbids_it_over_borders_too(self) -> None:
        town = town_with()
        rule = {"article": "3", "allowed": False}
        town.adopt_regulation(Regulation.model_validate({"carry_over": rule}))
        open_over_borders(town, RENAMED)
        with refused(CarryOverNotAllowed):
            close_over_borders(town)

    def test_counts_the_years_that_money_is_saved_on_both_sides(self) -> None:
        town = town_with(100_00, 0)
        rule = {"article": "3", "allowed": True, "saving_years": 1}
        town.adopt_regulation(Regulation.model_validate({"carry_over": rule}))
        open_over_borders(town, SPLIT)
        close_over_borders(town)
        town.open_year(year=NEXT + 1, division=NEXT_DIVISION)
        town.close_year(Remainder.CARRY_OVER, ACT, NEXT)
        assert town.budget(NORTH, NEXT).released == Money(66_67)
        assert town.budget(SOUTH, NEXT).released == Money(33_33)


class TestWhatComesFreeAfterwards:
    """It was of the former wijk in a year that is closed: it is released there."""

    @staticmethod
    def town_with_a_grant() -> Town:
        """Sixty euros were granted and paid in Liendert; the forty that were left went north."""
        town = Town().with_plan(100_00)
        town.granted("garden", 60_00)
        town.request_payout("garden", 60_00)
        town.approve_payout("garden")
        town.pay("garden")
        open_over_borders(town, RENAMED)
        close_over_borders(town)
        return town

    def test_a_determination_frees_nothing_over_the_border(self) -> None:
        town = Town().with_plan(100_00)
        town.granted("garden", 60_00)
        open_over_borders(town, RENAMED)
        close_over_borders(town)
        town.render_account("garden", 50_00)
        town.determine("garden", 50_00, NOT_ALL_DONE)
        former = town.budget(LIENDERT)
        assert (former.released, former.available) == (Money(10_00), ZERO)
        assert available(town, NORTH) == [40_00]

    def test_nor_does_a_recovery(self) -> None:
        town = self.town_with_a_grant()
        town.render_account("garden", 50_00)
        town.determine("garden", 50_00, NOT_ALL_DONE)
        town.recover("garden", 10_00)
        former = town.budget(LIENDERT)
        assert (former.released, former.available) == (Money(10_00), ZERO)
        assert available(town, NORTH) == [40_00]


class TestASubsidyOfTheFormerWijk:
    """Its money is bound where it runs; the wijken of the next year have none of it."""

    def test_is_not_bound_in_a_year_whose_division_does_not_have_its_wijk(self) -> None:
        town = Town().with_money(100_00)
        town.record_subsidy(30_00)
        open_over_borders(town, RENAMED)
        close_over_borders(town)
        with refused(WijkUnknown):
            town.bind_subsidy(NEXT)
