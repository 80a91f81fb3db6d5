"""The method of equal shares for approval ballots: every voter gets the same part of the budget.

In each step, every project that its supporters can still afford together is offered to them. They
pay equally, and whoever cannot pay that much gives all that is left. The project with the lowest
price per unit of utility for those who pay in full is bought. Nothing is rounded.

All amounts of a count are whole numbers of one small coin. When a payment is not a whole number of
coins, every coin is cut into more pieces first: that keeps the arithmetic exact without fractions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm

from domain.tally.election import Election
from domain.tally.ties import Tie, TieOrder


class Utility(StrEnum):
    """What a voter gets from an approved project that wins: its price, or one."""

    COST = "cost"
    CARDINALITY = "cardinality"


@dataclass(frozen=True, slots=True)
class Purchase:
    """One bought project: who paid how many coins, and how many coins made one unit of money.

    `paid` holds (position of the ballot group, coins per voter), for groups that paid something.
    """

    project_id: str
    money_behind: int
    paid: tuple[tuple[int, int], ...]
    coins_per_unit: int


@dataclass(frozen=True, slots=True)
class EqualSharesCount:
    """What one count with a given share per voter gave. `money_left` is per project not bought."""

    share: Fraction
    purchases: tuple[Purchase, ...]
    money_left: Mapping[str, Fraction]
    ties: tuple[Tie, ...]

    @property
    def winners(self) -> tuple[str, ...]:
        """Project ids, in order of purchase."""
        return tuple(purchase.project_id for purchase in self.purchases)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A project's price for its supporters: those who pay in full pay `coins / payers` each."""

    price_per_utility: Fraction
    coins: int
    payers: int


def equal_share(election: Election) -> Fraction:
    """Each voter's part of the budget; zero when nobody voted."""
    return Fraction(election.budget) / election.voters if election.voters else Fraction(0)


def buy_with_equal_shares(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    share: Fraction,
    utility: Utility = Utility.COST,
) -> EqualSharesCount:
    """Count once, with `share` for each voter; only `eligible` projects can be bought."""
    purses = _Purses(election, share, utility)
    waiting = {each: Fraction(0) for each in eligible if election.votes[each]}
    purchases: list[Purchase] = []
    ties: list[Tie] = []
    while best := _best_offers(purses, waiting):
        chosen, tie = order.choose(best, step=len(purchases) + 1)
        ties += [tie] if tie else []
        purchases.append(purses.pay(chosen, best[chosen]))
        del waiting[chosen]
    bought = {purchase.project_id for purchase in purchases}
    money_left = {
        each: Fraction(purses.behind(each), purses.coins_per_unit)
        for each in eligible
        if each not in bought
    }
    return EqualSharesCount(share, tuple(purchases), money_left, tuple(ties))


def _best_offers(purses: _Purses, waiting: dict[str, Fraction]) -> dict[str, _Offer]:
    """The affordable projects with the lowest price per utility; none when nothing is affordable.

    `waiting` holds each project's last known price per utility. Purses only get emptier, so a price
    never falls: projects whose last price is above the best need no look. What has become
    unaffordable stays so, and is taken out of `waiting`.
    """
    best: dict[str, _Offer] = {}
    lowest: Fraction | None = None
    for project_id in sorted(waiting, key=waiting.__getitem__):
        if lowest is not None and waiting[project_id] > lowest:
            break
        offer = purses.offer(project_id)
        if offer is None:
            del waiting[project_id]
            continue
        waiting[project_id] = offer.price_per_utility
        if lowest is None or offer.price_per_utility < lowest:
            lowest, best = offer.price_per_utility, {}
        if offer.price_per_utility == lowest:
            best[project_id] = offer
    return best


class _Purses:
    """What each voter has left, in coins; voters of one ballot group always have the same."""

    def __init__(self, election: Election, share: Fraction, utility: Utility) -> None:
        self._election = election
        self._utility = utility
        self._voters = [group.voters for group in election.ballots]
        self.coins_per_unit = lcm(
            share.denominator, *(project.price.denominator for project in election.projects)
        )
        self._purses = [int(share * self.coins_per_unit)] * len(election.ballots)

    def behind(self, project_id: str) -> int:
        """The coins that a project's supporters have left together."""
        supporters = self._election.supporters[project_id]
        return sum(self._purses[each] * self._voters[each] for each in supporters)

    def offer(self, project_id: str) -> _Offer | None:
        """Divide the price; who has less than an equal part gives all. `None`: too expensive."""
        coins = self._price(project_id)
        if self.behind(project_id) < coins:
            return None
        supporters = self._election.supporters[project_id]
        payers = sum(self._voters[each] for each in supporters)
        for each in sorted(supporters, key=self._purses.__getitem__):
            if self._purses[each] * payers >= coins:
                break
            coins -= self._purses[each] * self._voters[each]
            payers -= self._voters[each]
        return _Offer(Fraction(coins, payers * self._coins_per_utility(project_id)), coins, payers)

    def pay(self, project_id: str, offer: _Offer) -> Purchase:
        """Take the price out of the supporters' purses."""
        each_in_full = Fraction(offer.coins, offer.payers)
        self._cut_coins(each_in_full.denominator)
        in_full = each_in_full.numerator
        behind = self.behind(project_id)
        paid = []
        for each in self._election.supporters[project_id]:
            coins = min(self._purses[each], in_full)
            self._purses[each] -= coins
            if coins:
                paid.append((each, coins))
        return Purchase(project_id, behind, tuple(paid), self.coins_per_unit)

    def _price(self, project_id: str) -> int:
        return int(self._election.prices[project_id] * self.coins_per_unit)

    def _coins_per_utility(self, project_id: str) -> int:
        """The coins that one unit of utility of this project would cost at a price of one each."""
        if self._utility is Utility.COST:
            return self._price(project_id)
        return self.coins_per_unit

    def _cut_coins(self, pieces: int) -> None:
        if pieces > 1:
            self.coins_per_unit *= pieces
            self._purses = [coins * pieces for coins in self._purses]
