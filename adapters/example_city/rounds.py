"""Voting rounds in the example city: open, counted, extended, and one that divides over themes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from adapters.example_city.steps import Steps
from adapters.example_city.story import ProposalContent, ThemesContent
from application.streams import Reading
from domain.calendar import DUTCH_TIME, dutch_day
from domain.money import Money, PositiveMoney, total
from domain.regulation_contents import Regulation
from domain.round_extension import ExtendVotingRound
from domain.round_procedure import Quorum, RoundProcedure
from domain.tally.parameters import VotingRule
from domain.theme_division import ThemeDivision
from domain.theme_round import OpenThemeRound
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound
from domain.voting_rules import Category, RoundRules

OPEN_FOR = timedelta(days=30)
MAX_CHOICES = 3
ROUND_CENTS: PositiveMoney = Money(75_000_00)
VOTERS = 120
EXTENDED_IN = "WK030710"
EXTENDED_BY = timedelta(days=5)
PROCEDURE = RoundProcedure(quorum=Quorum(least_ballots=50), extension_days_max=14)
STEP_CENTS: PositiveMoney = Money(5_000_00)
LEAST_THEMES = 3
THEME_CENTS: PositiveMoney = Money(60_000_00)
THEME_VOTERS = 90


def round_of(year: int, wijk: str) -> str:
    """The id of the example round of a wijk."""
    return f"example-round-{year}-{wijk}"


def theme_round_of(year: int, wijk: str) -> str:
    """The id of the example round that divides the money of a wijk over themes."""
    return f"example-themes-{year}-{wijk}"


def evening_after(moment: datetime, wait: timedelta) -> datetime:
    """Eight o'clock in the evening, so long after a moment."""
    return datetime.combine(dutch_day(moment + wait), time(20), DUTCH_TIME)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Runs the rounds of a year."""

    steps: Steps

    def run(self, year: int, wijk: str, listed: Sequence[ProposalContent]) -> None:
        """From opening to count, where there is something to choose from."""
        if listed:
            self._open(year, wijk, listed, RoundRules.model_validate(_rules()))
            self._count(round_of(year, wijk))

    def open(self, year: int, wijk: str, listed: Sequence[ProposalContent]) -> None:
        """A round in which people can vote now."""
        if not listed:
            return
        extended = wijk == EXTENDED_IN
        self._open(
            year,
            wijk,
            listed,
            RoundRules.model_validate(_rules()),
            closes_in=OPEN_FOR,
            procedure=PROCEDURE if extended else RoundProcedure(),
        )
        if extended:
            self.steps.give(
                ExtendVotingRound,
                "joost",
                round_id=round_of(year, wijk),
                closes_at=evening_after(self.steps.at, OPEN_FOR + EXTENDED_BY),
                reason=self.steps.text(
                    "Het wijkcentrum is een week dicht na een lekkage. Wie daar met hulp wilde "
                    "stemmen, krijgt die dagen erbij."
                ),
            )

    def divide(self, year: int, content: ThemesContent) -> None:
        """Residents divide the money of a wijk over themes, as the regulation there says."""
        self._adopt_themes(year, content)
        self.steps.wait_for_morning()
        round_id = theme_round_of(year, content.wijk)
        division = ThemeDivision(
            themes=tuple(content.themes), step_cents=STEP_CENTS, least_themes=LEAST_THEMES
        )
        self.steps.give(
            OpenThemeRound,
            "joost",
            round_id=round_id,
            wijk=content.wijk,
            year=year,
            budget_cents=THEME_CENTS,
            division=division,
            opens_at=self.steps.at,
        )
        self.steps.divide(
            round_id, content.themes, THEME_VOTERS, division.steps_in(THEME_CENTS), LEAST_THEMES
        )
        self._count(round_id)

    def open_by_theme(self, year: int, wijk: str, listed: Sequence[ProposalContent]) -> None:
        """The round after it: each theme gives at most what residents gave it."""
        divided_in = theme_round_of(year, wijk)
        divided = Reading(self.steps.house.streams).voting_round(divided_in).state
        if divided is None:
            return
        themes = dict.fromkeys(each.theme for each in listed if each.theme)
        categories = tuple(
            Category(
                name=theme,
                proposal_ids=tuple(each.proposal_id for each in listed if each.theme == theme),
                max_cents=divided.theme_amounts[theme],
            )
            for theme in themes
        )
        self._open(
            year,
            wijk,
            listed,
            RoundRules.model_validate(_rules() | {"categories": categories}),
            budget=total(divided.theme_amounts[theme] for theme in themes),
            closes_in=OPEN_FOR,
            theme_round_id=divided_in,
        )

    def _open(
        self,
        year: int,
        wijk: str,
        listed: Sequence[ProposalContent],
        rules: RoundRules,
        *,
        budget: Money = ROUND_CENTS,
        closes_in: timedelta | None = None,
        **more: object,
    ) -> None:
        self.steps.wait_for_morning()
        ids = tuple(content.proposal_id for content in listed)
        self.steps.give(
            OpenVotingRound,
            "joost",
            round_id=round_of(year, wijk),
            wijk=wijk,
            year=year,
            budget_cents=budget,
            rules=rules,
            proposal_ids=ids,
            opens_at=self.steps.at,
            closes_at=evening_after(self.steps.at, closes_in) if closes_in else None,
            **more,
        )
        self.steps.vote(round_of(year, wijk), ids, VOTERS, MAX_CHOICES)

    def _count(self, round_id: str) -> None:
        self.steps.give(CloseVotingRound, "joost", round_id=round_id)
        self.steps.give(TallyVotingRound, "joost", round_id=round_id)

    def _adopt_themes(self, year: int, content: ThemesContent) -> None:
        themes = {
            "article": "voorbeeld-10",
            "themes": content.themes,
            "step_cents": STEP_CENTS,
            "least_themes": LEAST_THEMES,
        }
        rules = Regulation.model_validate({"themes": themes})
        self.steps.adopt("voorbeeld-themas", rules, content.wijk, year)


def _rules() -> dict[str, object]:
    return {"rule": VotingRule.EQUAL_SHARES, "max_choices": MAX_CHOICES}
