"""The payments of an outcome, written down so that anyone can check them without counting.

Amounts are exact: a number when whole, otherwise the decimal as text, or "numerator/denominator"
where no decimal is exact. `adapters/command_line/certificate_check.py` checks a certificate, and
shares no code with the count.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NotRequired, TypeAlias, TypedDict

from domain.tally.ballot_groups import BallotGroup
from domain.tally.election import Amount, Election, exact
from domain.tally.equal_shares import Utility
from domain.tally.outcome import Outcome, WhyLost, Win
from domain.tally.parameters import APPROVAL_RULES, TallyParameters
from domain.tally.payments.spending import RULES_WITH_PAYMENTS
from domain.tally.task import task_of

FORMAT = "wijkkas/payments/v1"

AmountText: TypeAlias = int | str


class PaymentLine(TypedDict):
    """What each voter of a ballot group (its place in `groups`) paid."""

    group: int
    each: AmountText


class PurchaseLine(TypedDict):
    """One winner and who paid it; nobody in particular under greedy.

    `share` is that of the purchase itself, `part` what it gets where that is not its whole price,
    see `domain.tally.outcome.Win`.
    """

    project: str
    price: AmountText
    part: NotRequired[AmountText]
    share: NotRequired[AmountText]
    payments: list[PaymentLine]


class GroupLine(TypedDict):
    """Voters who filled in the same: the projects they approved, and the points beside them."""

    approved: list[str]
    points: NotRequired[list[int]]
    voters: int


class Certificate(TypedDict):
    """Who paid what: payments add up to each price, and nobody pays more than `share` in all.

    Where `utility` is points, supporters pay in proportion to their points. Under Phragmén nobody
    has paid more by a purchase than its own `share`. Under bounded overspending payments add up to
    no more than the price. `added` names the winners that a greedy completion added, which nobody
    in particular paid; `barred` those that more than money kept from winning, with what did.
    """

    format: str
    rule: str
    utility: str
    budget: AmountText
    share: AmountText | None
    raises: int
    minimum_votes: int
    minimum_points: int
    groups: list[GroupLine]
    purchases: list[PurchaseLine]
    added: list[str]
    barred: dict[str, str]


def certificate_of(
    election: Election, parameters: TallyParameters, outcome: Outcome, unit: int = 1
) -> Certificate:
    """The certificate of an outcome of this election; `unit` divides all amounts (100: cents)."""
    _, task = task_of(election, outcome.rule, parameters)
    by_approval = outcome.rule in APPROVAL_RULES
    pays = outcome.rule in RULES_WITH_PAYMENTS
    added = [win for win in outcome.wins if pays and not win.payments]
    barred = (WhyLost.EXCLUDED, WhyLost.CATEGORY_FULL)
    return {
        "format": FORMAT,
        "rule": str(outcome.rule),
        "utility": str(parameters.utility or Utility.COST if by_approval else task.utility),
        "budget": _in(unit, outcome.budget),
        "share": None if outcome.share is None else _in(unit, outcome.share),
        "raises": outcome.raises,
        "minimum_votes": parameters.minimum_votes,
        "minimum_points": parameters.minimum_points,
        "groups": [_group(group) for group in election.ballots],
        "purchases": [_purchase(win, unit) for win in outcome.wins if win not in added],
        "added": [win.project_id for win in added],
        "barred": {
            loss.project_id: loss.because_of or ""
            for loss in outcome.losses
            if loss.reason in barred
        },
    }


def written(amount: Amount) -> AmountText:
    """An amount for JSON: 7200, "0.5" or "1/3"."""
    amount = exact(amount)
    if isinstance(amount, int):
        return amount
    twos_and_fives = amount.denominator
    digits = 0
    while 10**digits % twos_and_fives and digits < twos_and_fives.bit_length():
        digits += 1
    if 10**digits % twos_and_fives:
        return f"{amount.numerator}/{amount.denominator}"
    whole, rest = divmod(abs(int(amount * 10**digits)), 10**digits)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:0{digits}d}"


def _in(unit: int, amount: Amount) -> AmountText:
    return written(Fraction(amount, unit))


def _group(group: BallotGroup) -> GroupLine:
    line: GroupLine = {"approved": list(group.approved), "voters": group.voters}
    if group.points:
        line["points"] = list(group.points)
    return line


def _purchase(win: Win, unit: int) -> PurchaseLine:
    purchase: PurchaseLine = {
        "project": win.project_id,
        "price": _in(unit, win.price),
        "payments": [
            {"group": payment.ballot_group, "each": _in(unit, payment.each)}
            for payment in win.payments
        ],
    }
    if win.share is not None:
        purchase["share"] = _in(unit, win.share)
    if win.part is not None:
        purchase["part"] = _in(unit, win.part)
    return purchase
