"""In the third year: a day of the real rules of a neighbourhood budget, and a party under them."""

from __future__ import annotations

from adapters.example_regulations import examples
from domain.activity import CostKind, CostLine, FundingKind, FundingLine
from domain.cost_claim import CostsOfDay
from domain.determination import RenderAccount
from domain.money import Money
from domain.proposal_activities import SetActivity
from domain.regulation_contents import Regulation
from tests.scenarios.people import SOESTERKWARTIER, sealed
from tests.scenarios.quarter import GREET
from tests.scenarios.three_years.city import City

ASKED = 500_00
"""Ten euros for each of fifty addresses."""
BESIDES = {
    "co_funding": {"article": "9", "bands": [{"least_percent": 10}], "own_work_counts": True},
    "parts": {"article": "10", "allowed": False},
    "terms": {"article": "11", "decision_weeks": 8, "payment_weeks": 4},
}


def rules() -> Regulation:
    """The example of Amersfoort, and what applicants bring, parts and terms besides."""
    of_example = examples()["amersfoort-2022"].rules.model_dump(mode="json")
    return Regulation.model_validate(of_example | BESIDES)


def asked(city: City) -> str:
    """For hire; neighbours set up tents, which is a part of what it costs."""
    city.goes_on(city.year, 1, 15)
    today, here = city.now.date(), (SOESTERKWARTIER,)
    city.adopt_regulation(rules(), "party", valid_from=today, valid_until=today, wijken=here)
    party = city.asks(GREET, ASKED, SOESTERKWARTIER, addresses=50)
    hire = CostLine(kind=CostKind.HIRE, amount_cents=Money(ASKED))
    tents = {"kind": CostKind.OWN_WORK, "amount_cents": Money(100_00)}
    work = FundingLine(kind=FundingKind.OWN_WORK, amount_cents=Money(100_00))
    city.do(
        SetActivity,
        GREET,
        proposal_id=party,
        activity_id="party",
        title=sealed("a party for the street"),
        costs=(hire, CostLine.model_validate(tents)),
        funding=(work,),
    )
    city.takes_in(party)
    return party


def held(city: City, party: str) -> None:
    """Decided on the first of February; half is paid at once, the rest when it is claimed."""
    city.goes_on(city.year, 2, 1)
    city.grants(party, ASKED)
    city.request_payout(party, ASKED // 2)
    city.approve_payout(party)
    city.pay(party)
    city.goes_on(city.year, 2, 20)
    spent = CostsOfDay(made_on=city.now.date(), amount_cents=Money(ASKED))
    city.do(
        RenderAccount,
        GREET,
        proposal_id=party,
        costs_cents=Money(ASKED),
        costs=(spent,),
        report=sealed("sixty people came"),
    )
    city.determine(party, ASKED)
    city.request_payout(party, ASKED // 2, "rest")
    city.approve_payout(party, payout_id="rest")
    city.pay(party, "rest")
