"""After an objection a coordinator is granted no more than at first, where the rules say so."""

from __future__ import annotations

from domain.coordinator import CoordinatorParty
from domain.separation import CoordinatorMayNotBePaid
from tests.scenarios.boardroom import MOSAIC, Boardroom
from tests.scenarios.points import has_points
from tests.unit.domain.given import refused


def granted_in_part() -> Boardroom:
    """The garden got less than it asked."""
    town = Boardroom().ready()
    has_points(town, "garden")
    town.reserve("garden", 4_000_00)
    town.prepare("garden", 1_000_00)
    town.take("garden")
    return town


def test_who_came_to_coordinate_is_granted_no_more() -> None:
    town = granted_in_part()
    party = CoordinatorParty(party_id=MOSAIC, actor_ids=("person-resident",))
    town.appoint_coordinator(parties=(party,))
    with refused(CoordinatorMayNotBePaid):
        town.objects_and_wins("garden", 2_000_00)


def test_anybody_else_is() -> None:
    town = granted_in_part()
    town.appoint_coordinator()
    town.objects_and_wins("garden", 2_000_00)
