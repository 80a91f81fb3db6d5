"""Why a project won, in one sentence for each way of winning."""

from __future__ import annotations

from fractions import Fraction

from domain.tally.election import Amount
from domain.tally.explaining.wording import Wording
from domain.tally.outcome import Win
from domain.tally.parameters import VotingRule
from domain.two_languages import InTwoLanguages


def why_won(win: Win, rule: str, *, raised: bool, wording: Wording) -> InTwoLanguages:
    """The sentence of a winner. `raised`: a completion raised the shares, see `explain`."""
    who = wording.voters(win.project_id, win.votes)
    dutch, english = f"Gekozen in stap {win.step}: ", f"Chosen in step {win.step}: "
    why = _why(win, rule, who, raised=raised, wording=wording)
    return InTwoLanguages(dutch + why.dutch, english + why.english)


def _why(
    win: Win, rule: str, who: InTwoLanguages, *, raised: bool, wording: Wording
) -> InTwoLanguages:
    if win.most_paid is None or win.money_behind is None:
        if win.share is not None:
            return _evenly(win.share, who, wording)
        if win.part is not None:
            return _in_part(win, win.part, who, wording)
        return _by_list(win, rule, who, wording)
    if win.share is not None:
        return _in_time(win, win.share, who, wording)
    if win.paid < win.price:
        return _with_help(win, win.most_paid, who, wording)
    if raised:
        return _together(win, win.most_paid, who, wording)
    return _with_money(win, win.money_behind, win.most_paid, who, wording)


def _with_money(
    win: Win, money_behind: Fraction, most_paid: Fraction, who: InTwoLanguages, wording: Wording
) -> InTwoLanguages:
    price, most = wording.denomination.up(win.price), wording.denomination.up(most_paid)
    behind = wording.denomination.down(money_behind)
    return InTwoLanguages(
        f"{who.dutch}, samen met {behind.dutch} te besteden; de prijs was {price.dutch} en "
        f"niemand betaalde meer dan {most.dutch}.",
        f"{who.english}, with {behind.english} to spend together; its price was {price.english} "
        f"and nobody paid more than {most.english}.",
    )


def _together(
    win: Win, most_paid: Fraction, who: InTwoLanguages, wording: Wording
) -> InTwoLanguages:
    price, most = wording.denomination.up(win.price), wording.denomination.up(most_paid)
    return InTwoLanguages(
        f"{who.dutch} en betaalden samen de prijs van {price.dutch}; niemand betaalde meer dan "
        f"{most.dutch}."
        if win.votes > 1
        else f"{who.dutch} en betaalde de prijs van {price.dutch}.",
        f"{who.english} and paid its price of {price.english} together; nobody paid more than "
        f"{most.english}."
        if win.votes > 1
        else f"{who.english} and paid its price of {price.english}.",
    )


def _with_help(
    win: Win, most_paid: Fraction, who: InTwoLanguages, wording: Wording
) -> InTwoLanguages:
    price, most = wording.denomination.up(win.price), wording.denomination.up(most_paid)
    paid = wording.denomination.down(win.paid)
    missing = wording.denomination.up(win.price - win.paid)
    return InTwoLanguages(
        f"{who.dutch}; samen betaald is {paid.dutch} van de prijs van {price.dutch}, door niemand "
        f"meer dan {most.dutch}; de {missing.dutch} die ontbrak, kwam uit wat er van het budget "
        "over was.",
        f"{who.english}; {paid.english} of its price of {price.english} was paid together, by "
        f"nobody more than {most.english}; the {missing.english} that was missing came out of "
        "what was left of the budget.",
    )


def _in_time(win: Win, share: Fraction, who: InTwoLanguages, wording: Wording) -> InTwoLanguages:
    price, each = wording.denomination.up(win.price), wording.denomination.up(share)
    return InTwoLanguages(
        f"{who.dutch}; de prijs van {price.dutch} was bijeen toen elke stemmer in totaal "
        f"{each.dutch} had gekregen.",
        f"{who.english}; its price of {price.english} was raised when every voter had been given "
        f"{each.english} in all.",
    )


def _evenly(share: Fraction, who: InTwoLanguages, wording: Wording) -> InTwoLanguages:
    each = wording.denomination.up(share)
    return InTwoLanguages(
        f"{who.dutch}; als stemmers alles wat tot dan toe gekozen is zo gelijk mogelijk betalen, "
        f"betaalt niemand meer dan {each.dutch}, en met geen ander {wording.noun.dutch} dat nog "
        "paste was dat minder.",
        f"{who.english}; when voters pay for all that is chosen so far as evenly as can be, nobody "
        f"pays more than {each.english}, and with no other {wording.noun.english} that still "
        "fitted would that be less.",
    )


def _in_part(win: Win, part: Amount, who: InTwoLanguages, wording: Wording) -> InTwoLanguages:
    price, funded = wording.denomination.up(win.price), wording.denomination.down(part)
    return InTwoLanguages(
        f"{who.dutch}; van de prijs van {price.dutch} was nog {funded.dutch} over, en met dat deel "
        "kan het ook verder.",
        f"{who.english}; of its price of {price.english}, {funded.english} was still there, and "
        "it can do with that part.",
    )


def _by_list(win: Win, rule: str, who: InTwoLanguages, wording: Wording) -> InTwoLanguages:
    price = wording.denomination.up(win.price)
    left = wording.denomination.down(win.budget_left or 0)
    place = _place(win, rule, wording)
    return InTwoLanguages(
        f"{who.dutch}, {place.dutch}en de prijs van {price.dutch} paste in de {left.dutch} die nog "
        "over was.",
        f"{who.english}, {place.english}and its price of {price.english} fitted in the "
        f"{left.english} that was left.",
    )


def _place(win: Win, rule: str, wording: Wording) -> InTwoLanguages:
    """What put it on its place of the list, besides the votes themselves."""
    support = win.votes if wording.points is None else wording.points[win.project_id]
    if rule == VotingRule.GREEDY_COST and support and win.budget_left is not None:
        each = wording.denomination.up(Fraction(win.price) / support)
        dutch, english = (
            ("één stem", "one vote")
            if wording.points is None
            else (
                "één punt",
                "one point",
            )
        )
        return InTwoLanguages(
            f"{dutch} op elke {each.dutch} van de prijs, ",
            f"{english} for each {each.english} of its price, ",
        )
    if rule == VotingRule.GREEDY_COST_WEIGHTED and support:
        times = ("stemmen", "votes") if wording.points is None else ("punten", "points")
        return InTwoLanguages(
            f"op de lijst op volgorde van {times[0]} keer prijs, ",
            f"on the list in order of {times[1]} times price, ",
        )
    return InTwoLanguages("", "")
