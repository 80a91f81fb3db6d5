"""The domain's values in plain words: one Dutch source text each, translated where it is shown."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.board_wording import HAPPENINGS_OF_BOARDS, TABLES_OF_BOARDS
from adapters.web.decision_wording import TABLES_OF_DECISIONS
from adapters.web.language import translatable as say
from adapters.web.mandate_wording import HAPPENINGS_OF_MANDATES, TABLES_OF_MANDATES
from adapters.web.money_wording import (
    FIGURES_OF_MONEY,
    HAPPENINGS_OF_MONEY,
    MEANINGS_OF_MONEY,
    TABLES_OF_MONEY,
)
from adapters.web.next_date_wording import TABLES_OF_NEXT_DATES
from adapters.web.plan_wording import HAPPENINGS_OF_PLANS, TABLES_OF_PLANS
from adapters.web.proposal_wording import HAPPENINGS_OF_PROPOSALS, TABLES_OF_PROPOSALS
from adapters.web.protection_wording import HAPPENINGS_OF_PROTECTION, TABLES_OF_PROTECTION
from adapters.web.task_wording import TASKS
from domain.budget_year import ActKind, Remainder
from domain.command import Role
from domain.decision import Finding
from domain.decision_ground import DecisionOutcome
from domain.determination_events import DeterminationGround
from domain.payout import PayoutStatus
from domain.proposal import LeftOutGround, ProposalStatus
from domain.voting_round import RoundStatus
from projections.deadlines import Urgency
from projections.next_step import NextStep, RoundOutcome

Words = dict[StrEnum, str]

_TABLES: tuple[Words, ...] = (
    {
        Role.VISITOR: say("bezoeker"),
        Role.RESIDENT: say("bewoner"),
        Role.COORDINATOR: say("wijkcoördinator"),
        Role.BOARD_MEMBER: say("lid van een wijkbestuur"),
        Role.CASE_OFFICER: say("behandelaar"),
        Role.MANDATE_HOLDER: say("mandaathouder"),
        Role.COLLEGE: say("college"),
        Role.GRIFFIER: say("griffier"),
        Role.FINANCE: say("financiën"),
        Role.AUDITOR: say("controleur"),
    },
    {
        ProposalStatus.UNCONFIRMED: say("Nog niet bevestigd"),
        ProposalStatus.SUBMITTED: say("Ingediend"),
        ProposalStatus.AWAITS_COMPLETION: say("Wacht op aanvulling"),
        ProposalStatus.IN_HANDLING: say("In behandeling"),
        ProposalStatus.LEFT_OUT_OF_HANDLING: say("Buiten behandeling"),
        ProposalStatus.WITHDRAWN: say("Ingetrokken"),
        ProposalStatus.MERGED: say("Samengevoegd"),
        ProposalStatus.AGREED: say("Overeengekomen"),
    },
    {
        LeftOutGround.INCOMPLETE: say("de aanvraag is niet compleet"),
        LeftOutGround.REQUIREMENTS_NOT_MET: say(
            "de aanvraag voldoet niet aan de eisen om te worden behandeld"
        ),
        LeftOutGround.NOT_COMPLETED_IN_TIME: say("de aanvraag is niet op tijd aangevuld"),
    },
    {
        RoundStatus.OPEN: say("Open"),
        RoundStatus.CLOSED: say("Gesloten"),
        RoundStatus.TALLIED: say("Uitslag bekend"),
    },
    {
        DecisionOutcome.GRANT: say("Verleend"),
        DecisionOutcome.REFUSE: say("Afgewezen"),
    },
    {
        Finding.IN_ORDER: say("In orde"),
        Finding.REMARKS: say("Met opmerkingen"),
    },
    {
        PayoutStatus.REQUESTED: say("Aangevraagd, wacht op een tweede persoon"),
        PayoutStatus.APPROVED: say("Goedgekeurd, wacht op de bank"),
        PayoutStatus.REJECTED: say("Afgekeurd"),
        PayoutStatus.PAID: say("Betaald"),
    },
    {
        DeterminationGround.AS_GRANTED: say("zoals verleend"),
        DeterminationGround.NOT_CARRIED_OUT: say("lager: niet of niet helemaal uitgevoerd"),
        DeterminationGround.OBLIGATIONS_NOT_MET: say("lager: niet aan de voorwaarden voldaan"),
        DeterminationGround.WRONG_INFORMATION: say("lager: gegevens waren onjuist of onvolledig"),
        DeterminationGround.GRANTED_IN_ERROR: say("lager: de verlening klopte niet"),
    },
    {
        Urgency.LATE: say("Te laat"),
        Urgency.SOON: say("Binnen twee weken"),
        Urgency.LATER: say("Later"),
    },
    {
        ActKind.SOUNDING: say("peilnota"),
        ActKind.BUDGET: say("begroting"),
        ActKind.BY_LAW: say("subsidieverordening"),
        ActKind.SCHEME: say("regeling met plafond"),
        ActKind.MANDATE: say("mandaatbesluit"),
    },
    {
        RoundOutcome.OPEN: say("De stemming loopt"),
        RoundOutcome.CLOSED: say("De stemming is gesloten"),
        RoundOutcome.WON: say("Gewonnen"),
        RoundOutcome.LOST: say("Niet gewonnen"),
        RoundOutcome.NO_OUTCOME: say("Geen uitslag"),
    },
    {
        NextStep.AWAITS_DETERMINATION: say(
            "De verantwoording is binnen. De gemeente stelt nu vast wat de subsidie wordt."
        ),
        NextStep.AWAITS_FINAL_PAYOUT: say("Vastgesteld. De rest wordt nog betaald."),
        NextStep.AWAITS_RECOVERY: say("Een deel moet nog worden terugbetaald."),
        NextStep.SETTLED: say("Vastgesteld en helemaal afgerond."),
        NextStep.AWAITS_CONFIRMATION: say(
            "Het voorstel telt zodra iedereen die erbij staat het heeft bevestigd."
        ),
        NextStep.AWAITS_COMPLETION: say("De indiener is gevraagd om het voorstel aan te vullen."),
        NextStep.MERGED: say("Het voorstel gaat verder in een ander voorstel."),
        NextStep.AGREED: say("De gemeente en de bewoners zijn het eens geworden."),
        NextStep.AWAITS_HANDLING: say("Een behandelaar bekijkt of het voorstel compleet is."),
        NextStep.LEFT_OUT_OF_HANDLING: say(
            "Het voorstel wordt niet behandeld. De reden staat erbij."
        ),
        NextStep.WITHDRAWN: say("De indiener heeft het voorstel ingetrokken."),
        NextStep.AWAITS_ROUND: say("Het voorstel wacht op een stemronde of een besluit."),
        NextStep.ON_BALLOT: say("Bewoners kunnen nu op dit voorstel stemmen."),
        NextStep.AWAITS_TALLY: say("De stemmen worden geteld."),
        NextStep.AWAITS_RESERVATION: say("Gewonnen. De gemeente zet nu het geld apart."),
        NextStep.AWAITS_REFUSAL: say("Niet gewonnen. De gemeente neemt nog een besluit."),
        NextStep.AWAITS_COLLEGE: say(
            "Er stemden te weinig mensen voor een uitslag. De gemeente besluit over het voorstel, "
            "en zegt waarom."
        ),
        NextStep.AWAITS_DRAFT: say(
            "Het geld staat apart. Een behandelaar bereidt het besluit voor."
        ),
        NextStep.AWAITS_DECISION: say("Het besluit ligt klaar voor de mandaathouder."),
        NextStep.GRANT_WITHDRAWN: say("De subsidie is ingetrokken. U kunt bezwaar maken."),
        NextStep.REFUSED: say("De aanvraag is afgewezen. U kunt bezwaar maken."),
        NextStep.AWAITS_PAYOUT: say("Subsidie verleend. De eerste betaling wordt aangevraagd."),
        NextStep.AWAITS_SECOND_PERSON: say(
            "Een betaling wacht op goedkeuring door een tweede persoon."
        ),
        NextStep.AWAITS_BANK: say("Een betaling is goedgekeurd en gaat naar de bank."),
        NextStep.PARTLY_PAID: say("Een deel is betaald. De rest volgt."),
        NextStep.PAID: say("Alles is betaald."),
        NextStep.CLOSED: say("Alles is afgerond. Het dossier is gesloten."),
    },
    {
        Remainder.CARRY_OVER: say("meenemen naar het volgende jaar"),
        Remainder.RELEASE: say("teruggeven aan de algemene middelen"),
    },
    *TABLES_OF_PROTECTION,
    *TABLES_OF_PROPOSALS,
    *TABLES_OF_PLANS,
    *TABLES_OF_MONEY,
    *TABLES_OF_DECISIONS,
    *TABLES_OF_MANDATES,
    *TABLES_OF_BOARDS,
    *TABLES_OF_NEXT_DATES,
)
_WORDS = {(type(value), value.value): text for table in _TABLES for value, text in table.items()}
KINDS = tuple({type(value): None for table in _TABLES for value in table})
"""Every kind of value that has words."""


def of(value: StrEnum) -> str:
    """The source text of a value of the domain; the value itself where there is none."""
    return _WORDS.get((type(value), value.value), value.value)


HAPPENINGS: dict[str, str] = {
    "proposal.submitted": say("Voorstel ingediend"),
    "proposal.taken_in_handling": say("In behandeling genomen"),
    "proposal.left_out_of_handling": say("Buiten behandeling gelaten"),
    "proposal.withdrawn": say("Ingetrokken door de indiener"),
    "proposal.placed_on_ballot": say("Op de lijst van een stemronde gezet"),
    "theme_round.opened": say("Stemronde over thema's geopend"),
    "theme_round.tallied": say("Geld over thema's verdeeld"),
    "voting_round.extended": say("Stemronde verlengd"),
    "voting_round.closed": say("Stemronde gesloten"),
    "voting_round.tallied": say("Uitslag van de stemronde vastgesteld"),
    "grant.reserved": say("Geld apart gezet"),
    "grant.granted": say("Subsidie verleend"),
    "grant.released": say("Reservering vrijgegeven"),
    "decision.prepared": say("Besluit voorbereid"),
    "decision.taken": say("Besluit genomen"),
    "decision.verified": say("Besluit nagegaan door de griffier"),
    "account.rendered": say("Verantwoording afgelegd"),
    "grant.changed": say("Subsidie gewijzigd"),
    "determination.changed": say("Vaststelling gewijzigd"),
    "recovery.claimed": say("Teruggevorderd bedrag gewijzigd"),
    "grant.determined": say("Subsidie vastgesteld"),
    "recovery.recorded": say("Geld terugontvangen"),
    **HAPPENINGS_OF_PROTECTION,
    "payout.requested": say("Betaling aangevraagd"),
    "payout.approved": say("Betaling goedgekeurd"),
    "payout.rejected": say("Betaling afgekeurd"),
    "payout.paid": say("Betaald door de bank"),
    "budget.money_allocated": say("Geld toegedeeld aan de wijk"),
    "budget.money_reserved": say("Geld apart gezet voor een voorstel"),
    "budget.reservation_released": say("Apart gezet geld weer beschikbaar"),
    "budget.money_granted": say("Geld verleend bij besluit"),
    "budget.money_paid": say("Geld betaald"),
    "budget.money_determined": say("Vastgesteld bedrag"),
    "budget.grant_reduced": say("Verleend geld weer beschikbaar"),
    "budget.final_money_paid": say("Betaald na de vaststelling"),
    "budget.money_recovered": say("Geld terugontvangen"),
    "budget.determination_reversed": say("Vastgesteld bedrag verlaagd"),
    "budget.excess_covered": say("Boven het plafond, betaald uit een raadsbesluit"),
    "budget.excess_returned": say("Boven het plafond niet meer nodig"),
    "budget.money_carried_out": say("Meegenomen naar het volgende jaar"),
    "budget.money_carried_in": say("Meegekomen uit het vorige jaar"),
    "budget.remainder_released": say("Teruggegeven aan de algemene middelen"),
    "framework.act_recorded": say("Besluit van raad of college vastgelegd"),
    "budget_year.opened": say("Begrotingsjaar geopend"),
    "budget_year.closed": say("Begrotingsjaar afgesloten"),
    "allocation.published": say("Verdeling gepubliceerd"),
    "division.adopted": say("Wijkindeling vastgesteld"),
    "regulation.adopted": say("Regeling vastgelegd"),
    "regulation.withdrawn": say("Regeling ingetrokken"),
    "voting_round.opened": say("Stemronde geopend"),
    "voting_round.activities_left_off": say("Activiteiten van de lijst gelaten"),
    **HAPPENINGS_OF_PROPOSALS,
    **HAPPENINGS_OF_PLANS,
    **HAPPENINGS_OF_MONEY,
    **HAPPENINGS_OF_MANDATES,
    **HAPPENINGS_OF_BOARDS,
}
"""Every event of the main log in plain words, by its name without the version."""

FIGURES: dict[str, str] = {
    "allocated": say("Toegedeeld"),
    "carried_over": say("Meegenomen"),
    "excess": say("Boven het plafond"),
    "reserved": say("Gereserveerd"),
    "granted": say("Verleend"),
    "advanced": say("Als voorschot betaald"),
    "determined": say("Vastgesteld"),
    "paid": say("Betaald"),
    "recovered": say("Teruggevorderd"),
    "released": say("Teruggegeven"),
    "available": say("Beschikbaar"),
    **FIGURES_OF_MONEY,
}
"""Every figure of the budget state."""

FIGURE_MEANINGS: dict[str, str] = {
    "allocated": say("Het deel van het jaarbudget dat deze wijk krijgt."),
    "carried_over": say("Wat over is van een ander jaar, min wat naar een volgend jaar ging."),
    "excess": say(
        "Wat de wet na bezwaar, beroep of een te laat besluit boven het plafond toelaat, met een "
        "raadsbesluit dat het betaalt."
    ),
    "reserved": say("Apart gezet voor voorstellen waarover nog een besluit komt."),
    "granted": say("Toegezegd met een besluit, betaald of nog niet."),
    "advanced": say("Betaald voordat de subsidie is vastgesteld."),
    "determined": say("Vastgesteld na de verantwoording."),
    "paid": say("Overgemaakt naar de indieners."),
    "recovered": say("Teruggevraagd en ontvangen."),
    "released": say("Terug naar de algemene middelen van de stad."),
    "available": say("Hier kan nog een voorstel uit worden betaald."),
    **MEANINGS_OF_MONEY,
}
"""What each figure means."""


def happening(event: str) -> str:
    """An event of the main log in plain words; its name where there are none."""
    return HAPPENINGS.get(event.rpartition(".v")[0], event)


def figure(name: str) -> str:
    """What a figure is called."""
    return FIGURES[name]


def figure_meaning(name: str) -> str:
    """What a figure means."""
    return FIGURE_MEANINGS[name]


def task(step: NextStep) -> str:
    """What is to be done at a step."""
    return TASKS[step]
