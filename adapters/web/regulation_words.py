"""The kinds that rules of a regulation name, in plain words."""

from __future__ import annotations

from adapters.web.language import translatable as say
from domain.regulation_parts import (
    AccountForm,
    ApplicantKind,
    RoundMeaning,
    SeatKind,
    SupportLayer,
)

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
