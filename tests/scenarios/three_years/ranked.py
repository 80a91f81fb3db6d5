"""A wijk whose rules rank by points for a day, without a board: once who ranks lower goes first."""

from __future__ import annotations

from domain.proposal import WithdrawProposal
from domain.regulation_contents import Regulation
from tests.scenarios.people import SOESTERKWARTIER, sealed
from tests.scenarios.points import has_points
from tests.scenarios.quarter import FRITS, GREET
from tests.scenarios.ranked_town import RANKING
from tests.scenarios.three_years.city import City

GRANTED = 200_00


def tell(city: City) -> None:
    """The swing is needed before summer; the stage ranks higher, and its applicant withdraws it."""
    rules = Regulation.model_validate({"ranking": RANKING})
    today, here = city.now.date(), (SOESTERKWARTIER,)
    city.adopt_regulation(rules, "ranked", valid_from=today, valid_until=today, wijken=here)
    left = city.settled_state(SOESTERKWARTIER, city.year).available_cents
    stage = city.handled(FRITS, left, SOESTERKWARTIER)
    swing = city.handled(GREET, GRANTED, SOESTERKWARTIER)
    has_points(city, stage, 8)
    has_points(city, swing, 3)
    city.adopt_plan(SOESTERKWARTIER)
    city.reserve(swing, GRANTED)
    city.prepare(swing, GRANTED, departure=sealed("children play outside now"))
    city.take(swing)
    city.do(WithdrawProposal, FRITS, proposal_id=stage)
