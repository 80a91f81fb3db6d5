"""Steps of council and college: years, allocation, mandates."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis.stateful import rule

from domain.allocation import PublishAllocation
from domain.allocation_correction import CorrectAllocation
from domain.allocation_key import KeyPart, KeyPartKind
from domain.budget_year import (
    ActKind,
    Body,
    CouncilAct,
    OpenBudgetYear,
    RecordFrameworkAct,
    Remainder,
)
from domain.mandate import AcceptMandate, GiveMandate, MandateMatter, WithdrawMandate
from domain.money import Money
from domain.wijk_division import AdoptDivision, BorderChange, RecordBorders, Wijk
from domain.year_closing import CloseBudgetYear
from tests.properties.whole_city.books import YearBook
from tests.properties.whole_city.model_framework import BODIES
from tests.properties.whole_city.walk import (
    DIVISION,
    LUCK,
    NO_WIJK,
    PERSONS,
    WIJKEN,
    YEARS,
    Walk,
    likely,
    sealed,
)


class FrameworkSteps(Walk):
    """What frames the spending."""

    def a_year(self, luck: Random) -> int:
        """Nearly always one that is open."""
        years = self.books.years.items()
        good = [number for number, year in years if year.division and not year.closed]
        chosen: int = likely(luck, good, (*YEARS, 2029))
        return chosen

    def a_wijk(self, luck: Random) -> str:
        """Nearly always one that exists."""
        return likely(luck, WIJKEN, (NO_WIJK,))

    @rule(luck=LUCK)
    def adopt_division(self, luck: Random) -> None:
        codes = luck.choice([WIJKEN, WIJKEN, (*WIJKEN, WIJKEN[0])])
        self.adopt(luck, likely(luck, [DIVISION], ["GM0307-2030"]), codes)

    @rule(luck=LUCK)
    def record_borders(self, luck: Random) -> None:
        other = ["GM0307-2030", DIVISION]
        self.give(
            luck,
            RecordBorders,
            division_id=likely(luck, ["GM0307-2030"], other),
            former_id=likely(luck, [DIVISION], other),
            source="city",
            changes=tuple(
                BorderChange(former_wijk=code, wijk=self.a_wijk(luck))
                for code in likely(luck, [WIJKEN], [WIJKEN[:2]])
            ),
        )

    def adopt(self, luck: Random, division_id: str, codes: tuple[str, ...]) -> None:
        """Adopt a division of these wijken."""
        self.give(
            luck,
            AdoptDivision,
            division_id=division_id,
            municipality="GM0307",
            valid_from=date(int(division_id[-4:]), 1, 1),
            wijken=tuple(Wijk(code=code, name=code) for code in codes),
        )

    @rule(luck=LUCK)
    def record_framework_act(self, luck: Random) -> None:
        year = luck.choice(YEARS)
        missing = ActKind.__members__.values()
        kind = likely(luck, [k for k in missing if not self.has_act(year, k)], list(ActKind))
        self.record(luck, year, kind, likely(luck, [Body(BODIES[kind])], list(Body)))

    def has_act(self, year: int, kind: ActKind) -> bool:
        """Whether an act is on record."""
        return year in self.books.years and kind in self.books.years[year].acts

    def record(self, luck: Random, year: int, kind: ActKind, body: Body) -> None:
        """Record an act under a number of its own; hardly ever one that is still to be taken."""
        today = self.city.now.date()
        self.give(
            luck,
            RecordFrameworkAct,
            year=year,
            kind=kind,
            body=body,
            number=self.fresh("act"),
            decided_on=likely(luck, [min(date(year - 1, 11, 10), today)], [date(2099, 1, 1)]),
        )

    @rule(luck=LUCK)
    def open_budget_year(self, luck: Random) -> None:
        self.open(luck, luck.choice(YEARS), likely(luck, [DIVISION], ("GM0307-2030",)))

    def open(self, luck: Random, year: int, division: str = DIVISION) -> None:
        """Open a year under some ceiling."""
        ceiling = Money(luck.randrange(1, 2_000_00))
        self.give(luck, OpenBudgetYear, year=year, division_id=division, ceiling_cents=ceiling)

    @rule(luck=LUCK)
    def publish_allocation(self, luck: Random) -> None:
        number = self.a_year(luck)
        year = self.books.years.get(number)
        left = year.ceiling - year.allocated if year else 0
        asked = likely(luck, [left // 2, left // 3], (left, left + 1, left + 100_00, 0, -1))
        wijken = luck.sample((*WIJKEN, *WIJKEN[:1], self.a_wijk(luck)), 2)
        weights = {wijk: luck.choice([0, 0, 1, 3, 5]) for wijk in wijken}
        self.allocate(luck, number, asked, weights)

    def allocate(self, luck: Random, year: int, cents: int, weights: dict[str, int]) -> None:
        """Divide money over wijken."""
        self.give(luck, PublishAllocation, year=year, **self.a_key(luck, cents, weights))

    @rule(luck=LUCK)
    def correct_allocation(self, luck: Random) -> None:
        number = self.a_year(luck)
        year = self.books.years.get(number, YearBook())
        standing = [at for at, each in enumerate(year.allocations, 1) if not each.corrected]
        whole = sum(each.whole for each in year.allocations[:1]) or 1
        self.give(
            luck,
            CorrectAllocation,
            year=number,
            number=likely(luck, standing, [1, 2, 99]),
            reason=sealed("wrong figures"),
            **self.a_key(
                luck,
                luck.choice([whole, whole, whole // 2, whole + 50_00]),
                {self.a_wijk(luck): 2, WIJKEN[0]: 1},
            ),
        )

    def a_key(self, luck: Random, cents: int, weights: dict[str, int]) -> dict[str, Any]:
        """A key by these weights; at times with a fixed part or money that goes to no wijk."""
        part = KeyPart(
            kind=KeyPartKind.INHABITANTS,
            points=likely(luck, [1, 3], [0]),
            source="example-figures",
            measured_on=date(2026, 1, 1),
            weights=weights,
        )
        fixed = part.model_copy(update={"kind": KeyPartKind.FIXED, "points": 0})
        return {
            "total_cents": Money(cents),
            "city_wide_cents": Money(likely(luck, [0], [cents // 4 if cents > 0 else 0, 1])),
            "key": "inhabitants",
            "parts": likely(luck, [(part,)], [(part, fixed), (fixed, part), (fixed,)]),
        }

    @rule(luck=LUCK)
    def close_budget_year(self, luck: Random) -> None:
        if luck.randrange(4):
            return  # a year that closes too soon leaves little to walk through
        decided_on = likely(luck, [date(2026, 12, 16)], [date(2099, 1, 1)])
        act = CouncilAct(number=self.fresh("act"), decided_on=decided_on)
        self.give(
            luck,
            CloseBudgetYear,
            year=self.a_year(luck),
            remainder=luck.choice(list(Remainder)),
            council_act=likely(luck, [act], [None]),
        )

    @rule(luck=LUCK)
    def give_mandate(self, luck: Random) -> None:
        from_day = self.city.now.date() + timedelta(days=luck.choice([-1, 0, 0, 0, 3]))
        self.give(
            luck,
            GiveMandate,
            mandate_id=likely(luck, [self.fresh("mandate")], ["mandate-1"]),
            holder_id=luck.choice(PERSONS),
            ceiling_cents=Money(luck.choice([50_00, 5_000_00, 5_000_00])),
            valid_from=from_day,
            valid_until=from_day + timedelta(days=luck.choice([-1, 2, 300, 300, 300])),
            article="art-4",
            matter=likely(luck, [MandateMatter.GRANTS], [MandateMatter.AGREEMENTS]),
            outside_college=luck.randrange(4) == 0,
        )
        self.accept_mandate(luck)

    def accept_mandate(self, luck: Random) -> None:
        """Somebody accepts what waits for them, or what does not."""
        waiting = [name for name, each in self.books.mandates.items() if not each.accepted]
        mandate_id = likely(luck, waiting, [*self.books.mandates, "no-mandate"])
        known = self.books.mandates.get(mandate_id)
        self.give(
            luck,
            AcceptMandate,
            likely(luck, [known.holder] if known else [], PERSONS),
            mandate_id=mandate_id,
        )

    @rule(luck=LUCK)
    def withdraw_mandate(self, luck: Random) -> None:
        mandates = sorted(self.books.mandates)
        if luck.randrange(3) == 0:
            self.give(luck, WithdrawMandate, mandate_id=luck.choice([*mandates, "no-mandate"]))
