"""Words for lines of a budget, subsidies of institutions, and money of the whole city."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.budget_events import BudgetLine
from domain.budget_year import Body
from domain.subsidy_events import EndingGround, SubsidyStatus

TABLES_OF_MONEY: tuple[dict[StrEnum, str], ...] = (
    {Body.COUNCIL: say("gemeenteraad"), Body.COLLEGE: say("college")},
    {
        BudgetLine.INITIATIVE: say("initiatieven van bewoners"),
        BudgetLine.INSTITUTION: say("instellingen"),
        BudgetLine.COORDINATION: say("coördinatie"),
    },
    {
        SubsidyStatus.RUNS: say("loopt"),
        SubsidyStatus.ANNOUNCED: say("einde aangekondigd"),
        SubsidyStatus.ENDED: say("beëindigd"),
    },
    {
        EndingGround.CHANGED_CIRCUMSTANCES: say("de omstandigheden zijn veranderd"),
        EndingGround.CHANGED_INSIGHTS: say("de inzichten zijn veranderd"),
    },
)
"""One table per kind of value."""

HAPPENINGS_OF_MONEY: dict[str, str] = {
    "budget.money_divided": say("Geld op een andere lijn gezet bij een verdeling"),
    "budget.money_moved": say("Geld verplaatst tussen lijnen"),
    "budget.subsidy_bound": say("Geld gebonden voor een subsidie van een instelling"),
    "budget.subsidy_freed": say("Geld van een beëindigde subsidie naar initiatieven"),
    "subsidy.recorded": say("Subsidie van een instelling vastgelegd"),
    "subsidy.ending_announced": say("Einde van een subsidie aangekondigd"),
    "subsidy.ended": say("Besloten dat een subsidie stopt"),
    "subsidy.ending_reversed": say("Besluit dat een subsidie stopt teruggedraaid"),
    "subsidy.carried_out": say(
        "Subsidie gaat door in een andere wijk, na een wijkgrens die veranderde"
    ),
    "subsidy.carried_in": say("Subsidie van een vroegere wijk gaat hier door"),
    "subsidy.activity_handed_over": say("Activiteit van een instelling overgenomen"),
    "budget.city_money_allocated": say("Stedelijk deel van de verdeling"),
    "budget.money_pooled_out": say("Samengevoegd voor de hele stad"),
    "budget.money_pooled_in": say("Samengevoegd uit een wijk"),
    "budget_year.remainders_pooled": say("Wat wijken over hadden, samengevoegd voor de hele stad"),
    "budget.money_mapped_out": say("Meegenomen over een wijkgrens die veranderde"),
    "budget.money_mapped_in": say("Meegekomen over een wijkgrens die veranderde"),
    "budget.round_money_bound": say("Geld waarover een stemronde gaat, vastgehouden"),
    "budget.round_money_counted": say("Stemmen geteld: wat niemand won is weer vrij"),
    "budget.round_money_freed": say("Niet langer vastgehouden voor een stemronde"),
    "budget.winner_money_bound": say("Weer vastgehouden voor wie een stemronde won"),
    "budget.line_closed": say("Wat op de lijn over was, bij het afsluiten teruggekomen"),
}
"""Every event of lines, subsidies and money of the whole city."""

FIGURES_OF_MONEY: dict[str, str] = {
    "institution": say("Vrij voor instellingen"),
    "coordination": say("Vrij voor coördinatie"),
    "subsidised": say("Gebonden door subsidies"),
    "voted_on": say("Wordt over gestemd"),
    "pooled": say("Samengevoegd"),
}
"""Figures of lines, subsidies and pooling."""

MEANINGS_OF_MONEY: dict[str, str] = {
    "institution": say("Op de lijn voor instellingen, en nog niet aan een subsidie gebonden."),
    "coordination": say("Op de lijn voor coördinatie, en nog niet uitgegeven."),
    "subsidised": say("Nodig voor subsidies van instellingen die dit jaar lopen."),
    "voted_on": say("Vastgehouden: er wordt over gestemd, of wat won wacht op een besluit."),
    "pooled": say("Wat wijken over hadden en voor de hele stad werd; in een wijk ging het eraf."),
}
"""What each of them means."""
