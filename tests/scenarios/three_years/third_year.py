"""The third year: as granted, the last payment, everything released, and stock is taken."""

from __future__ import annotations

from domain.budget_events import BudgetLine
from domain.budget_year import Remainder
from domain.determination import RenderAccount
from domain.money import Money
from domain.regulation_contents import Regulation
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.quarter import EMMA, FRITS
from tests.scenarios.three_years import looked_at_again, ranked
from tests.scenarios.three_years.city import City

MIDDLE = YEAR + 1
WHOLE_CITY = "WK030700"


def begins(city: City) -> None:
    """Cuts: less money than the year before; what was left of that year is released."""
    city.year += 1
    city.goes_on(city.year, 1, 12)
    city.open_year(ceiling=61_000_01, year=city.year)
    shares_of = {LIENDERT: 1, SOESTERKWARTIER: 1}
    city.allocate(shares_of, 61_000_01, year=city.year, city_wide=1_000_00)
    with city.looking_back(MIDDLE):
        city.close_year(Remainder.RELEASE, year=MIDDLE)
    shares = [city.settled_state(wijk, city.year) for wijk in (LIENDERT, SOESTERKWARTIER)]
    assert sorted(each.allocated_cents for each in shares) == [30_000_00, 30_000_01]


def settles(city: City, hall: str) -> None:
    """The hall was built as granted: the rest is paid as the last payment."""
    with city.looking_back(MIDDLE):
        city.do(
            RenderAccount,
            FRITS,
            proposal_id=hall,
            costs_cents=Money(12_000_00),
            report=sealed("it stands"),
        )
        city.give_mandate(
            20_000_00,
            mandate_id="settling",
            holder_id="person-settler",
            valid_from=city.now.date(),
            valid_until=city.now.date(),
        )
        city.determine_under("settling", hall, 12_000_00)
        city.request_payout(hall, 3_000_00, "last")
        city.approve_payout(hall, payout_id="last")
        city.pay(hall, "last")
        city.review_priority(wijk=SOESTERKWARTIER)
    state = city.settled_state(SOESTERKWARTIER, MIDDLE)
    assert (state.paid_cents, state.determined_cents) == (12_000_00, 12_000_00)


def ends(city: City) -> None:
    """A small year without a regulation: one grant, and the year closes."""
    city.adopt_plan(LIENDERT)
    bench = city.handled(EMMA, 100_00)
    city.reserve(bench, 100_00)
    city.prepare(bench, 100_00)
    city.take(bench)
    ranked.tell(city)
    looked_at_again.tell(city)
    city.end_appointment()
    city.goes_on(city.year, 12, 31)
    looked_at_again.closes(city)
    pools(city)
    city.close_year(Remainder.RELEASE)
    city.review_priority()
    assert city.settled_state(LIENDERT, city.year).granted_cents == 100_00 + 1_200_00 + 500_00


def pools(city: City) -> None:
    """New rules: what wijken have left is for the whole city, where nobody asks for it any more."""
    rule = {"article": "3", "allowed": False, "pooling_day": {"month": 3, "day": 1}}
    rules = Regulation.model_validate({"carry_over": rule})
    city.adopt_regulation(rules, "rules-3", valid_from=city.now.date())
    city.pool_remainders(city.year)
    whole = city.settled_state(WHOLE_CITY, city.year)
    assert (whole.allocated_cents, city.free(BudgetLine.INITIATIVE)) == (1_000_00, 0)
    assert whole.available_cents == whole.allocated_cents + whole.pooled_cents


def tell(city: City, hall: str) -> None:
    """The third year."""
    begins(city)
    settles(city, hall)
    ends(city)
