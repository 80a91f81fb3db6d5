"""Until when something can be done or is awaited, in plain words; or why there is no such day."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from adapters.web.language import translatable as say
from projections.next_dates import DateKind, NextDate, NoDate

RUNNING: Mapping[DateKind, str] = {
    DateKind.CONFIRMATION: say(
        "Bevestigt iedereen op tijd, dan beslist de gemeente uiterlijk op %(day)s."
    ),
    DateKind.COMPLETION: say("Aanvullen kan tot en met %(day)s."),
    DateKind.DECISION: say("De gemeente beslist uiterlijk op %(day)s."),
    DateKind.VOTE: say("Stemmen kan tot en met %(day)s."),
    DateKind.OBJECTION: say("Bezwaar maken kan tot en met %(day)s."),
    DateKind.ON_OBJECTION: say("De gemeente beslist uiterlijk op %(day)s op het bezwaar."),
    DateKind.APPEAL: say("Beroep bij de rechtbank kan tot en met %(day)s."),
    DateKind.VIEWS: say("Reageren kan tot en met %(day)s."),
    DateKind.SUSPENSION: say(
        "Er wordt niets betaald tot en met %(day)s, of tot de gemeente eerder beslist."
    ),
    DateKind.PAYMENT: say("De gemeente betaalt uiterlijk op %(day)s."),
    DateKind.ACCOUNT: say("De verantwoording is er uiterlijk op %(day)s."),
    DateKind.DETERMINATION: say(
        "De gemeente stelt uiterlijk op %(day)s vast wat de subsidie wordt."
    ),
    DateKind.PAY_BACK: say("Terugbetalen kan tot en met %(day)s."),
}
LATE: Mapping[DateKind, str] = {
    DateKind.DECISION: say(
        "De gemeente had uiterlijk op %(day)s moeten beslissen. Vraag haar wanneer dat komt."
    ),
    DateKind.ON_OBJECTION: say(
        "De gemeente had uiterlijk op %(day)s op het bezwaar moeten beslissen. "
        "Vraag haar wanneer dat komt."
    ),
    DateKind.PAYMENT: say(
        "De gemeente had uiterlijk op %(day)s moeten betalen. Vraag haar wanneer dat komt."
    ),
    DateKind.DETERMINATION: say(
        "De gemeente had de subsidie uiterlijk op %(day)s moeten vaststellen. "
        "Vraag haar wanneer dat komt."
    ),
    DateKind.ACCOUNT: say(
        "De verantwoording had er uiterlijk op %(day)s moeten zijn. Stuur haar nu nog in."
    ),
    DateKind.PAY_BACK: say("Terugbetalen had uiterlijk op %(day)s gemoeten. Doe dat nu nog."),
}
"""Of a term that passed and after which something is still to be done. The others end by
themselves.
"""
TABLES_OF_NEXT_DATES: tuple[dict[StrEnum, str], ...] = (
    {
        NoDate.NOTHING_MORE: say("Er is niets meer te doen."),
        NoDate.TERM_OVER: say("De termijn voor bezwaar is voorbij. Er is niets meer te doen."),
        NoDate.COURT: say("De rechter bepaalt zelf wanneer hij oordeelt."),
        NoDate.WITHDRAWAL: say(
            "De gemeente besluit nu of de subsidie zo blijft. Daarvoor is geen laatste dag."
        ),
        NoDate.NOT_SET: say("Hiervoor is geen laatste dag vastgesteld."),
    },
)


def next_date(each: NextDate) -> str:
    """The sentence about a day, with `%(day)s` in it."""
    return LATE[each.kind] if each.is_late else RUNNING[each.kind]
