"""The kinds that rules of a regulation name, in plain words."""

from __future__ import annotations

from adapters.web.language import Phrases
from adapters.web.language import translatable as say
from domain.regulation_parts import (
    AccountForm,
    ApplicantKind,
    Band,
    DayOfYear,
    RoundMeaning,
    SeatKind,
    SupportLayer,
)
from domain.regulation_rules import CategoryCeiling

APPLICANTS: dict[ApplicantKind, str] = {
    ApplicantKind.RESIDENT: say("bewoners"),
    ApplicantKind.RESIDENTS_GROUP: say("groepen bewoners"),
    ApplicantKind.VOLUNTEERS: say("vrijwilligers"),
    ApplicantKind.ASSOCIATION: say("verenigingen"),
    ApplicantKind.FOUNDATION: say("stichtingen"),
    ApplicantKind.PROFESSIONAL: say("beroepskrachten"),
    ApplicantKind.COMPANY: say("bedrijven"),
}
LAYERS: dict[SupportLayer, str] = {
    SupportLayer.OWN_STRENGTH: say("eigen kracht"),
    SupportLayer.INFORMAL: say("informele steun"),
    SupportLayer.GENERAL_PROVISION: say("algemene voorzieningen"),
    SupportLayer.INDIVIDUAL_PROVISION: say("voorzieningen op maat"),
    SupportLayer.SPECIALISED_CARE: say("zware, gespecialiseerde zorg"),
}
ACCOUNTS: dict[AccountForm, str] = {
    AccountForm.NONE: say("geen verantwoording: de subsidie wordt meteen vastgesteld"),
    AccountForm.STATEMENT: say("een verklaring"),
    AccountForm.REPORT: say("een verslag met de kosten"),
    AccountForm.AUDITED_REPORT: say("een verslag met controle door een accountant"),
}
MEANINGS: dict[RoundMeaning, str] = {
    RoundMeaning.DISTRIBUTION: say("De uitslag bepaalt wie het geld krijgt."),
    RoundMeaning.ADVICE: say(
        "De uitslag is een advies: wie besluit, kan er met een reden van afwijken."
    ),
}
SEATS: dict[SeatKind, str] = {
    SeatKind.RESIDENT: say("bewoners"),
    SeatKind.PROFESSIONAL: say("beroepskrachten"),
}


def day_of_year(day: DayOfYear, phrases: Phrases) -> str:
    """A day that comes back every year."""
    return phrases.day(day.in_year(2001)).removesuffix(" 2001")


def category_ceiling(ceiling: CategoryCeiling, phrases: Phrases) -> str:
    """The most for one category: of costs, or of what is proposed."""
    return phrases.gettext(
        say("Voor %(category)s ten hoogste %(amount)s."),
        category=ceiling.category,
        amount=phrases.money(ceiling.most_cents),
    )


def from_amount(band: Band, phrases: Phrases) -> str:
    """From which amount on a band holds."""
    amount = phrases.money(band.from_cents)
    if band.from_cents:
        return phrases.gettext(say("Vanaf %(amount)s"), amount=amount)
    return phrases.gettext(say("Elk bedrag"))
