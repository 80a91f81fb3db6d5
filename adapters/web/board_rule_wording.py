"""Rules of a regulation about board and coordinator in plain words: all of them are held to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.web.language import Phrases
from adapters.web.language import translatable as say
from adapters.web.regulation_words import SEATS


def residents_first(phrases: Phrases) -> str:
    """What residents' initiatives go before: in advice, and at a decision."""
    return phrases.gettext(
        say(
            "Initiatieven van bewoners gaan voor, in het advies van het wijkbestuur en bij een "
            "besluit: een ander krijgt pas geld als er genoeg over is voor wat van bewoners wacht."
        )
    )


def going_first(text: str, phrases: Phrases) -> str:
    """What goes first, and where that is seen to: the order of advice follows it."""
    where = say(
        "In het advies van het wijkbestuur staat dit voorop; "
        "bij een besluit controleren mensen het."
    )
    return f"{phrases.gettext(text)} {phrases.gettext(where)}"


def ranking_saying(rule: Any, phrases: Phrases) -> Iterator[str]:
    """What an advice goes by, and whether a decision goes per activity too."""
    for each in rule.criteria:
        yield phrases.gettext(
            say("In een advies van het wijkbestuur telt %(criterion)s %(weight)s keer."),
            criterion=each.criterion.replace("-", " "),
            weight=each.weight,
        )
    if rule.per_activity:
        yield phrases.gettext(say("Het wijkbestuur adviseert per activiteit."))
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
