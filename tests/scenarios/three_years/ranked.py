"""A wijk whose rules rank by points for a day, without a board: once who ranks lower goes first."""

from __future__ import annotations

from domain.command import Role
from domain.money import Money
from domain.proposal import WithdrawProposal
from domain.regulation_contents import Regulation
from domain.voting_round import OpenVotingRound
from tests.scenarios.people import SOESTERKWARTIER, YEAR, sealed
from tests.scenarios.points import has_points
from tests.scenarios.quarter import EMMA, FRITS, GREET
from tests.scenarios.ranked_town import PER_ACTIVITY, leaving_off
from tests.scenarios.three_years.city import City
from tests.scenarios.three_years.first_year import GREEDY

SWING, LADDER = 200_00, 50_00
GRANTED = SWING + LADDER


def tell(city: City) -> None:
    """The swing is needed before summer; the stage ranks higher, and its applicant withdraws it.
    What ranks above both is granted without more.
    """
    rules = Regulation.model_validate({"ranking": PER_ACTIVITY})
    today, here = city.now.date(), (SOESTERKWARTIER,)
    city.adopt_regulation(rules, "ranked", valid_from=today, valid_until=today, wijken=here)
    left = city.settled_state(SOESTERKWARTIER, city.year).available_cents
    stage = city.handled(FRITS, left, SOESTERKWARTIER)
    swing = city.handled(GREET, SWING, SOESTERKWARTIER)
    has_points(city, stage, 8)
    has_points(city, swing, 3)
    city.adopt_plan(SOESTERKWARTIER)
    city.reserve(swing, SWING)
    city.prepare(swing, SWING, departure=sealed("children play outside now"))
    city.take(swing)
    ladder = city.handled(EMMA, LADDER, SOESTERKWARTIER)
    has_points(city, ladder, 9)
    city.grants(ladder, LADDER)
    city.do(WithdrawProposal, FRITS, proposal_id=stage)
    votes_on_what_is_theirs(city)


def votes_on_what_is_theirs(city: City) -> None:
    """Of the lamps people vote on the poles; the lights are the city's. Nobody votes for them."""
    lamps = city.handled(EMMA, 150_00, SOESTERKWARTIER)
    for name, cost in (("poles", 100_00), ("lights", 50_00)):
        city.sets(EMMA, lamps, name, cost)
    city.do(
        OpenVotingRound,
        Role.CASE_OFFICER,
        round_id="lamps",
        wijk=SOESTERKWARTIER,
        year=YEAR,
        budget_cents=Money(100_00),
        rules=GREEDY,
        proposal_ids=(lamps,),
        per_activity=True,
        opens_at=city.now,
        **leaving_off(lamps, "lights"),
    )
    city.close_round("lamps")
    city.tally("lamps")
    city.do(WithdrawProposal, EMMA, proposal_id=lamps)
