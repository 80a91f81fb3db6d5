"""Rules of a regulation about board and coordinator in plain words: all of them are held to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.web.language import Phrases
from adapters.web.language import translatable as say
from adapters.web.regulation_words import SEATS


def residents_first(phrases: Phrases) -> Iterator[str]:
    """What residents' initiatives go before, in advice and at a decision; and which those are."""
    yield phrases.gettext(
        say(
            "Initiatieven van bewoners gaan voor, in het advies van het wijkbestuur en bij een "
            "besluit: een ander krijgt pas geld als er genoeg over is voor wat van bewoners wacht."
        )
    )
    yield phrases.gettext(
        say(
            "Bij een gezamenlijke aanvraag telt wie hem leidt: bewoners die met een organisatie "
            "aanvragen, houden hun voorrang."
        )
    )


def support_first(phrases: Phrases) -> str:
    """What shown support goes before: in advice, and at a decision."""
    return phrases.gettext(
        say(
            "Wie steun laat zien, gaat voor, in het advies van het wijkbestuur en bij een besluit: "
            "wie geen steun laat zien, krijgt pas geld als er genoeg over is voor wat met steun "
            "wacht."
        )
    )


def ranking_saying(rule: Any, phrases: Phrases) -> Iterator[str]:
    """What an advice or the points of a case officer go by, and whether per activity."""
    for each in rule.criteria:
        yield phrases.gettext(
            say("In de rangschikking telt %(criterion)s %(weight)s keer."),
            criterion=each.criterion.replace("-", " "),
            weight=each.weight,
        )
    yield phrases.gettext(
        say(
            "Adviseert er een wijkbestuur, dan geeft dat de punten. Anders geeft een behandelaar "
            "ze, en zegt een besluit dat wie hoger staat tekortdoet waarom."
        )
    )
    if rule.per_activity:
        yield phrases.gettext(say("Elke activiteit krijgt eigen punten."))
        yield phrases.gettext(say("Een besluit zegt wat elke activiteit krijgt."))


def separation_saying(rule: Any, phrases: Phrases) -> Iterator[str]:
    """What a coordinator does not do besides."""
    deeds = {
        say("Een coördinator voert geen activiteiten uit."): rule.may_execute,
        say("Een coördinator beoordeelt geen voorstellen."): rule.may_assess,
        say("Een coördinator krijgt geen subsidie."): rule.may_be_paid,
    }
    for text, may in deeds.items():
        if not may:
            yield phrases.gettext(text)


def board_saying(rule: Any, phrases: Phrases) -> Iterator[str]:
    """Seats and quorum."""
    for share in rule.shares:
        yield phrases.gettext(
            say("%(seats)s zetels voor %(kind)s."),
            seats=share.seats,
            kind=phrases.gettext(SEATS[share.kind]),
        )
    yield phrases.gettext(
        say("Adviseren kan met ten minste %(quorum)s leden zonder belang."), quorum=rule.quorum
    )
