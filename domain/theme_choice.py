"""Choosing projects per theme: a round within the amounts that an earlier round gave to themes.

Each category of the list is a theme and gets at most what the theme got, and each proposal stands
in one of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from domain.errors import Refusal
from domain.money import total
from domain.voting_round import OpenVotingRound, RoundStatus, VotingRound


class ThemesNotDivided(Refusal):
    code = "theme_round.not_divided"
    dutch = "In stemronde {round} is voor deze wijk en dit jaar geen geld over thema's verdeeld."
    english = "Round {round} divided no money over themes for this wijk and year."


class ThemeAmountDiffers(Refusal):
    code = "theme_round.amount_differs"
    dutch = "Thema {theme} heeft volgens de verdeling een ander bedrag, of hoort er niet bij."
    english = "By the division theme {theme} has another amount, or is not part of it."


class ProposalWithoutTheme(Refusal):
    code = "theme_round.proposal_without_theme"
    dutch = "Zet elk voorstel bij één thema; {proposal} staat bij geen of bij meer."
    english = "Put each proposal under one theme; {proposal} is under none or several."


class BudgetIsNotOfThemes(Refusal):
    code = "theme_round.budget_differs"
    dutch = "Te verdelen is wat deze thema's samen kregen: {amount}."
    english = "What these themes got together is to be divided: {amount}."


def guard_within_themes(
    command: OpenVotingRound, line_ids: Iterable[str], divided: VotingRound | None
) -> None:
    """A round after a division spends per theme what the theme got, and nothing else. Each line of
    its list stands under one theme.
    """
    if command.theme_round_id is None:
        return
    if (
        divided is None
        or divided.status is not RoundStatus.TALLIED
        or not divided.theme_amounts
        or (divided.wijk, divided.year) != (command.wijk, command.year)
    ):
        raise ThemesNotDivided(round=command.theme_round_id)
    categories = command.rules.categories
    for each in categories:
        if each.max_cents is None or divided.theme_amounts.get(each.name) != each.max_cents:
            raise ThemeAmountDiffers(theme=each.name)
    placed = Counter(name for each in categories for name in each.proposal_ids)
    for line_id in line_ids:
        if placed[line_id] != 1:
            raise ProposalWithoutTheme(proposal=line_id)
    amount = total(each.max_cents for each in categories if each.max_cents)
    if command.budget_cents != amount:
        raise BudgetIsNotOfThemes(amount=amount)
