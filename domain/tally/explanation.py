"""Why each project won or lost, in one plain sentence, in Dutch and in English."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from domain.tally.election import Amount
from domain.tally.outcome import Loss, Outcome, WhyLost, Win
from domain.tally.rules import VotingRule


@dataclass(frozen=True, slots=True)
class Explanation:
    """One sentence, twice."""

    dutch: str
    english: str


@dataclass(frozen=True, slots=True)
class Denomination:
    """How an election's amounts are said: `sign` before them, `subunits` of them to one.

    Rounds of ours count cents of a euro: `Denomination("€", 100)`.
    """

    sign: str = ""
    subunits: int = 1

    def down(self, amount: Amount) -> Explanation:
        """The amount in words, rounded down to hundredths."""
        return self._said(floor(Fraction(amount, self.subunits) * 100))

    def up(self, amount: Amount) -> Explanation:
        """The amount in words, rounded up to hundredths."""
        return self._said(ceil(Fraction(amount, self.subunits) * 100))

    def _said(self, hundredths: int) -> Explanation:
        whole, rest = divmod(hundredths, 100)
        number = f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"
        english = f"{self.sign} {number}".strip()
        return Explanation(english.translate(str.maketrans(",.", ".,")), english)


PLAIN = Denomination()
NO_MORE = Explanation("", "")


def explain(outcome: Outcome, denomination: Denomination = PLAIN) -> dict[str, Explanation]:
    """A sentence per project id: the winners in order of election, then the others as listed.

    Where a completion raised the shares, what voters had to spend is no real money, and is not
    named: a winner was paid for by its voters, a loser did not fit in the budget that was left or
    was out of its voters' reach all the same.
    """
    if not outcome.raises:
        why_won = _why_won_per_cost if outcome.rule == VotingRule.GREEDY_COST else _why_won
        won = {win.project_id: why_won(win, denomination) for win in outcome.wins}
        lost = {loss.project_id: _why_lost(loss, denomination) for loss in outcome.losses}
        return won | lost
    left = outcome.budget - outcome.cost
    return {win.project_id: _why_won_after_raises(win, denomination) for win in outcome.wins} | {
        loss.project_id: _why_lost_after_raises(loss, left, denomination) for loss in outcome.losses
    }


def _why_won_after_raises(win: Win, denomination: Denomination) -> Explanation:
    if win.most_paid is None:
        return _why_won(win, denomination)
    voters, price = _voters(win.votes), denomination.up(win.price)
    most = denomination.up(win.most_paid)
    return Explanation(
        f"Gekozen in stap {win.step}: {voters.dutch} dit project en betaalden samen de prijs van "
        f"{price.dutch}; niemand betaalde meer dan {most.dutch}.",
        f"Chosen in step {win.step}: {voters.english} this project and paid its price of "
        f"{price.english} together; nobody paid more than {most.english}.",
    )


def _why_lost_after_raises(loss: Loss, left: Amount, denomination: Denomination) -> Explanation:
    if loss.reason is not WhyLost.SUPPORTERS_MONEY_SPENT:
        return _why_lost(loss, denomination)
    if loss.price > left:
        return _why_lost(replace(loss, reason=WhyLost.DID_NOT_FIT, money_left=left), denomination)
    voters, price = _voters(loss.votes), denomination.up(loss.price)
    return Explanation(
        f"Niet gekozen: {voters.dutch} dit project; ook met een groter deel konden zij de prijs "
        f"van {price.dutch} niet samen betalen.",
        f"Not chosen: {voters.english} this project; even with a larger share they could not pay "
        f"its price of {price.english} together.",
    )


def _why_won(win: Win, denomination: Denomination) -> Explanation:
    if win.money_behind is None or win.most_paid is None:
        if win.share is not None:
            return _why_won_evenly(win, win.share, denomination)
        return _why_won_by_votes(win, denomination)
    if win.share is not None:
        return _why_won_in_time(win, win.share, denomination)
    if win.paid < win.price:
        return _why_won_with_help(win, win.most_paid, denomination)
    voters, price = _voters(win.votes), denomination.up(win.price)
    behind, most = denomination.down(win.money_behind), denomination.up(win.most_paid)
    return Explanation(
        f"Gekozen in stap {win.step}: {voters.dutch} dit project, samen met {behind.dutch} "
        f"te besteden; de prijs was {price.dutch} en niemand betaalde meer dan {most.dutch}.",
        f"Chosen in step {win.step}: {voters.english} this project, with {behind.english} "
        f"to spend together; its price was {price.english} and nobody paid more than "
        f"{most.english}.",
    )


def _why_won_by_votes(
    win: Win, denomination: Denomination, why: Explanation = NO_MORE
) -> Explanation:
    voters, price = _voters(win.votes), denomination.up(win.price)
    left = denomination.down(win.budget_left or 0)
    return Explanation(
        f"Gekozen in stap {win.step}: {voters.dutch} dit project, {why.dutch}"
        f"en de prijs van {price.dutch} paste in de {left.dutch} die nog over was.",
        f"Chosen in step {win.step}: {voters.english} this project, {why.english}"
        f"and its price of {price.english} fitted in the {left.english} that was left.",
    )


def _why_won_per_cost(win: Win, denomination: Denomination) -> Explanation:
    if not win.votes:
        return _why_won_by_votes(win, denomination)
    each = denomination.up(Fraction(win.price) / win.votes)
    why = Explanation(
        f"één stem op elke {each.dutch} van de prijs, ",
        f"one vote for each {each.english} of its price, ",
    )
    return _why_won_by_votes(win, denomination, why)


def _why_won_in_time(win: Win, share: Fraction, denomination: Denomination) -> Explanation:
    voters, price, each = _voters(win.votes), denomination.up(win.price), denomination.up(share)
    return Explanation(
        f"Gekozen in stap {win.step}: {voters.dutch} dit project; de prijs van {price.dutch} was "
        f"bijeen toen elke stemmer in totaal {each.dutch} had gekregen.",
        f"Chosen in step {win.step}: {voters.english} this project; its price of {price.english} "
        f"was raised when every voter had been given {each.english} in all.",
    )


def _why_won_evenly(win: Win, share: Fraction, denomination: Denomination) -> Explanation:
    voters, each = _voters(win.votes), denomination.up(share)
    return Explanation(
        f"Gekozen in stap {win.step}: {voters.dutch} dit project; als stemmers alles wat tot dan "
        f"toe gekozen is zo gelijk mogelijk betalen, betaalt niemand meer dan {each.dutch}, en met "
        "geen ander project dat nog paste was dat minder.",
        f"Chosen in step {win.step}: {voters.english} this project; when voters pay for all that "
        f"is chosen so far as evenly as can be, nobody pays more than {each.english}, and with no "
        "other project that still fitted would that be less.",
    )


def _why_won_with_help(win: Win, most_paid: Fraction, denomination: Denomination) -> Explanation:
    voters, price = _voters(win.votes), denomination.up(win.price)
    paid, most = denomination.down(win.paid), denomination.up(most_paid)
    missing = denomination.up(win.price - win.paid)
    return Explanation(
        f"Gekozen in stap {win.step}: {voters.dutch} dit project; samen betaald is {paid.dutch} "
        f"van de prijs van {price.dutch}, door niemand meer dan {most.dutch}; de {missing.dutch} "
        "die ontbrak, kwam uit wat er van het budget over was.",
        f"Chosen in step {win.step}: {voters.english} this project; {paid.english} of its price of "
        f"{price.english} was paid together, by nobody more than {most.english}; the "
        f"{missing.english} that was missing came out of what was left of the budget.",
    )


def _why_lost(loss: Loss, denomination: Denomination) -> Explanation:
    voters = _voters(loss.votes)
    price, left = denomination.up(loss.price), denomination.down(loss.money_left)
    match loss.reason:
        case WhyLost.NO_VOTES:
            return Explanation(
                "Niet gekozen: niemand stemde op dit project.",
                "Not chosen: nobody voted for this project.",
            )
        case WhyLost.TOO_FEW_VOTES:
            return Explanation(
                f"Niet gekozen: {voters.dutch} dit project, en dat is minder dan er nodig is.",
                f"Not chosen: {voters.english} this project, and that is fewer than it needs.",
            )
        case WhyLost.DID_NOT_FIT:
            return Explanation(
                f"Niet gekozen: {voters.dutch} dit project, maar de prijs van {price.dutch} "
                f"paste niet in de {left.dutch} die nog over was.",
                f"Not chosen: {voters.english} this project, but its price of {price.english} "
                f"did not fit in the {left.english} that was left.",
            )
        case WhyLost.COUNT_ENDED:
            return Explanation(
                f"Niet gekozen: {voters.dutch} dit project; van de prijs van {price.dutch} was "
                f"{left.dutch} bijeen toen de telling eindigde, omdat een project dat aan de beurt "
                "was niet meer in het budget paste.",
                f"Not chosen: {voters.english} this project; {left.english} of its price of "
                f"{price.english} was raised when the count ended, because a project whose turn "
                "had come did not fit in the budget any more.",
            )
        case WhyLost.COUNT_STOPPED:
            return Explanation(
                f"Niet gekozen: {voters.dutch} dit project; de telling stopte eerder, bij een "
                "project dat niet meer in het budget paste.",
                f"Not chosen: {voters.english} this project; the count had stopped before, at a "
                "project that did not fit in the budget any more.",
            )
        case WhyLost.EXCLUDED:
            return Explanation(
                f"Niet gekozen: {voters.dutch} dit project, maar het kan niet samen met project "
                f"{loss.because_of}, en dat is gekozen.",
                f"Not chosen: {voters.english} this project, but it cannot go together with "
                f"project {loss.because_of}, which was chosen.",
            )
        case WhyLost.CATEGORY_FULL:
            return Explanation(
                f"Niet gekozen: {voters.dutch} dit project; van het geld voor "
                f"{loss.because_of} was niet genoeg over voor de prijs van {price.dutch}.",
                f"Not chosen: {voters.english} this project; of the money for "
                f"{loss.because_of} not enough was left for its price of {price.english}.",
            )
        case WhyLost.SUPPORTERS_MONEY_SPENT:
            short = denomination.up(max(loss.price - loss.money_left, 0))
            return Explanation(
                f"Niet gekozen: {voters.dutch} dit project en hadden aan het eind samen nog "
                f"{left.dutch}; voor de prijs van {price.dutch} kwam {short.dutch} tekort.",
                f"Not chosen: {voters.english} this project and had {left.english} left "
                f"together at the end; the price of {price.english} was {short.english} more.",
            )


def _voters(votes: int) -> Explanation:
    if votes == 1:
        return Explanation("1 stemmer koos", "1 voter chose")
    return Explanation(f"{votes} stemmers kozen", f"{votes} voters chose")
