"""Words for lines of a budget, subsidies of institutions, and money of the whole city."""

from __future__ import annotations

from enum import StrEnum

from adapters.web.language import translatable as say
from domain.budget_events import BudgetLine

TABLES_OF_MONEY: tuple[dict[StrEnum, str], ...] = (
    {
        BudgetLine.INITIATIVE: say("initiatieven van bewoners"),
        BudgetLine.INSTITUTION: say("instellingen"),
        BudgetLine.COORDINATION: say("coördinatie"),
    },
)
"""One table per kind of value."""

HAPPENINGS_OF_MONEY: dict[str, str] = {
    "budget.money_divided": say("Geld op een andere lijn gezet bij een verdeling"),
    "budget.money_moved": say("Geld verplaatst tussen lijnen"),
    "budget.line_closed": say("Wat op de lijn over was, bij het afsluiten teruggekomen"),
}
"""Every event of lines, subsidies and money of the whole city."""
