"""Words for lines of a budget, subsidies of institutions, and money of the whole city."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.budget_events import BudgetLine
from domain.subsidy_events import EndingGround, SubsidyStatus

TABLES_OF_MONEY: tuple[dict[StrEnum, str], ...] = (
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
    "subsidy.activity_handed_over": say("Activiteit van een instelling overgenomen"),
    "budget.line_closed": say("Wat op de lijn over was, bij het afsluiten teruggekomen"),
}
"""Every event of lines, subsidies and money of the whole city."""
