"""A fixed subsidy in the example city: its own line of money, and the notice that it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from adapters.example_city.steps import Steps
from domain.budget_events import BudgetLine
from domain.budget_line import MoveMoney
from domain.budget_year import Body, BodyAct
from domain.calendar import dutch_day
from domain.money import Money, PositiveMoney
from domain.subsidy import AnnounceEnding, RecordSubsidy
from domain.subsidy_money import BindSubsidy

WIJK = "WK030703"
LINE_CENTS: PositiveMoney = Money(60_000_00)
SUBSIDY_CENTS: PositiveMoney = Money(45_000_00)
SINCE = date(2016, 1, 1)
TERM_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Institutions:
    """A welfare organisation in Soesterkwartier, whose subsidy makes room for initiatives."""

    steps: Steps

    def give_notice(self, year: int) -> None:
        """Money for it, what it does, the money of the year, and that it ends."""
        self._set_money_apart(year)
        subsidy = {"wijk": WIJK, "subsidy_id": "voorbeeld-welzijn"}
        self.steps.give(
            RecordSubsidy,
            "joost",
            **subsidy,
            name=self.steps.text("Stichting Welzijn (voorbeeld)"),
            description=self.steps.text("Houdt het wijkcentrum open en regelt burenhulp."),
            activities=("open-inloop", "burenhulp"),
            amount_cents=SUBSIDY_CENTS,
            since=SINCE,
            decision=BodyAct(
                body=Body.COLLEGE, number="voorbeeld-subsidie", decided_on=date(2015, 11, 3)
            ),
        )
        self.steps.give(BindSubsidy, "joost", **subsidy, year=year)
        self.steps.give(
            AnnounceEnding,
            "wethouder",
            **subsidy,
            term_weeks=TERM_WEEKS,
            reason=self.steps.text("Bewoners houden het wijkcentrum straks zelf open."),
        )

    def _set_money_apart(self, year: int) -> None:
        self.steps.give(
            MoveMoney,
            "griffier",
            year=year,
            wijk=WIJK,
            from_line=BudgetLine.INITIATIVE,
            to_line=BudgetLine.INSTITUTION,
            amount_cents=LINE_CENTS,
            act=BodyAct(
                body=Body.COUNCIL,
                number=f"voorbeeld-lijnen-{year}",
                decided_on=dutch_day(self.steps.at),
            ),
            reason=self.steps.text("De subsidie van Stichting Welzijn loopt nog door."),
        )
