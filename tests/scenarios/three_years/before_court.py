"""In the third year: objections that were not founded, and what a court made of them."""

from __future__ import annotations

from domain.objection_events import RulingOutcome
from domain.withdrawal_ground import WithdrawalGround
from tests.scenarios.people import sealed
from tests.scenarios.three_years.city import NEIGHBOURS, City

SAID, AGAIN, LANE = 900_00, 650_00, 200_00
GRANTED = SAID + AGAIN + LANE


def granted_in_part(city: City, name: str, asked: int, granted: int) -> None:
    """Less than was asked; an objection to that is not founded, and it goes to court."""
    city.admit(name, asked)
    city.grants(name, granted)
    city.lodge(name)
    city.register_objection(name)
    city.hear(name)
    city.decide_objection(name)
    city.appeal(name)


def says_itself(city: City) -> None:
    """The court annuls, and says what is granted."""
    granted_in_part(city, "ramp", SAID, 500_00)
    city.rule("ramp", RulingOutcome.ANNULLED, amount_cents=SAID)


def tells_to_decide_again(city: City) -> None:
    """The court annuls; the college decides again, and grants more."""
    granted_in_part(city, "gate", 800_00, 500_00)
    city.rule("gate", RulingOutcome.DECIDE_AGAIN)
    city.decide_objection("gate", AGAIN)


def less_for_the_time_ahead(city: City) -> None:
    """The road is broken up for a year: from a later day there is less, and damage is made up."""
    city.granted("lane", 300_00)
    city.withdrawn("lane", LANE, ground=WithdrawalGround.CIRCUMSTANCES_CHANGED)


def a_neighbour_objects(city: City) -> None:
    """Who lives beside the lane has an interest, is heard, and is not put in the right."""
    objection_id = "objection-of-neighbour"
    interest = sealed("it ends at my door")
    city.lodge("lane", by=NEIGHBOURS[0], interest=interest, objection_id=objection_id)
    city.register_objection("lane", objection_id=objection_id)
    city.hear("lane", objection_id=objection_id)
    city.decide_objection("lane", objection_id=objection_id)
