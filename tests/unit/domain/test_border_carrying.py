"""Money over a change of borders, to the cent; Amersfoort's change of 2022 as the example."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.border_carrying import BorderShare, Crossing, SharesUnknown, carry_across, crossing
from domain.border_money_events import MoneyMappedIn, MoneyMappedOut
from domain.budget import Budget, budget_after
from domain.budget_events import SavedPart
from domain.budget_year import CouncilAct, Remainder
from domain.event import Event
from domain.money import ZERO, Money, total
from domain.wijk_division import BorderChange, Division
from domain.year_closing import CloseBudgetYear
from tests.unit.domain.given import command, day, refused
from tests.unit.domain.test_border_changes import (
    BEFORE,
    BERG_NOORD,
    BOSGEBIED,
    BUITENGEBIED,
    CHANGES,
    EEMKWARTIER,
    HOEF,
    ISSELT,
    NOW,
    PARK_SCHOTHORST,
    SCHOTHORST_NOORD,
    SOESTERKWARTIER,
    STOUTENBURG,
    VALLEIPOORT,
    VATHORST,
    ZIELHORST,
)

YEAR = 2021
OLD, NEW, CITY = "GM0307-2021", "GM0307-2022", "WK030700"
ACT = CouncilAct(number="RB-2021-9", decided_on=day(12, 14))
CLOSING = command(CloseBudgetYear, year=YEAR, remainder=Remainder.CARRY_OVER, council_act=ACT)


def division(division_id: str, codes: tuple[str, ...], *changes: BorderChange) -> Division:
    """A division, mapped from the one before where there are changes."""
    names = {code: code for code in codes}
    valid_from = day(1, 1)
    return Division(
        division_id, valid_from, names, OLD if changes else None, city=CITY, changes=changes
    )


def over(changes: tuple[BorderChange, ...], decided: dict[str, dict[str, int]]) -> Crossing:
    """From one division to the other, with what the council decided."""
    divisions = {OLD: division(OLD, BEFORE), NEW: division(NEW, NOW, *changes)}
    shares = [
        BorderShare(former_wijk=former, wijk=wijk, weight=weight)
        for former, parts in decided.items()
        for wijk, weight in parts.items()
    ]
    found = crossing(OLD, NEW, divisions, shares)
    assert found is not None
    return found


def carried(left: dict[str, int], across: Crossing) -> dict[str, Money]:
    """By wijk what arrives, once what leaves has left; nothing may be left behind."""
    arrived: dict[str, Money] = {}
    for wijk, cents in left.items():
        budget = Budget(OLD, wijk, YEAR, allocated=Money(cents))
        parts = (SavedPart(given_for=YEAR, amount_cents=Money(cents)),)
        leaving, coming = carry_across(CLOSING, budget, ACT, parts, across)
        assert budget_after(budget, leaving).available == ZERO
        for there, events in coming.items():
            arrived[there] = arrived.get(there, ZERO) + _sum_of(events)
        assert {e.to_wijk for e in leaving if isinstance(e, MoneyMappedOut)} == coming.keys()
    return arrived


def _sum_of(events: list[Event]) -> Money:
    return total(each.amount_cents for each in events if isinstance(each, MoneyMappedIn))


LEFT = dict.fromkeys(BEFORE, 100_00)
DECIDED = {
    ISSELT: {ISSELT: 3, EEMKWARTIER: 1},
    BOSGEBIED: {BOSGEBIED: 8, SOESTERKWARTIER: 1, BERG_NOORD: 1},
    VALLEIPOORT: {HOEF: 1, VATHORST: 1, ZIELHORST: 1},
}


class TestAmersfoort2022:
    """Each of the former wijken had a hundred euros left; sizes of the parts were not published."""

    @pytest.mark.parametrize("split", [ISSELT, BOSGEBIED, VALLEIPOORT])
    def test_a_split_wijk_needs_a_decision_on_the_shares(self, split: str) -> None:
        without = {wijk: parts for wijk, parts in DECIDED.items() if wijk != split}
        with refused(SharesUnknown) as said:
            carried({split: 100_00}, over(CHANGES, without))
        assert split in said.value.text()

    def test_every_euro_is_in_a_wijk_of_now(self) -> None:
        arrived = carried(LEFT, over(CHANGES, DECIDED))
        assert {wijk: amount.cents for wijk, amount in arrived.items()} == {
            ISSELT: 75_00,
            EEMKWARTIER: 25_00,
            BOSGEBIED: 80_00,
            SOESTERKWARTIER: 110_00,
            BERG_NOORD: 110_00,
            HOEF: 33_33,
            VATHORST: 33_33,
            ZIELHORST: 133_34,
            SCHOTHORST_NOORD: 200_00,
            BUITENGEBIED: 100_00,
        }
        assert total(arrived.values()) == Money(100_00 * len(BEFORE))

    def test_the_wijken_that_went_away_have_none_of_it(self) -> None:
        arrived = carried(LEFT, over(CHANGES, DECIDED))
        assert not arrived.keys() & {VALLEIPOORT, PARK_SCHOTHORST, STOUTENBURG}


weights = st.integers(0, 10**6)


@st.composite
def sized(draw: st.DrawFn) -> tuple[BorderChange, ...]:
    """The same change with sizes for every part, at least one of each wijk above none."""
    changes = []
    for _, parts in groupby(sorted(CHANGES, key=_former), key=_former):
        drawn = [(part, draw(weights)) for part in parts]
        if not sum(weight for _, weight in drawn):
            drawn[0] = (drawn[0][0], 1)
        changes += [part.model_copy(update={"weight": weight}) for part, weight in drawn]
    return tuple(changes)


def _former(change: BorderChange) -> str:
    return change.former_wijk


@given(
    changes=sized(),
    left=st.dictionaries(st.sampled_from([*BEFORE, CITY]), st.integers(1, 10**9), min_size=1),
)
def test_nothing_is_lost_or_doubled_however_large_the_parts_are(
    changes: tuple[BorderChange, ...], left: dict[str, int]
) -> None:
    arrived = carried(left, over(changes, {}))
    assert total(arrived.values()) == Money(sum(left.values()))
    assert arrived.keys() <= {*NOW, CITY}
    assert arrived.get(CITY, ZERO) == Money(left.get(CITY, 0))
