"""The people of the example city: those who gave its commands, and whom a visitor can be.

Their ids begin with `example:`, and nobody with such an id gets in anywhere but in a demo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application.authorisation import EXAMPLE_PREFIX
from domain.command import Actor, Role


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """Somebody who was made up: a key to call them by in code, and what a page shows."""

    key: str
    role: Role
    name: str
    does: str
    """In Dutch; the pages translate it."""
    born_on: date = date(1985, 5, 14)

    @property
    def actor(self) -> Actor:
        """Who this person is in a command."""
        return Actor(id=f"{EXAMPLE_PREFIX}{self.key}", role=self.role)


EXAMPLE_PEOPLE = {
    person.key: person
    for person in (
        ExamplePerson("aylin", Role.RESIDENT, "Aylin", "bewoner van Soesterkwartier"),
        ExamplePerson("bram", Role.RESIDENT, "Bram", "bewoner van Liendert"),
        ExamplePerson("fatima", Role.RESIDENT, "Fatima", "bewoner van Kruiskamp"),
        ExamplePerson("sanne", Role.COORDINATOR, "Sanne", "wijkcoördinator, maakt wijkplannen"),
        ExamplePerson(
            "rachid", Role.BOARD_MEMBER, "Rachid", "zit in het wijkbestuur van Soesterkwartier"
        ),
        ExamplePerson("joost", Role.CASE_OFFICER, "Joost", "behandelaar van voorstellen"),
        ExamplePerson("mirjam", Role.CASE_OFFICER, "Mirjam", "behandelaar van voorstellen"),
        ExamplePerson("hendrik", Role.MANDATE_HOLDER, "Hendrik", "besluit onder mandaat"),
        ExamplePerson("wethouder", Role.COLLEGE, "Wethouder Van Dam", "verleent mandaten"),
        ExamplePerson("griffier", Role.GRIFFIER, "Griffier De Boer", "gaat besluiten na"),
        ExamplePerson("noor", Role.FINANCE, "Noor", "vraagt betalingen aan en keurt ze goed"),
        ExamplePerson("pieter", Role.FINANCE, "Pieter", "is de tweede persoon bij betalingen"),
        ExamplePerson("esra", Role.AUDITOR, "Esra", "controleert het logboek"),
    )
}
"""Everybody, by key."""
