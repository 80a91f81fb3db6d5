"""The method of equal shares: every voter gets the same part of the budget.

In each step, every project that its supporters can still afford together is offered to them. They
pay equally, and whoever cannot pay that much gives all that is left. The project with the lowest
price per unit of utility for those who pay in full is bought. Nothing is rounded. Where utility is
the points that a ballot gives, supporters pay in proportion to their points.

All amounts of a count are whole numbers of one small coin. When a payment is not a whole number of
coins, every coin is cut into more pieces first: that keeps the arithmetic exact without fractions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import lcm

from domain.tally.constraints import Bar, Constraints
from domain.tally.election import Election
from domain.tally.ties import Tie, TieOrder


class Utility(StrEnum):
    """What a voter gets from a supported project that wins: its price, one, or the points given."""

    COST = "cost"
    CARDINALITY = "cardinality"
    POINTS = "points"


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
    """What one count with a given share per voter gave. `money_left` is per project not bought.

    `bars` says what stood in the way of some of these, apart from money.
    """

    share: Fraction
    purchases: tuple[Purchase, ...]
    money_left: Mapping[str, Fraction]
    ties: tuple[Tie, ...]
    bars: Mapping[str, Bar] = field(default_factory=dict)

    @property
    def winners(self) -> tuple[str, ...]:
        """Project ids, in order of purchase."""
        return tuple(purchase.project_id for purchase in self.purchases)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A project's price for its supporters: in full, each point of a ballot pays `coins / points`.

    Where no points count, every supporter has one.
    """

    price_per_utility: Fraction
    coins: int
    points: int


def equal_share(election: Election) -> Fraction:
    """Each voter's part of the budget; zero when nobody voted."""
    return Fraction(election.budget, election.voters) if election.voters else Fraction(0)


def buy_with_equal_shares(
    election: Election,
    eligible: Collection[str],
    order: TieOrder,
    share: Fraction,
    *,
    utility: Utility = Utility.COST,
    constraints: Constraints | None = None,
) -> EqualSharesCount:
    """Count once, with `share` for each voter; only `eligible` projects can be bought."""
    purses = _Purses(election, share, utility)
    constraints = constraints or Constraints(election)
    waiting = {each: Fraction(0) for each in eligible if election.votes[each]}
    purchases: list[Purchase] = []
    ties: list[Tie] = []
    bars = constraints.bar(waiting)
    while best := _best_offers(purses, _without(waiting, bars)):
        chosen, tie = order.choose(best, step=len(purchases) + 1)
        ties += [tie] if tie else []
        purchases.append(purses.pay(chosen, best[chosen]))
        del waiting[chosen]
        constraints.won(chosen, election.prices[chosen])
        bars |= constraints.bar(waiting)
    bought = {purchase.project_id for purchase in purchases}
    money_left = _money_left(purses, set(eligible) - bought)
    return EqualSharesCount(share, tuple(purchases), money_left, tuple(ties), bars)


def buy_as_decided(
    election: Election,
    eligible: Collection[str],
    winners: Sequence[str],
    share: Fraction,
    utility: Utility = Utility.COST,
) -> EqualSharesCount:
    """The payments of a count whose winners, in order, are known: no search, and no ties told.

    Raises `ValueError` when these cannot be the winners.
    """
    purses = _Purses(election, share, utility)
    purchases = []
    for project_id in winners:
        offer = purses.offer(project_id)
        if offer is None:
            raise ValueError(f"the supporters of {project_id} cannot afford it")
        purchases.append(purses.pay(project_id, offer))
    money_left = _money_left(purses, set(eligible).difference(winners))
    return EqualSharesCount(share, tuple(purchases), money_left, ())


def _money_left(purses: _Purses, not_bought: Collection[str]) -> dict[str, Fraction]:
    return {each: Fraction(purses.behind(each), purses.coins_per_unit) for each in not_bought}


def _without(waiting: dict[str, Fraction], bars: Mapping[str, Bar]) -> dict[str, Fraction]:
    """Take what is barred out of `waiting`."""
    for each in bars:
        waiting.pop(each, None)
    return waiting


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
        """Divide the price; who has less than a full part gives all. `None`: too expensive."""
        coins = self._price(project_id)
        if self.behind(project_id) < coins:
            return None
        supporters = self._supporters(project_id)
        points = sum(self._voters[each] * own for each, own in supporters)
        for each, own in self._poorest_first(supporters):
            if self._purses[each] * points >= coins * own:
                break
            coins -= self._purses[each] * self._voters[each]
            points -= self._voters[each] * own
        return _Offer(Fraction(coins, points * self._coins_per_utility(project_id)), coins, points)

    def pay(self, project_id: str, offer: _Offer) -> Purchase:
        """Take the price out of the supporters' purses."""
        each_point = Fraction(offer.coins, offer.points)
        self._cut_coins(each_point.denominator)
        behind = self.behind(project_id)
        paid = []
        for each, own in self._supporters(project_id):
            coins = min(self._purses[each], each_point.numerator * own)
            self._purses[each] -= coins
            if coins:
                paid.append((each, coins))
        return Purchase(project_id, behind, tuple(paid), self.coins_per_unit)

    def _supporters(self, project_id: str) -> list[tuple[int, int]]:
        """The supporters, each with the points that its part is in proportion to."""
        supporters = self._election.supporters[project_id]
        if self._utility is Utility.POINTS:
            points = self._election.points_of_supporters[project_id]
            return list(zip(supporters, points, strict=True))
        return [(each, 1) for each in supporters]

    def _poorest_first(self, supporters: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Ascending by what they have per point."""
        if self._utility is Utility.POINTS:
            return sorted(supporters, key=lambda pair: Fraction(self._purses[pair[0]], pair[1]))
        return sorted(supporters, key=lambda pair: self._purses[pair[0]])

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
