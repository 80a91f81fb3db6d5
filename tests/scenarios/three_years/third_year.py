"""The third year: as granted, the last payment, everything released, and stock is taken."""

from __future__ import annotations

from datetime import date

from domain.budget_events import BudgetLine
from domain.budget_year import CouncilAct, Remainder
from domain.command import Role
from domain.determination import RenderAccount
from domain.money import Money
from domain.network import MeetingKind
from domain.regulation_contents import Regulation
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import NeedSource, Theme
from tests.scenarios.people import LIENDERT, SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.quarter import EMMA, FRITS
from tests.scenarios.three_years import (
    before_court,
    late,
    looked_at_again,
    ranked,
    street_party,
    unchosen_themes,
)
from tests.scenarios.three_years.city import City

MIDDLE = YEAR + 1
WHOLE_CITY = "WK030700"
SAVING = CouncilAct(number="RB-2028-9", decided_on=date(MIDDLE, 12, 13))


def begins(city: City) -> None:
    """Cuts: less money than the year before; what was left of that year is saved up."""
    city.year += 1
    city.goes_on(city.year, 1, 12)
    city.open_year(ceiling=61_000_01, year=city.year)
    shares_of = {LIENDERT: 1, SOESTERKWARTIER: 1}
    city.allocate(shares_of, 61_000_01, year=city.year, city_wide=1_000_00)
    with city.looking_back(MIDDLE):
        city.close_year(Remainder.CARRY_OVER, SAVING, year=MIDDLE)
    saved = city.budget(LIENDERT, city.year).left_by_year()
    assert [part.given_for for part in saved] == [YEAR, MIDDLE, city.year]
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
    state = city.settled_state(SOESTERKWARTIER, MIDDLE)
    assert (state.paid_cents, state.determined_cents) == (12_000_00, 12_000_00)


def ends(city: City) -> None:
    """A year without rules for the whole city: wijken have theirs for a day, and it closes."""
    city.adopt_plan(LIENDERT)
    revises_plan(city)
    bench = city.handled(EMMA, 100_00)
    city.grants(bench, 100_00, priority_id="priority-2", plan_version=2)
    shop = late.asked(city)
    ranked.tell(city)
    looked_at_again.tell(city)
    before_court.says_itself(city)
    before_court.tells_to_decide_again(city)
    party = street_party.asked(city)
    unchosen_themes.tell(city)
    street_party.held(city, party)
    before_court.less_for_the_time_ahead(city)
    before_court.a_neighbour_objects(city)
    late.decided(city, shop)
    city.end_appointment()
    city.goes_on(city.year, 12, 31)
    looked_at_again.closes(city)
    pools(city)
    city.close_year(Remainder.RELEASE)
    assert (
        city.settled_state(LIENDERT, city.year).granted_cents
        == 100_00 + 1_200_00 + 500_00 + before_court.GRANTED
    )


def revises_plan(city: City) -> None:
    """A letter and a survey tell of more; the network drafts the plan anew, in a meeting."""
    heard = {"need-2": (NeedSource.LETTER, "BU03071002"), "need-3": (NeedSource.SURVEY, None)}
    for need, (source, neighbourhood) in heard.items():
        city.do(
            RecordNeed,
            Role.COORDINATOR,
            wijk=LIENDERT,
            year=YEAR,
            need_id=need,
            source=source,
            neighbourhood=neighbourhood,
            description=sealed("nowhere to sit"),
        )
    city.announce_meeting("meeting-3", kind=MeetingKind.PLAN)
    city.record_attendance("meeting-3")
    city.do(
        SetPriority,
        Role.COORDINATOR,
        wijk=LIENDERT,
        year=YEAR,
        priority_id="priority-2",
        theme=Theme.CARING,
        title=sealed("places to sit"),
        need_ids=tuple(heard),
    )
    adopted_on = city.now.date()
    about = {"wijk": LIENDERT, "year": YEAR, "meeting_id": "meeting-3"}
    city.do(AdoptWijkplan, Role.COORDINATOR, adopted_on=adopted_on, **about)


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
