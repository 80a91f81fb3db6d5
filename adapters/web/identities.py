"""The port to whoever says who someone is, and the example people of the demo.

In an installation this is the municipality's identity provider. The example people exist only in a
demo: their ids begin with `example:`, and nobody with such an id gets in anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from adapters.example_city.people import EXAMPLE_PEOPLE
from domain.command import Actor
from domain.errors import FORBIDDEN, Refusal


class NoIdentityProvider(Refusal):
    code = "identity.no_provider"
    status = FORBIDDEN
    dutch = "Er is geen inlogdienst ingesteld. Vraag de beheerder van deze site."
    english = "No identity provider has been configured. Ask the administrator of this site."


class PersonUnknown(Refusal):
    code = "identity.unknown"
    status = FORBIDDEN
    dutch = "Deze persoon is niet bekend. Kies iemand uit de lijst."
    english = "This person is not known. Choose someone from the list."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can sign in: an actor, a name to show, and what he or she does here."""

    actor: Actor
    name: str
    does: str
    """A source text in Dutch, translated where it is shown."""
    born_on: date | None = None
    """None where the provider does not say. Asked for a voting pass alone, and never stored."""


class Identities(Protocol):
    """Who can sign in, and who stands behind an id."""

    def people(self) -> tuple[Person, ...]:
        """Those who can be chosen on the sign-in page; empty with an outside provider."""

    def person(self, actor_id: str) -> Person | None:
        """The person with this id, or None."""


class ExampleIdentities:
    """The people of the demonstration."""

    def __init__(self) -> None:
        people = (
            Person(each.actor, each.name, each.does, each.born_on)
            for each in EXAMPLE_PEOPLE.values()
        )
        self._by_id = {person.actor.id: person for person in people}

    def people(self) -> tuple[Person, ...]:
        """Everybody of the example city."""
        return tuple(self._by_id.values())

    def person(self, actor_id: str) -> Person | None:
        """The example person with this id, or None."""
        return self._by_id.get(actor_id)
