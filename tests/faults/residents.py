"""Residents of a fault run: as many as there are numbers, for one may propose only so much.

They are made up, as the people of the demonstration are, and sign in as those do.
"""

from __future__ import annotations

from typing import Any

from adapters.web.identities import ExampleIdentities, Person
from application.authorisation import EXAMPLE_PREFIX
from domain.command import Actor, Role

RESIDENT = "resident-"


def resident(number: int) -> str:
    """The key of one of them."""
    return f"{RESIDENT}{number}"


def let_residents_in() -> None:
    """Have the example people of this process be joined by whoever says to be such a resident."""
    known = ExampleIdentities.person

    def person(self: ExampleIdentities, actor_id: str) -> Person | None:
        if not actor_id.startswith(EXAMPLE_PREFIX + RESIDENT):
            return known(self, actor_id)
        return Person(Actor(id=actor_id, role=Role.RESIDENT), "Een bewoner", "stelt iets voor")

    identities: Any = ExampleIdentities
    identities.person = person
