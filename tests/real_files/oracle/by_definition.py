"""Every rule as its authors define it: in plain fractions, with every project looked at every time.

Slow and short. It shares no line with the counting that it is compared to, only the election.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import TypeAlias

from domain.tally.election import Amount, Election
from domain.tally.parameters import Completion, VotingRule
from tests.real_files.oracle.cases import Case

VERSION = "1"
"""To raise when an answer may have become another one."""

MAXIMIN_PROJECTS_MAX = 16
"""It looks at every subset of the projects."""

POWER_OF_THE_PRICE = {
    VotingRule.GREEDY: 0,
    VotingRule.GREEDY_COST: -1,
    VotingRule.GREEDY_COST_WEIGHTED: 1,
}
"""What the support of a project is multiplied with, in the list that greedy goes down."""

Supporter: TypeAlias = tuple[int, int, Fraction]
"""A ballot group, its voters, and what the project is worth to each of them."""


def why_not(case: Case, projects: int) -> str:
    """Why a case of so many projects is not counted; empty when it is."""
    many = case.rule is VotingRule.MAXIMIN_SUPPORT and projects > MAXIMIN_PROJECTS_MAX
    return f"the definition is for at most {MAXIMIN_PROJECTS_MAX} projects" if many else ""


Counted: TypeAlias = dict[tuple[str, Fraction], list[str]]
"""What equal shares bought, by utility and share: several completions pass by the same shares."""


def elected(election: Election, case: Case, counted: Counted) -> list[str]:
    """The winners of a case, in order of election. Ties go by project id as text.

    `counted` is empty at the first case of an election, and is then handed from case to case.
    """
    support = "points" if case.utility == "points" else "cardinality"
    if case.rule in POWER_OF_THE_PRICE:
        return bought_greedily(election, support, POWER_OF_THE_PRICE[case.rule], [])
    if case.rule is VotingRule.EQUAL_SHARES:
        won = bought_with_raised_shares(election, case.utility, case.completion, counted)
    elif case.rule is VotingRule.BOUNDED_OVERSPENDING:
        won = list(bought_with_overspending(election, case.utility))
    elif case.rule is VotingRule.PHRAGMEN:
        won = list(bought_as_money_comes(election))
    else:
        won = list(elected_by_maximin_support(election))
    if case.completion in (Completion.GREEDY, Completion.ADD1U):
        return won + bought_greedily(election, support, 0, won)
    return won


def supporters_of(election: Election, utility: str) -> dict[str, list[Supporter]]:
    """By project id, who names it."""
    found: dict[str, list[Supporter]] = {each: [] for each in election.prices}
    for group, ballot in enumerate(election.ballots):
        points = ballot.points or (1,) * len(ballot.approved)
        for project_id, given in zip(ballot.approved, points, strict=True):
            worth = {"cost": election.prices[project_id], "cardinality": 1, "points": given}
            found[project_id].append((group, ballot.voters, Fraction(worth[utility])))
    return found


def bought_greedily(election: Election, support: str, power: int, won: Sequence[str]) -> list[str]:
    """Down the list of most support times a power of the price: what still fits is bought."""
    scores = {
        each: sum(voters * worth for _, voters, worth in supporters)
        * Fraction(election.prices[each]) ** power
        for each, supporters in supporters_of(election, support).items()
    }
    left: Amount = election.budget - sum(election.prices[each] for each in won)
    bought = []
    for each in sorted(set(election.prices) - set(won), key=lambda each: (-scores[each], each)):
        if election.prices[each] <= left:
            left -= election.prices[each]
            bought.append(each)
    return bought


def bought_with_raised_shares(
    election: Election, utility: str, completion: Completion, counted: Counted
) -> list[str]:
    """Counted anew with one more for each voter, until the budget would not suffice."""
    supporters = supporters_of(election, utility)

    def bought_with(share: Fraction) -> list[str]:
        if (utility, share) not in counted:
            found = list(bought_with_shares(election, supporters, share))
            counted[utility, share] = found
        return counted[utility, share]

    wanted = {each for each in supporters if supporters[each]}
    share = Fraction(election.budget) / max(election.voters, 1)
    won = bought_with(share)
    if completion in (Completion.NONE, Completion.GREEDY):
        return won
    while wanted - set(won):
        left = election.budget - election.cost(won)
        fits = any(election.prices[each] <= left for each in wanted - set(won))
        if completion is Completion.EXHAUSTIVE and not fits:
            break
        share += 1
        following = bought_with(share)
        if election.cost(following) > election.budget:
            break
        won = following
    return won


def bought_with_shares(
    election: Election, supporters: dict[str, list[Supporter]], share: Fraction
) -> Iterator[str]:
    """In each step the project whose supporters pay least for what it is worth to them."""
    purses = [share] * len(election.ballots)
    waiting = {each for each in supporters if supporters[each]}
    while True:
        offers = []
        for each in waiting:
            rate = _rate(purses, supporters[each], Fraction(election.prices[each]))
            if rate is not None:
                offers.append((rate, each))
        if not offers:
            return
        rate, chosen = min(offers)
        for group, _, worth in supporters[chosen]:
            purses[group] -= min(purses[group], rate * worth)
        waiting.remove(chosen)
        yield chosen


def _rate(purses: list[Fraction], supporters: list[Supporter], price: Fraction) -> Fraction | None:
    """The least that each pays per worth, or all that they have, so that it adds up to the price.

    `None`: they do not have the price together.
    """
    worth_of_payers = sum(voters * worth for _, voters, worth in supporters)
    for each in sorted(supporters, key=lambda each: purses[each[0]] / each[2]):
        group, voters, worth = each
        if purses[group] / worth * worth_of_payers >= price:
            return price / worth_of_payers
        price -= purses[group] * voters
        worth_of_payers -= voters * worth
    return None


def bought_as_money_comes(election: Election) -> Iterator[str]:
    """Sequential Phragmén with loads: each price goes onto its supporters, who then bear alike."""
    supporters = supporters_of(election, "cardinality")
    loads = [Fraction(0)] * len(election.ballots)
    left: Amount = election.budget
    waiting = {each for each in supporters if supporters[each] and election.prices[each] <= left}
    while waiting:
        load = {}
        for each in waiting:
            borne = sum(loads[group] * voters for group, voters, _ in supporters[each])
            bearers = sum(voters for _, voters, _ in supporters[each])
            load[each] = Fraction(borne + election.prices[each]) / bearers
        lowest = min(load.values())
        due = sorted(each for each in waiting if load[each] == lowest)
        if any(election.prices[each] > left for each in due):
            return
        for group, _, _ in supporters[due[0]]:
            loads[group] = lowest
        left -= election.prices[due[0]]
        waiting.remove(due[0])
        yield due[0]


def bought_with_overspending(election: Election, utility: str) -> Iterator[str]:
    """Every project that fits, and of each every part that may be best for its supporters."""
    supporters = supporters_of(election, utility)
    purses = [Fraction(election.budget) / max(election.voters, 1)] * len(election.ballots)
    left: Amount = election.budget
    waiting = set(supporters)
    while True:
        offers = []
        for each in waiting:
            price = Fraction(election.prices[each])
            for rate, part in _parts(purses, supporters[each], price) if price <= left else ():
                offers.append((rate / part / part, each, -part, rate / part))
        if not offers:
            return
        _, chosen, _, rate = min(offers)
        for group, _, worth in supporters[chosen]:
            purses[group] -= min(purses[group], rate * worth)
        left -= election.prices[chosen]
        waiting.remove(chosen)
        yield chosen


def _parts(
    purses: list[Fraction], supporters: list[Supporter], price: Fraction
) -> Iterator[tuple[Fraction, Fraction]]:
    """Rates at which some supporter gives all, or the whole is paid; and the part that is paid."""
    rates = {purses[group] / worth for group, _, worth in supporters}
    whole = _rate(purses, supporters, price)
    for rate in rates if whole is None else {*rates, whole}:
        paid = sum(voters * min(purses[group], rate * worth) for group, voters, worth in supporters)
        if 0 < paid <= price:
            yield rate, paid / price


def elected_by_maximin_support(election: Election) -> Iterator[str]:
    """Every project that fits is tried; what the most burdened voter bears is, by duality, the
    highest average price per supporter over all subsets of the winners.
    """
    heaviest = _heaviest_average_within(election)
    place = {each: at for at, each in enumerate(election.prices)}
    votes = election.votes
    won: list[str] = []
    while True:
        within = sum(1 << place[each] for each in won)
        tried = [
            (heaviest(within | 1 << place[each]), each)
            for each in election.prices
            if votes[each] and each not in won
            if election.cost([*won, each]) <= election.budget
        ]
        if not tried:
            return
        _, chosen = min(tried)
        won.append(chosen)
        yield chosen


def _heaviest_average_within(election: Election) -> Callable[[int], Fraction]:
    """By set of projects, as bits: the highest average of any of its subsets."""
    prices = list(election.prices.values())
    place = {each: at for at, each in enumerate(election.prices)}
    voters = [0] * (1 << len(prices))
    for ballot in election.ballots:
        voters[sum(1 << place[each] for each in ballot.approved)] += ballot.voters
    for at in range(len(prices)):
        for some in range(len(voters)):
            if some >> at & 1:
                voters[some] += voters[some ^ 1 << at]
    everything = len(voters) - 1
    averages = [Fraction(0)] * len(voters)
    for some in range(1, len(voters)):
        price = sum(price for at, price in enumerate(prices) if some >> at & 1)
        touched = voters[everything] - voters[everything ^ some]
        averages[some] = Fraction(price) / touched if touched else Fraction(0)
    for at in range(len(prices)):
        for some in range(len(voters)):
            if some >> at & 1:
                averages[some] = max(averages[some], averages[some ^ 1 << at])
    return averages.__getitem__
