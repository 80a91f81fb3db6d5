"""Why a project did not win, in one sentence for each reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.tally.election import Amount
from domain.tally.explaining.wording import Wording
from domain.tally.outcome import Loss, WhyLost
from domain.two_languages import InTwoLanguages


def why_lost(loss: Loss, wording: Wording) -> InTwoLanguages:
    """The sentence of a project that was not chosen."""
    why = _WHY[loss.reason](loss, wording)
    return InTwoLanguages(f"Niet gekozen: {why.dutch}", f"Not chosen: {why.english}")


def why_lost_after_raises(loss: Loss, left: Amount, wording: Wording) -> InTwoLanguages:
    """The same where shares were raised, and so much of the budget was left."""
    if loss.reason is not WhyLost.SUPPORTERS_MONEY_SPENT:
        return why_lost(loss, wording)
    if loss.price > left:
        return why_lost(replace(loss, reason=WhyLost.DID_NOT_FIT, money_left=left), wording)
    who, price = _who(loss, wording), wording.denomination.up(loss.price)
    many = loss.votes > 1
    return InTwoLanguages(
        f"Niet gekozen: {who.dutch}; ook met een groter deel "
        + ("konden zij" if many else "kon die")
        + f" de prijs van {price.dutch} niet "
        + ("samen betalen." if many else "betalen."),
        f"Not chosen: {who.english}; even with a larger share they could not pay its price of "
        f"{price.english}" + (" together." if many else "."),
    )


def _who(loss: Loss, wording: Wording) -> InTwoLanguages:
    return wording.voters(loss.project_id, loss.votes)


def _no_votes(_: Loss, wording: Wording) -> InTwoLanguages:
    return InTwoLanguages(
        f"niemand stemde op dit {wording.noun.dutch}.",
        f"nobody voted for this {wording.noun.english}.",
    )


def _too_few_votes(loss: Loss, wording: Wording) -> InTwoLanguages:
    who = _who(loss, wording)
    if not wording.minimum:
        return InTwoLanguages(
            f"{who.dutch}, en dat is minder dan er nodig is.",
            f"{who.english}, and that is fewer than it needs.",
        )
    return InTwoLanguages(
        f"{who.dutch}, en er waren er ten minste {wording.minimum} nodig.",
        f"{who.english}, and at least {wording.minimum} were needed.",
    )


def _did_not_fit(loss: Loss, wording: Wording) -> InTwoLanguages:
    who, price = _who(loss, wording), wording.denomination.up(loss.price)
    left = wording.denomination.down(loss.money_left)
    return InTwoLanguages(
        f"{who.dutch}, maar de prijs van {price.dutch} paste niet in de {left.dutch} die nog over "
        "was.",
        f"{who.english}, but its price of {price.english} did not fit in the {left.english} that "
        "was left.",
    )


def _count_ended(loss: Loss, wording: Wording) -> InTwoLanguages:
    who, price = _who(loss, wording), wording.denomination.up(loss.price)
    left = wording.denomination.down(loss.money_left)
    return InTwoLanguages(
        f"{who.dutch}; van de prijs van {price.dutch} was {left.dutch} bijeen toen de telling "
        f"eindigde, omdat een {wording.noun.dutch} dat aan de beurt was niet meer in het budget "
        "paste.",
        f"{who.english}; {left.english} of its price of {price.english} was raised when the count "
        f"ended, because a {wording.noun.english} whose turn had come did not fit in the budget "
        "any more.",
    )


def _count_stopped(loss: Loss, wording: Wording) -> InTwoLanguages:
    who = _who(loss, wording)
    return InTwoLanguages(
        f"{who.dutch}; de telling stopte eerder, bij een {wording.noun.dutch} dat niet meer in "
        "het budget paste.",
        f"{who.english}; the count had stopped before, at a {wording.noun.english} that did not "
        "fit in the budget any more.",
    )


def _excluded(loss: Loss, wording: Wording) -> InTwoLanguages:
    who, rival = _who(loss, wording), loss.because_of or ""
    return InTwoLanguages(
        f"{who.dutch}, maar het kan niet samen met {wording.noun.dutch} {rival}, en dat is "
        "gekozen.",
        f"{who.english}, but it cannot go together with {wording.noun.english} {rival}, which was "
        "chosen.",
    )


def _category_full(loss: Loss, wording: Wording) -> InTwoLanguages:
    who, price = _who(loss, wording), wording.denomination.up(loss.price)
    return InTwoLanguages(
        f"{who.dutch}; van het geld voor {loss.because_of} was niet genoeg over voor de prijs van "
        f"{price.dutch}.",
        f"{who.english}; of the money for {loss.because_of} not enough was left for its price of "
        f"{price.english}.",
    )


def _money_spent(loss: Loss, wording: Wording) -> InTwoLanguages:
    who, price = _who(loss, wording), wording.denomination.up(loss.price)
    left = wording.denomination.down(loss.money_left)
    short = wording.denomination.up(max(loss.price - loss.money_left, 0))
    had = "hadden aan het eind samen" if loss.votes > 1 else "had aan het eind"
    return InTwoLanguages(
        f"{who.dutch} en {had} nog {left.dutch}; voor de prijs van {price.dutch} kwam "
        f"{short.dutch} tekort.",
        f"{who.english} and had {left.english} left" + (" together" if loss.votes > 1 else "") + " "
        f"at the end; the price of {price.english} was {short.english} more.",
    )


_WHY: dict[WhyLost, Callable[[Loss, Wording], InTwoLanguages]] = {
    WhyLost.NO_VOTES: _no_votes,
    WhyLost.TOO_FEW_VOTES: _too_few_votes,
    WhyLost.DID_NOT_FIT: _did_not_fit,
    WhyLost.COUNT_ENDED: _count_ended,
    WhyLost.COUNT_STOPPED: _count_stopped,
    WhyLost.EXCLUDED: _excluded,
    WhyLost.CATEGORY_FULL: _category_full,
    WhyLost.SUPPORTERS_MONEY_SPENT: _money_spent,
}
