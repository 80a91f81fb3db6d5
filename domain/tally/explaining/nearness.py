"""What would have been enough for a project that lost, and how sure a winner was, in a sentence."""

from __future__ import annotations

from domain.tally.explaining.wording import Wording
from domain.tally.margins.enough import Enough
from domain.tally.margins.margin import Margin
from domain.two_languages import InTwoLanguages


def what_was_enough(enough: Enough, wording: Wording) -> InTwoLanguages | None:
    """The sentence of a project that lost; `None` where nothing is known to have been enough."""
    noun, conditions = wording.noun, []
    if enough.more_votes:
        conditions.append(_more_votes(enough.more_votes, wording))
    if enough.price:
        price = wording.denomination.down(enough.price)
        conditions.append(
            InTwoLanguages(f"bij een prijs van {price.dutch}", f"at a price of {price.english}")
        )
    if not conditions:
        return None
    dutch = " of ".join(each.dutch for each in conditions)
    english = " or ".join(each.english for each in conditions)
    return InTwoLanguages(
        f"{dutch[0].upper()}{dutch[1:]} was dit {noun.dutch} wel gekozen.",
        f"{english[0].upper()}{english[1:]}, this {noun.english} would have been chosen.",
    )


def how_sure_it_was(margin: Margin, wording: Wording) -> InTwoLanguages | None:
    """The sentence of a winner: how much dearer it could have been. `None`: it is not offered."""
    highest, noun = margin.highest_price, wording.noun
    if not margin.won or highest is None:
        return None
    price = wording.denomination.down(highest.whole)
    return InTwoLanguages(
        f"Ook bij een prijs van {price.dutch} was dit {noun.dutch} gekozen.",
        f"At a price of {price.english}, this {noun.english} would still have been chosen.",
    )


def _more_votes(more: int, wording: Wording) -> InTwoLanguages:
    if wording.points is not None:
        return InTwoLanguages(
            "met 1 punt meer" if more == 1 else f"met {more} punten meer",
            "with 1 point more" if more == 1 else f"with {more} points more",
        )
    return InTwoLanguages(
        "met 1 stem meer" if more == 1 else f"met {more} stemmen meer",
        "with 1 vote more" if more == 1 else f"with {more} votes more",
    )
