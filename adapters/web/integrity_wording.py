"""Signals and cases in plain words: what was seen, what may explain it, what came of it."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.integrity_events import CaseOrigin, CaseOutcome, CaseStatus, FollowUp

TABLES_OF_INTEGRITY: tuple[dict[StrEnum, str], ...] = (
    {
        CaseOrigin.PASSES_FROM_ONE_ADDRESS: say("veel stempassen vanaf één netwerkadres"),
        CaseOrigin.BOARD_MEMBER_APPLIED: say("een aanvrager zit in het wijkbestuur"),
        CaseOrigin.COORDINATOR_PAID: say("een aanvrager met subsidie coördineert de wijk"),
        CaseOrigin.REPORT: say("een melding"),
    },
    {
        CaseOutcome.FOUNDED: say("Het vermoeden klopte"),
        CaseOutcome.IN_PART: say("Het vermoeden klopte voor een deel"),
        CaseOutcome.UNFOUNDED: say("Er bleek niets van het vermoeden"),
    },
    {
        FollowUp.NOTHING: say("Geen gevolg voor de subsidie"),
        FollowUp.PAYMENTS_GO_ON: say("De betalingen gaan door"),
        FollowUp.WITHDRAWAL: say(
            "De gemeente bereidt voor de subsidie in te trekken of te verlagen"
        ),
    },
    {
        CaseStatus.OPEN: say("Onderzoek loopt"),
        CaseStatus.DECIDED: say("Beslist"),
        CaseStatus.PUBLISHED: say("Uitkomst gepubliceerd"),
        CaseStatus.CLOSED: say("Onderzoek gesloten"),
    },
)
"""Every kind of value, with its words."""

MAY_EXPLAIN: dict[CaseOrigin, str] = {
    CaseOrigin.PASSES_FROM_ONE_ADDRESS: say(
        "Dit heeft vaak een gewone oorzaak: een groot gezin, een verzorgingshuis of flat met één "
        "aansluiting, de bibliotheek, of een mobiel netwerk waarop velen hetzelfde adres hebben."
    ),
    CaseOrigin.BOARD_MEMBER_APPLIED: say(
        "Dit mag, als dat lid zijn belang meldt en niet meeadviseert. Kijk of het zo is gegaan."
    ),
    CaseOrigin.COORDINATOR_PAID: say(
        "Misschien begon het coördineren pas later, of gaat het om een andere taak. Kijk in de "
        "aanwijzing en in de regels van toen."
    ),
    CaseOrigin.REPORT: say("Iemand zag iets. Of het klopt, moet blijken."),
}
"""What may be behind a signal, so that nobody is accused by a number."""

HAPPENINGS_OF_INTEGRITY: dict[str, str] = {
    "integrity_case.opened": say("Onderzoek geopend"),
    "integrity_case.finding_recorded": say("Bevinding vastgelegd in een onderzoek"),
    "integrity_case.payments_suspended": say("Betalingen opgeschort in een onderzoek"),
    "integrity_case.decided": say("Over een onderzoek beslist"),
    "integrity_case.outcome_published": say("Uitkomst van een onderzoek gepubliceerd"),
    "integrity_case.closed": say("Onderzoek gesloten"),
}
"""Every event, by its name without the version."""


def may_explain(origin: CaseOrigin) -> str:
    """What may be behind a signal of this kind."""
    return MAY_EXPLAIN[origin]
