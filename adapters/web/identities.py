"""The port to whoever says who someone is, and the example people of the demo.

In an installation this is the municipality's identity provider. The example people exist only in a
demo: their ids begin with `example:`, and nobody with such an id gets in anywhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from adapters.web.language import translatable
from application.authorisation import EXAMPLE_PREFIX
from domain.command import Actor, Role
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


class Identities(Protocol):
    """Who can sign in, and who stands behind an id."""

    def people(self) -> tuple[Person, ...]:
        """Those who can be chosen on the sign-in page; empty with an outside provider."""

    def person(self, actor_id: str) -> Person | None:
        """The person with this id, or None."""


def _person(key: str, role: Role, name: str, does: str) -> Person:
    return Person(Actor(id=f"{EXAMPLE_PREFIX}{key}", role=role), name, does)


EXAMPLE_PEOPLE = (
    _person("aylin", Role.RESIDENT, "Aylin", translatable("bewoner van Soesterkwartier")),
    _person("bram", Role.RESIDENT, "Bram", translatable("bewoner van Liendert")),
    _person("fatima", Role.RESIDENT, "Fatima", translatable("bewoner van Kruiskamp")),
    _person("sanne", Role.COORDINATOR, "Sanne", translatable("wijkcoördinator, maakt wijkplannen")),
    _person("joost", Role.CASE_OFFICER, "Joost", translatable("behandelaar van voorstellen")),
    _person("mirjam", Role.CASE_OFFICER, "Mirjam", translatable("behandelaar van voorstellen")),
    _person("hendrik", Role.MANDATE_HOLDER, "Hendrik", translatable("besluit onder mandaat")),
    _person("wethouder", Role.COLLEGE, "Wethouder Van Dam", translatable("verleent mandaten")),
    _person("griffier", Role.GRIFFIER, "Griffier De Boer", translatable("gaat besluiten na")),
    _person("noor", Role.FINANCE, "Noor", translatable("vraagt betalingen aan en keurt ze goed")),
    _person("pieter", Role.FINANCE, "Pieter", translatable("is de tweede persoon bij betalingen")),
    _person("esra", Role.AUDITOR, "Esra", translatable("controleert het logboek")),
)


class ExampleIdentities:
    """The people of the demonstration."""

    def __init__(self) -> None:
        self._by_id = {person.actor.id: person for person in EXAMPLE_PEOPLE}

    def people(self) -> tuple[Person, ...]:
        """Everybody of the example city."""
        return EXAMPLE_PEOPLE

    def person(self, actor_id: str) -> Person | None:
        """The example person with this id, or None."""
        return self._by_id.get(actor_id)
