"""Equal shares with bounded overspending (BOS): a project may cost more than its voters have.

Every voter starts with the same part of the budget. In each step, for every project that still fits
in what is left of the budget, its supporters look which part of it they would buy: each would pay
the same, and who has less gives all. The less of the price that is covered, the dearer the project
counts: its price per unit of utility, that of the part they buy, is divided by that part. The
project with the lowest such price is bought whole, at the price per utility of that part; who
has less than that gives all, and what then is missing comes out of the budget.

Of two parts that are equally good the larger is bought. Projects whose supporters have nothing left
are not bought. Nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from domain.errors import Refusal
from domain.tally.election import Amount, Election, exact
from domain.tally.equal_shares import Utility, equal_share
from domain.tally.lowest import with_lowest
from domain.tally.outcome import Loss, Payment, RuleCount, WhyLost, Win, loss_of
from domain.tally.ties import Tie, TieOrder

MAX_DENOMINATOR_BITS = 100_000


class AmountsTooLong(Refusal):
    code = "tally.amounts_too_long"
    dutch = "De bedragen van deze telling worden te lang om er nog exact mee te rekenen."
    english = "The amounts of this count become too long to go on exactly."


@dataclass(frozen=True, slots=True)
class _Offer:
    """The best part of a project for its supporters to buy, as the whole of it is then paid.

    `price` is per unit of utility, divided by the part; `in_full` is what each supporter pays for
    the whole project, or all that they have.
    """

    price: Fraction
    in_full: Fraction


def buy_with_bounded_overspending(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    utility: Utility = Utility.COST,
) -> RuleCount:
    """Count by BOS equal shares; only `eligible` projects can be bought.

    Raises `AmountsTooLong`: an election made for that purpose doubles their length in each step.
    """
    purses = _Purses(election, utility)
    left = election.budget
    waiting = dict.fromkeys(eligible, Fraction(0))
    wins: list[Win] = []
    ties: list[Tie] = []

    offers: dict[str, _Offer] = {}

    def price(project_id: str, _: Fraction | None) -> Fraction | None:
        offer = purses.offer(project_id) if election.prices[project_id] <= left else None
        if offer is None:
            return None
        offers[project_id] = offer
        return offer.price

    while best := with_lowest(waiting, price):
        chosen, tie = order.choose(best, step=len(wins) + 1)
        ties += [tie] if tie else []
        wins.append(purses.buy(chosen, offers[chosen], step=len(wins) + 1))
        left = exact(left - election.prices[chosen])
        del waiting[chosen]
    won = {win.project_id for win in wins}
    losses = tuple(_why_lost(election, each, left) for each in eligible if each not in won)
    return RuleCount(tuple(wins), losses, tuple(ties), share=equal_share(election))


def _why_lost(election: Election, project_id: str, left: Amount) -> Loss:
    if not election.votes[project_id]:
        return loss_of(election, project_id, WhyLost.NO_VOTES, 0)
    if election.prices[project_id] > left:
        return loss_of(election, project_id, WhyLost.DID_NOT_FIT, left)
    return loss_of(election, project_id, WhyLost.SUPPORTERS_MONEY_SPENT, 0)


class _Purses:
    """What each voter has left; voters of one ballot group always have the same."""

    def __init__(self, election: Election, utility: Utility) -> None:
        self._election = election
        self._utility = utility
        self._voters = [group.voters for group in election.ballots]
        self._purses = [equal_share(election)] * len(election.ballots)

    def offer(self, project_id: str) -> _Offer | None:
        """The best part to buy; `None` when the supporters have nothing.

        The best payment each, for a part, is what some supporter has, or what buys the whole: in
        between, the price per utility divided by the part first rises, if at all, and then falls.
        """
        price = self._election.prices[project_id]
        utility = price if self._utility is Utility.COST else 1
        best: _Offer | None = None
        for each, collected in self._parts(project_id):
            found = _Offer(each * price**2 / (utility * collected**2), each * price / collected)
            if best is None or found.price <= best.price:
                best = found
        return best

    def buy(self, project_id: str, offer: _Offer, step: int) -> Win:
        """Take what the supporters pay of the whole project out of their purses."""
        behind, payments = Fraction(0), []
        for each in self._election.supporters[project_id]:
            behind += self._purses[each] * self._voters[each]
            paid = min(self._purses[each], offer.in_full)
            self._purses[each] -= paid
            if paid:
                payments.append(Payment(each, self._voters[each], paid))
            if self._purses[each].denominator.bit_length() > MAX_DENOMINATOR_BITS:
                raise AmountsTooLong()
        return Win(
            step=step,
            project_id=project_id,
            price=self._election.prices[project_id],
            votes=self._election.votes[project_id],
            money_behind=behind,
            most_paid=max(payment.each for payment in payments),
            payments=tuple(payments),
        )

    def _parts(self, project_id: str) -> Iterator[tuple[Fraction, Fraction]]:
        """Payments each that may be best, ascending, and what is collected with each of them."""
        price = self._election.prices[project_id]
        supporters = self._election.supporters[project_id]
        payers, emptied = self._election.votes[project_id], Fraction(0)
        by_purse = sorted(supporters, key=self._purses.__getitem__)
        for purse, groups in groupby(by_purse, key=self._purses.__getitem__):
            if emptied + purse * payers >= price:
                yield (price - emptied) / payers, Fraction(price)
                return
            if purse:
                yield purse, emptied + purse * payers
            voters = sum(self._voters[each] for each in groups)
            emptied += purse * voters
            payers -= voters
