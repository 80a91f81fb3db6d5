"""Choosing projects per theme, within what an earlier round gave the themes."""

from __future__ import annotations

from typing import Any

import pytest

from domain.errors import Refusal
from domain.round_opening import open_round
from domain.theme_choice import (
    BudgetIsNotOfThemes,
    ProposalWithoutTheme,
    ThemeAmountDiffers,
    ThemesNotDivided,
    guard_within_themes,
)
from domain.voting_round import OpenVotingRound
from domain.voting_rules import Category
from tests.unit.domain.given import SOESTERKWARTIER, YEAR, euros, refused
from tests.unit.domain.rounds import BUDGET, PASS_KEY, in_handling, opening, rules, the_round
from tests.unit.domain.test_theme_round import ONE, TWO, counted, opened

GREEN = Category(name="green", proposal_ids=("garden",), max_cents=euros(300))
PLAY = Category(name="play", proposal_ids=("oven",), max_cents=euros(300))


def choosing(*categories: Category, **changed: Any) -> OpenVotingRound:
    """A second round on a garden and an oven."""
    fields = opening(rules(categories=categories)).model_dump()
    more = {"theme_round_id": "themes", "budget_cents": euros(600)}
    return OpenVotingRound.model_validate(fields | more | changed)


class TestTheRoundThatFollows:
    def test_chooses_within_what_each_theme_got(self) -> None:
        divided, _ = counted(ONE, TWO)
        proposals = {
            "garden": in_handling("garden", amount=euros(300)),
            "oven": in_handling("oven", amount=euros(300)),
        }
        event, _ = open_round(
            choosing(GREEN, PLAY), None, BUDGET, proposals, PASS_KEY, divided=divided
        )
        assert event.theme_round_id == "themes"

    @pytest.mark.parametrize(
        ("asks", "refusal"),
        [
            (choosing(GREEN, PLAY, wijk=SOESTERKWARTIER), ThemesNotDivided),
            (choosing(GREEN, PLAY, year=YEAR + 1), ThemesNotDivided),
            (choosing(GREEN, PLAY.model_copy(update={"name": "moon"})), ThemeAmountDiffers),
            (choosing(GREEN, PLAY.model_copy(update={"max_cents": None})), ThemeAmountDiffers),
            (
                choosing(GREEN, PLAY.model_copy(update={"max_cents": euros(301)})),
                ThemeAmountDiffers,
            ),
            (choosing(GREEN), ProposalWithoutTheme),
            (
                choosing(GREEN, PLAY.model_copy(update={"proposal_ids": ("oven", "garden")})),
                ProposalWithoutTheme,
            ),
            (choosing(GREEN, PLAY, budget_cents=euros(700)), BudgetIsNotOfThemes),
        ],
    )
    def test_spends_nothing_else(self, asks: OpenVotingRound, refusal: type[Refusal]) -> None:
        divided, _ = counted(ONE, TWO)
        with refused(refusal):
            guard_within_themes(asks, asks.proposal_ids, divided)

    def test_needs_a_division_that_was_counted(self) -> None:
        nothing, _ = counted()
        for divided in (None, the_round(opened()), nothing):
            with refused(ThemesNotDivided):
                guard_within_themes(choosing(GREEN, PLAY), ("garden", "oven"), divided)

    def test_without_a_division_asks_nothing_of_themes(self) -> None:
        guard_within_themes(opening(), ("garden", "oven"), None)
