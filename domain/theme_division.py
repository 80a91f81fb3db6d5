"""Dividing money over themes: the frozen rules, what a ballot may say, and what ballots come to.

A ballot divides the whole budget in steps. What a theme gets is the mean of what ballots give it,
rounded by largest remainder, so that the parts add up to the budget (Venlo: EUR 90,000 in steps of
10,000 over at least 4 of 12 themes).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.errors import Refusal
from domain.event import Identifier
from domain.money import Money, PositiveMoney, split_by_largest_remainder
from domain.regulation_parts import MAX_LINES
from domain.tally.parameters import VotingRule
from domain.voting_rules import MAX_POINTS, BallotForm, RoundRules

Themes = Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=MAX_LINES)]


class ThemeUnknown(Refusal):
    code = "ballot.theme_unknown"
    dutch = "Thema {choice} staat niet op het stembiljet, of staat er twee keer."
    english = "Theme {choice} is not on the ballot, or is on it twice."


class TooFewThemesChosen(Refusal):
    code = "ballot.too_few_themes"
    dutch = "Geef ten minste {minimum} thema's geld; u gaf er {chosen} iets."
    english = "Give at least {minimum} themes money; you gave {chosen} something."


class NotAllDivided(Refusal):
    code = "ballot.not_all_divided"
    dutch = "Verdeel precies {budget}; u verdeelde {divided}."
    english = "Divide exactly {budget}; you divided {divided}."


class TooMuchForOneTheme(Refusal):
    code = "ballot.too_much_for_one_theme"
    dutch = "Geef één thema ten hoogste {maximum}; {choice} kreeg {given}."
    english = "Give one theme {maximum} at most; {choice} got {given}."


class ThemeRounding(StrEnum):
    """What the amounts of themes are rounded to: a step, or a cent."""

    STEP = "step"
    CENT = "cent"


class ThemeDivision(BaseModel):
    """How the budget is divided: over which themes, in which steps, and within which limits."""

    model_config = ConfigDict(frozen=True, extra="forbid", revalidate_instances="always")

    themes: Themes
    step_cents: PositiveMoney
    least_themes: int = Field(strict=True, ge=1, le=MAX_LINES, description="on each ballot")
    most_steps: int | None = Field(
        default=None, strict=True, ge=1, le=MAX_POINTS, description="for one theme on a ballot"
    )
    rounding: ThemeRounding = ThemeRounding.STEP

    def steps_in(self, budget: Money) -> int:
        """How many steps there are to divide."""
        return budget.cents // self.step_cents.cents

    def worth(self, steps: int) -> Money:
        """What so many steps are."""
        return Money(self.step_cents.cents * steps)

    def rules(self, budget: Money) -> RoundRules:
        """The same as rules of a round: a step is a point, and all points are given."""
        steps = self.steps_in(budget)
        return RoundRules(
            rule=VotingRule.GREEDY,
            ballot_form=BallotForm.CUMULATIVE,
            min_choices=self.least_themes,
            max_choices=len(self.themes),
            min_points=steps,
            max_points=steps,
            max_points_per_proposal=self.most_steps,
        )


def guard_division_on_ballot(
    choices: Sequence[str], steps: Sequence[int] | None, division: ThemeDivision, budget: Money
) -> None:
    """A ballot divides all of the budget within the limits, at casting and again at counting."""
    given = steps or ()
    unknown = [name for name in choices if name not in division.themes]
    twice = [name for name in choices if list(choices).count(name) > 1]
    if unknown or twice:
        raise ThemeUnknown(choice=(unknown or twice)[0])
    divided = division.worth(min(sum(given), division.steps_in(budget) + 1))
    if len(given) != len(choices) or divided != budget:
        raise NotAllDivided(budget=budget, divided=divided)
    if len(choices) < division.least_themes:
        raise TooFewThemesChosen(minimum=division.least_themes, chosen=len(choices))
    for name, each in zip(choices, given, strict=True):
        if division.most_steps is not None and each > division.most_steps:
            most = division.worth(division.most_steps)
            raise TooMuchForOneTheme(maximum=most, choice=name, given=division.worth(each))


def steps_given(
    division: ThemeDivision, ballots: Iterable[tuple[Sequence[str], Sequence[int]]]
) -> dict[str, int]:
    """How many steps all ballots together give each theme, in the order of the list."""
    given = dict.fromkeys(division.themes, 0)
    for choices, steps in ballots:
        for name, each in zip(choices, steps, strict=True):
            given[name] += each
    return given


def amounts_of_themes(
    division: ThemeDivision, budget: Money, given: Mapping[str, int]
) -> dict[str, Money]:
    """What each theme gets: the mean, to the step or cent, by largest remainder; equal remainders
    in the order of the themes on the list. Empty where nobody voted: nothing was divided.
    """
    if not any(given.values()):
        return {}
    unit = division.step_cents.cents if division.rounding is ThemeRounding.STEP else 1
    in_order = {f"{place:03}": given[name] for place, name in enumerate(division.themes)}
    shares = split_by_largest_remainder(Money(budget.cents // unit), in_order)
    amounts = zip(division.themes, shares.values(), strict=True)
    return {name: Money(share.cents * unit) for name, share in amounts}
