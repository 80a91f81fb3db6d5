"""Themes in plain words, and the picture of what each of them got."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from adapters.web.language import translatable as say
from adapters.web.pictures import WIDTH
from domain.money import Money
from domain.theme_division import ThemeRounding
from projections.rounds import RoundDocument

ROUNDINGS: dict[ThemeRounding, str] = {
    ThemeRounding.STEP: say("Elk thema krijgt een geheel aantal stappen."),
    ThemeRounding.CENT: say("Elk thema krijgt een bedrag tot op de cent."),
}


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme in a result: its amount, its bar, and what ballots gave it (None where sealed)."""

    theme: str
    amount: Money
    width: int
    steps: int | None
    mean: Money | None


def name_of(theme: str) -> str:
    """A theme as people read it, from the name that the regulation gives it."""
    words = theme.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def rounding(value: ThemeRounding) -> str:
    """What amounts are rounded to."""
    return ROUNDINGS[value]


def theme_lines(
    found: RoundDocument, steps: Mapping[str, int] | None, ballots: int
) -> list[ThemeLine]:
    """The themes in the order of the list, each beside the largest amount."""
    largest = max((share.amount_cents.cents for share in found.shares), default=0)
    return [
        ThemeLine(
            theme=share.theme,
            amount=share.amount_cents,
            width=share.amount_cents.cents * WIDTH // largest if largest else 0,
            steps=steps[share.theme] if steps else None,
            mean=_mean(found, steps[share.theme], ballots) if steps else None,
        )
        for share in found.shares
    ]


def _mean(found: RoundDocument, steps: int, ballots: int) -> Money | None:
    """What ballots gave a theme on average, to the cent, for reading; the amount is counted
    exactly.
    """
    if found.division is None or not ballots:
        return None
    return Money(round(Fraction(found.division.step_cents.cents * steps, ballots)))
