"""The second year: what was left is carried over; the first is accounted for and looked back on."""

from __future__ import annotations

from datetime import date, timedelta

from domain.allocation import PublishAllocation
from domain.allocation_key import KeyPart, KeyPartKind
from domain.budget_events import BudgetLine
from domain.budget_year import CouncilAct, Remainder
from domain.command import Role
from domain.decision import TakeDecision
from domain.determination import RenderAccount
from domain.determination_events import DeterminationGround
from domain.mandate import WithdrawMandate
from domain.money import ZERO, Money
from domain.regulation import WithdrawRegulation
from domain.regulation_contents import Regulation
from domain.theme_division import ThemeDivision
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.quarter import EMMA, FRITS, GREET
from tests.scenarios.three_years import looked_into, small_sums, subsidy_of_institution, votes
from tests.scenarios.three_years.city import City, first_of, last_of
from tests.scenarios.three_years.first_year import CITY_RULES, GREEDY

LOWER = DeterminationGround.NOT_CARRIED_OUT


def begins(city: City) -> None:
    """More money than a year ago; what was left of that year goes along, by an act."""
    following = city.year + 1
    city.goes_on(city.year, 11, 1)
    city.open_year(ceiling=100_000_00, year=following)
    divides_by_need(city, following)
    subsidy_of_institution.before_the_second_year(city)
    before = city.free(BudgetLine.INITIATIVE)
    city.year = following
    city.goes_on(following, 1, 10)
    act = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))
    with city.looking_back(YEAR):
        city.close_year(Remainder.CARRY_OVER, act)
    carried = city.settled_state(LIENDERT, city.year).carried_over_cents
    assert carried >= before
    assert city.settled_state(LIENDERT, YEAR).available_cents == 0


def divides_by_need(city: City, year: int) -> None:
    """A fixed part for each; the rest by inhabitants, by which wijk needs it most, and by a figure
    of the quickscan of that year.
    """
    city.record_indicator(year=year, measured_on=first_of(year - 1))
    parts = (
        (KeyPartKind.FIXED, 0, {LIENDERT: 10_000_00, SOESTERKWARTIER: 10_000_00}, None),
        (KeyPartKind.INHABITANTS, 6, {LIENDERT: 3, SOESTERKWARTIER: 2}, None),
        (KeyPartKind.PRIORITY, 3, {LIENDERT: 1, SOESTERKWARTIER: 0}, None),
        (KeyPartKind.INDICATOR, 1, {LIENDERT: 14, SOESTERKWARTIER: 9}, "lonely"),
    )
    city.do(
        PublishAllocation,
        Role.GRIFFIER,
        year=year,
        total_cents=Money(100_000_00),
        city_wide_cents=ZERO,
        key="by-need",
        parts=tuple(
            KeyPart(
                kind=kind,
                points=points,
                weights=weights,
                indicator=indicator,
                source="example-figures",
                measured_on=first_of(year - 1),
            )
            for kind, points, weights, indicator in parts
        ),
    )
    given = [city.settled_state(wijk, year).allocated_cents for wijk in (LIENDERT, SOESTERKWARTIER)]
    assert given == [67_669_57, 32_330_43]


def settles(city: City, garden: str) -> None:
    """Determined lower, and what was paid too much comes back: to a closed year, so released."""
    with city.looking_back(YEAR):
        city.do(
            RenderAccount,
            EMMA,
            proposal_id=garden,
            costs_cents=Money(2_500_00),
            report=sealed("half of the plants"),
        )
        city.determine(garden, 2_500_00, LOWER)
        city.recover(garden, 200_00)
        city.recover(garden, 300_00, "recovery-2")
    state = city.settled_state(LIENDERT, YEAR)
    assert (state.granted_cents, state.determined_cents) == (2_500_00, 2_500_00)
    assert state.recovered_cents == 500_00


def changes_rules(city: City) -> None:
    """Another regulation takes over; who had a mandate or a seat gives it back."""
    city.adopt_regulation(
        Regulation.model_validate(CITY_RULES | {"support": None}),
        "rules-2",
        valid_from=(city.now + timedelta(days=1)).date(),
        replaces="rules-1",
    )
    city.give_mandate(
        mandate_id="mandate-of-another",
        holder_id="person-second-holder",
        valid_from=first_of(city.year),
        valid_until=last_of(city.year),
    )
    city.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-of-another")
    city.end_seat("seat-1")
    city.goes_on(city.year, 2, 1)


def divides_over_themes(city: City) -> None:
    """Residents say how much is for which theme; that is held for the round that follows."""
    before = city.settled_state(LIENDERT, city.year).available_cents
    step = Money(1_000_00)
    division = ThemeDivision(themes=("green", "care"), step_cents=step, least_themes=1)
    city.open_theme_round(division, 3_000_00)
    for voter in (7, 8):
        city.cast(voter, "care", "green", points=(1, 2), round_id="themes")
    city.close_round("themes")
    city.tally("themes")
    after = city.settled_state(LIENDERT, city.year)
    assert (after.available_cents, after.voted_on_cents) == (before - 3_000_00, 3_000_00)


def decides_above_every_mandate(city: City) -> str:
    """The other wijk votes; the winner asks more than any mandate reaches: the college decides."""
    city.adopt_plan(SOESTERKWARTIER)
    asked = [
        city.handled(by, amount, SOESTERKWARTIER)
        for by, amount in ((FRITS, 12_000_00), (GREET, 9_000_00))
    ]
    for name in asked:
        city.judges(name)
    city.votes("round-2", SOESTERKWARTIER, 12_000_00, asked, GREEDY)
    hall, _ = asked
    city.reserve(hall, 12_000_00)
    decided = CouncilAct(number="RB-2028-5", decided_on=city.now.date())
    city.prepare(hall, 12_000_00, council_act=decided)
    draft = city.draft_reason(hall)
    city.do(TakeDecision, Role.COLLEGE, proposal_id=hall, draft_reason=draft)
    city.verify(hall)
    city.request_payout(hall, 9_000_00)
    city.approve_payout(hall)
    city.pay(hall)
    return hall


def tell(city: City, garden: str, mural: str) -> str:
    """The second year; the hall that the college granted."""
    begins(city)
    settles(city, garden)
    changes_rules(city)
    divides_over_themes(city)
    votes.tell(city)
    hall = decides_above_every_mandate(city)
    looked_into.after_the_round(city, "round-2", hall)
    looked_into.a_members_own(city)
    subsidy_of_institution.after_its_last_day(city)
    small_sums.nothing_came(city, mural)
    city.do(WithdrawRegulation, Role.GRIFFIER, regulation_id="rules-2", last_day=last_of(city.year))
    return hall
