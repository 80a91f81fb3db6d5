"""Plain words for what a proposal consists of, and for what happens to it before a decision."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.activity import CostKind, FundingKind
from domain.moderation import ModerationGround, ReviewOutcome
from domain.proposal import ProposalKind
from domain.regrouping import RegroupingStatus
from domain.regulation_parts import ApplicantKind, SupportLayer

TABLES_OF_PROPOSALS: tuple[dict[StrEnum, str], ...] = (
    {
        ProposalKind.GRANT: say("subsidie voor een initiatief"),
        ProposalKind.CHALLENGE: say("uitdaging: een taak van de gemeente overnemen"),
    },
    {
        ApplicantKind.RESIDENT: say("een bewoner"),
        ApplicantKind.RESIDENTS_GROUP: say("een groep bewoners"),
        ApplicantKind.VOLUNTEERS: say("een vrijwilligersgroep"),
        ApplicantKind.ASSOCIATION: say("een vereniging"),
        ApplicantKind.FOUNDATION: say("een stichting"),
        ApplicantKind.PROFESSIONAL: say("een professional of instelling"),
        ApplicantKind.COMPANY: say("een bedrijf"),
    },
    {
        SupportLayer.OWN_STRENGTH: say("eigen kracht"),
        SupportLayer.INFORMAL: say("hulp van buren, mantelzorgers en vrijwilligers"),
        SupportLayer.GENERAL_PROVISION: say("voorzieningen voor iedereen"),
        SupportLayer.INDIVIDUAL_PROVISION: say("hulp op maat"),
        SupportLayer.SPECIALISED_CARE: say("zware zorg"),
    },
    {
        CostKind.MATERIALS: say("materiaal"),
        CostKind.HIRE: say("huur"),
        CostKind.PAID_WORK: say("betaald werk"),
        CostKind.OWN_WORK: say("eigen werk, gewaardeerd"),
        CostKind.EXPENSES: say("onkosten van vrijwilligers"),
        CostKind.OTHER: say("andere kosten"),
    },
    {
        FundingKind.OWN_MONEY: say("eigen geld"),
        FundingKind.OWN_WORK: say("eigen werk"),
        FundingKind.CONTRIBUTIONS: say("bijdragen van deelnemers"),
        FundingKind.OTHER_FUND: say("een ander fonds"),
    },
    {
        ModerationGround.PERSONAL_DATA: say("er staan gegevens van personen in"),
        ModerationGround.OFFENSIVE: say("de tekst is beledigend of discriminerend"),
        ModerationGround.UNLAWFUL: say("de tekst is in strijd met de wet"),
        ModerationGround.ADVERTISING: say("de tekst is reclame"),
    },
    {
        ReviewOutcome.STAYS_HIDDEN: say("blijft verborgen"),
        ReviewOutcome.SHOWN_AGAIN: say("is weer te lezen"),
    },
    {
        RegroupingStatus.PREPARED: say("Wacht op toestemming"),
        RegroupingStatus.DONE: say("Uitgevoerd"),
        RegroupingStatus.REJECTED: say("Afgewezen"),
    },
)
"""Every kind of value, with its words."""

HAPPENINGS_OF_PROPOSALS: dict[str, str] = {
    "proposal.confirmed": say("Bevestigd door een aanvrager"),
    "proposal.amended": say("Voorstel gewijzigd"),
    "proposal.completion_requested": say("Gevraagd om aan te vullen"),
    "proposal.completed": say("Aangevuld door de indiener"),
    "proposal.activity_set": say("Activiteit met begroting opgenomen"),
    "proposal.activity_removed": say("Activiteit weggelaten"),
    "proposal.activities_ranked": say("Activiteiten in volgorde gezet"),
    "proposal.merged": say("Samengevoegd met een ander voorstel"),
    "proposal.split": say("Een deel ging verder als eigen voorstel"),
    "proposal.duplicate_marked": say("Aangemerkt als dubbel"),
    "proposal.agreement_recorded": say("Overeenkomst vastgelegd"),
    "applicant.proposal_counted": say("Voorstel meegeteld bij de aanvrager"),
    "applicant.help_counted": say("Voorstel meegeteld bij wie hielp"),
    "precedence.given": say("Voorstel wacht, en kan voor andere gaan"),
    "precedence.ended": say("Voorstel wacht niet meer"),
    "ranking.points_given": say("Punten gegeven in de rangschikking"),
    "ranking.ended": say("Wacht niet meer in de rangschikking"),
    "decision.ranking_weighed": say("Besluit naast de rangschikking gelegd"),
    "decision.outcome_weighed": say("Besluit naast de uitslag van de stemronde gelegd"),
    "support.given": say("Steun van een bewoner"),
    "support.withdrawn": say("Steun teruggenomen"),
    "regrouping.merger_prepared": say("Samenvoeging voorgesteld"),
    "regrouping.split_prepared": say("Splitsing voorgesteld"),
    "regrouping.consent_given": say("Toestemming gegeven"),
    "regrouping.rejected": say("Samenvoeging of splitsing afgewezen"),
    "feasibility.valuator_assigned": say("Beoordelaar aangewezen"),
    "feasibility.recorded": say("Haalbaarheid beoordeeld"),
    "moderation.proposal_hidden": say("Tekst verborgen"),
    "moderation.review_requested": say("Nieuwe beoordeling gevraagd"),
    "moderation.review_decided": say("Opnieuw beoordeeld"),
}
"""Every event, by its name without the version."""
