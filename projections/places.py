"""What has a budget of its own: every wijk of a division, and the whole city."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from domain.wijk_division import Wijk

WHOLE_CITY = "Hele stad"
"""What the budget of the whole city is called, as wijken have their Dutch names."""


class Place(NamedTuple):
    """A wijk, or the whole city."""

    code: str
    name: str


def places_of(wijken: Iterable[Wijk], city: str) -> tuple[Place, ...]:
    """The wijken by name, and last the whole city."""
    by_name = sorted((Place(each.code, each.name) for each in wijken), key=lambda each: each.name)
    return (*by_name, Place(city, WHOLE_CITY))
