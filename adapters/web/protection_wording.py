"""Plain words for objections, courts and withdrawals, and for the terms that run."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.integrity_wording import HAPPENINGS_OF_INTEGRITY, TABLES_OF_INTEGRITY
from adapters.web.language import translatable as say
from domain.grant import GrantStatus
from domain.objection_events import DecisionKind, ObjectionOutcome, RulingOutcome
from domain.objection_state import ObjectionStatus
from domain.withdrawal_ground import WithdrawalGround
from projections.deadlines import DeadlineKind

TABLES_OF_PROTECTION: tuple[dict[StrEnum, str], ...] = (
    *TABLES_OF_INTEGRITY,
    {
        WithdrawalGround.NOT_CARRIED_OUT: say("niet of niet helemaal uitgevoerd"),
        WithdrawalGround.OBLIGATIONS_NOT_MET: say("niet aan de voorwaarden voldaan"),
        WithdrawalGround.WRONG_INFORMATION: say("gegevens waren onjuist of onvolledig"),
        WithdrawalGround.GRANTED_IN_ERROR: say(
            "de verlening klopte niet, en de ontvanger kon dat weten"
        ),
        WithdrawalGround.NEW_FACTS: say("na de vaststelling: er zijn nieuwe feiten"),
        WithdrawalGround.DETERMINED_IN_ERROR: say(
            "na de vaststelling: die klopte niet, en de ontvanger kon dat weten"
        ),
        WithdrawalGround.OBLIGATIONS_NOT_MET_AFTERWARDS: say(
            "na de vaststelling: niet aan blijvende voorwaarden voldaan"
        ),
        WithdrawalGround.GRANTED_WRONGLY: say("na een termijn: de verlening is onjuist"),
        WithdrawalGround.CIRCUMSTANCES_CHANGED: say(
            "na een termijn: omstandigheden of inzichten zijn veranderd, en dat weegt zwaarder"
        ),
        WithdrawalGround.OTHER_LEGAL_RULE: say(
            "na een termijn: een ander wettelijk voorschrift regelt het"
        ),
    },
    {
        DeadlineKind.DECISION: say("Besluit nemen"),
        DeadlineKind.LEAVING_OUT: say("Einde van de termijn voor buiten behandeling laten"),
        DeadlineKind.PAYMENT: say("Betalen"),
        DeadlineKind.ACCOUNT: say("Verantwoording insturen"),
        DeadlineKind.DETERMINATION: say("Subsidie vaststellen"),
        DeadlineKind.OBJECTION: say("Einde van de termijn voor bezwaar"),
        DeadlineKind.PAY_BACK: say("Terugbetalen door de indiener"),
        DeadlineKind.RECOVERY: say("Einde van de termijn voor terugvorderen"),
        DeadlineKind.SUBSIDY: say("Einde van een subsidie: maak vrij wat over is"),
        DeadlineKind.COMPLETION: say("Aanvullen door de indiener"),
        DeadlineKind.VIEWS: say("Reageren door de indiener"),
        DeadlineKind.ON_OBJECTION: say("Beslissen op een bezwaar"),
        DeadlineKind.INQUIRY: say("Beslissen over een onderzoek"),
        DeadlineKind.REVIEW: say("Terugkijken op een prioriteit van het wijkplan"),
        DeadlineKind.APPEAL: say("Einde van de termijn voor beroep"),
        DeadlineKind.SUSPENSION: say("Betalingen staan niet langer stil: beslissen over intrekken"),
    },
    {
        GrantStatus.RESERVED: say("Geld gereserveerd"),
        GrantStatus.GRANTED: say("Subsidie verleend"),
        GrantStatus.RELEASED: say("Reservering vrijgegeven"),
        GrantStatus.WITHDRAWN: say("Subsidie ingetrokken"),
    },
    {
        DecisionKind.DECISION: say("het besluit over de aanvraag"),
        DecisionKind.DETERMINATION: say("de vaststelling: wat de subsidie uiteindelijk is"),
        DecisionKind.WITHDRAWAL: say("de intrekking of verlaging"),
        DecisionKind.HANDLING: say("het voorstel buiten behandeling laten"),
    },
    {
        ObjectionOutcome.UNFOUNDED: say("Ongegrond: het bezwaar klopt niet"),
        ObjectionOutcome.FOUNDED: say("Gegrond: het bezwaar klopt"),
        ObjectionOutcome.INADMISSIBLE: say(
            "Niet-ontvankelijk: er is niet naar gekeken, bijvoorbeeld omdat het te laat was"
        ),
    },
    {
        RulingOutcome.DISMISSED: say("Beroep ongegrond: het besluit blijft"),
        RulingOutcome.ANNULLED: say(
            "Besluit vernietigd: de rechter bepaalt zelf wat ervoor in de plaats komt"
        ),
        RulingOutcome.DECIDE_AGAIN: say("Besluit vernietigd: de gemeente beslist opnieuw"),
    },
    {
        ObjectionStatus.LODGED: say("Bezwaar ontvangen"),
        ObjectionStatus.REGISTERED: say("Bezwaar in behandeling"),
        ObjectionStatus.TAKEN_BACK: say("Bezwaar ingetrokken"),
        ObjectionStatus.DECIDED: say("Op het bezwaar is beslist"),
        ObjectionStatus.UNDER_APPEAL: say("Bij de rechter"),
        ObjectionStatus.CLOSED: say("Rechter heeft geoordeeld"),
    },
)
"""Every kind of value, with its words."""

HAPPENINGS_OF_PROTECTION: dict[str, str] = {
    **HAPPENINGS_OF_INTEGRITY,
    "grant.payments_suspended": say("Betalingen stilgezet (opgeschort)"),
    "grant.suspension_lifted": say("Betalingen gaan weer door"),
    "grant.closed": say("Dossier gesloten"),
    "grant.reopened": say("Dossier weer geopend"),
    "grant.withdrawn": say("Subsidie ingetrokken of verlaagd"),
    "withdrawal.announced": say("Intrekken of verlagen aangekondigd"),
    "withdrawal.views_given": say("De indiener reageerde op het voornemen"),
    "withdrawal.rejected": say("De subsidie blijft zoals die was"),
    "proposal.returned": say("Na een bezwaar of uitspraak toch in behandeling"),
    "objection.lodged": say("Bezwaar gemaakt"),
    "objection.registered": say("Ontvangst van het bezwaar bevestigd"),
    "objection.forwarded": say("Bezwaar rechtstreeks naar de rechter gestuurd"),
    "objection.direct_appeal_rejected": say("Bezwaar gaat niet rechtstreeks naar de rechter"),
    "objection.postponed": say("Beslissing op het bezwaar verdaagd"),
    "objection.withdrawn": say("Bezwaar ingetrokken"),
    "objection.hearing_recorded": say("Wie bezwaar maakte, is gehoord"),
    "objection.committee_advice_recorded": say("De commissie adviseerde over het bezwaar"),
    "objection.decided": say("Op het bezwaar beslist"),
    "appeal.recorded": say("Beroep ingesteld bij de rechter"),
    "appeal.ruling_recorded": say("Uitspraak van de rechter"),
}
"""Every event, by its name without the version."""
