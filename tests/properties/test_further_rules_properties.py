"""What holds under the rules besides greedy and equal shares, for every small election."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.tally.burden import Burden
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility
from domain.tally.parameters import COMPLETIONS, TallyParameters, VotingRule
from domain.tally.rules import count
from tests.properties.small_elections import (
    LARGE,
    SMALL,
    ballots_of,
    elections,
    in_currency,
    subsets,
)

FURTHER = [
    VotingRule.GREEDY_COST,
    VotingRule.GREEDY_COST_WEIGHTED,
    VotingRule.BOUNDED_OVERSPENDING,
    VotingRule.PHRAGMEN,
    VotingRule.MAXIMIN_SUPPORT,
]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Election, VotingRule, TallyParameters]:
    """An election with one of the rules and parameters for it."""
    rule = draw(st.sampled_from(FURTHER))
    return (
        draw(elections(draw(st.sampled_from([SMALL, LARGE])))),
        rule,
        TallyParameters(
            utility=draw(st.sampled_from([Utility.COST, Utility.CARDINALITY])),
            completion=draw(st.sampled_from([None, *COMPLETIONS[rule]])),
        ),
    )


Case = tuple[Election, VotingRule, TallyParameters]


@given(cases())
def test_winners_fit_in_the_budget_and_every_project_won_or_lost(case: Case) -> None:
    election, rule, parameters = case
    outcome = count(election, rule, parameters)
    assert outcome.cost == election.cost(outcome.winners) <= election.budget
    lost = [loss.project_id for loss in outcome.losses]
    assert sorted([*outcome.winners, *lost]) == sorted(election.prices)
    assert [win.step for win in outcome.wins] == list(range(1, len(outcome.wins) + 1))


@given(cases(), st.data())
def test_the_order_of_the_voters_is_of_no_matter(case: Case, data: st.DataObject) -> None:
    election, rule, parameters = case
    shuffled = data.draw(st.permutations(ballots_of(election)))
    again = Election.of(election.budget, election.prices, map(reversed, shuffled))
    assert count(again, rule, parameters) == count(election, rule, parameters)


@given(cases(), st.integers(min_value=2, max_value=4))
def test_every_voter_several_times_with_as_much_more_money_chooses_the_same(
    case: Case, copies: int
) -> None:
    election, rule, parameters = case
    outcome = count(election, rule, parameters)
    again = count(in_currency(election, copies, copies), rule, parameters)
    assert (again.winners, again.share) == (outcome.winners, outcome.share)
    assert again.ties == outcome.ties


@given(cases(), st.fractions(Fraction(1, 100), 100, max_denominator=100))
def test_another_currency_chooses_the_same(case: Case, rate: Fraction) -> None:
    election, rule, parameters = case
    outcome = count(election, rule, parameters)
    again = count(in_currency(election, rate), rule, parameters)
    assert (again.winners, again.ties) == (outcome.winners, outcome.ties)


@given(cases())
def test_supporters_pay_no_more_than_they_have_and_what_they_pay_is_the_price(case: Case) -> None:
    election, rule, parameters = case
    outcome = count(election, rule, parameters)
    paid: dict[int, Fraction] = {}
    for win in outcome.wins:
        if win.payments:
            missing = win.price - win.paid
            assert missing == 0 or (rule is VotingRule.BOUNDED_OVERSPENDING and missing > 0)
        for each in win.payments:
            assert each.each > 0
            assert win.project_id in election.ballots[each.ballot_group].approved
            paid[each.ballot_group] = paid.get(each.ballot_group, Fraction(0)) + each.each
            if rule is VotingRule.PHRAGMEN:
                assert paid[each.ballot_group] == win.share
    assert all(each <= (outcome.share or 0) for each in paid.values())


@given(cases())
def test_at_the_end_no_project_that_fits_has_supporters_with_money(case: Case) -> None:
    election, _, parameters = case
    outcome = count(election, "bos", TallyParameters(utility=parameters.utility))
    left = election.budget - outcome.cost
    for loss in outcome.losses:
        assert not loss.votes or loss.price > left or loss.money_left == 0


@given(elections(), st.sampled_from([Utility.COST, Utility.CARDINALITY]))
def test_bounded_overspending_buys_what_its_definition_says(
    election: Election, utility: Utility
) -> None:
    outcome = count(election, "bos", TallyParameters(utility=utility))
    assert list(outcome.winners) == list(overspent_by_definition(election, utility))


@given(elections())
def test_phragmen_buys_what_its_definition_says(election: Election) -> None:
    assert list(count(election, "phragmen").winners) == list(phragmen_by_definition(election))


@given(elections())
def test_maximin_support_elects_what_its_definition_says(election: Election) -> None:
    assert list(count(election, "maximin").winners) == list(maximin_by_definition(election))


@given(elections())
def test_the_least_burden_is_the_highest_average_and_a_division_bears_it(
    election: Election,
) -> None:
    supported = [each for each, votes in election.votes.items() if votes]
    for projects in subsets(supported):
        burden = Burden(election)
        for project_id in projects:
            burden = burden.with_project(project_id, at_least=Fraction(0))
        assert burden.ceiling == highest_average(election, projects)
        borne: dict[int, Fraction] = {}
        for project_id in projects:
            payments = list(burden.payments(project_id))
            assert sum(each.voters * each.each for each in payments) == election.prices[project_id]
            for each in payments:
                borne[each.ballot_group] = borne.get(each.ballot_group, Fraction(0)) + each.each
        assert max(borne.values()) == burden.ceiling


def highest_average(election: Election, projects: tuple[str, ...]) -> Fraction:
    """The least burden by duality: the highest average over any of the projects."""
    ballots = ballots_of(election)
    return max(
        Fraction(election.cost(some)) / sum(1 for ballot in ballots if set(some) & set(ballot))
        for some in subsets(projects)
    )


def maximin_by_definition(election: Election) -> Iterator[str]:
    """Every project that fits is tried in every step."""
    won: tuple[str, ...] = ()
    while fitting := [
        each
        for each, votes in election.votes.items()
        if votes and each not in won and election.cost((*won, each)) <= election.budget
    ]:
        _, chosen = min((highest_average(election, (*won, each)), each) for each in fitting)
        won = (*won, chosen)
        yield chosen


def phragmen_by_definition(election: Election) -> Iterator[str]:
    """Voter by voter, with loads: each price goes onto its supporters, who then bear the same."""
    ballots = ballots_of(election)
    loads = [Fraction(0)] * len(ballots)
    left: Amount = election.budget
    waiting = {
        each
        for each, votes in election.votes.items()
        if votes and election.prices[each] <= election.budget
    }
    while waiting:
        load = {}
        for each in waiting:
            borne = sum(load for load, ballot in zip(loads, ballots, strict=True) if each in ballot)
            load[each] = Fraction(borne + election.prices[each]) / election.votes[each]
        due = sorted(each for each in waiting if load[each] == min(load.values()))
        if any(election.prices[each] > left for each in due):
            return
        for voter, ballot in enumerate(ballots):
            if due[0] in ballot:
                loads[voter] = load[due[0]]
        left -= election.prices[due[0]]
        waiting.remove(due[0])
        yield due[0]


def overspent_by_definition(election: Election, utility: Utility) -> Iterator[str]:
    """Voter by voter: every project, and of each every part up to what a supporter has."""
    ballots = ballots_of(election)
    purses = [Fraction(election.budget, max(len(ballots), 1)) for _ in ballots]
    left: Amount = election.budget
    waiting = set(election.prices)
    while True:
        offers = []
        for each in waiting:
            price = election.prices[each]
            worth = price if utility is Utility.COST else 1
            supporters = [voter for voter, ballot in enumerate(ballots) if each in ballot]
            behind = [purses[voter] for voter in supporters]
            for payment, part in parts(behind, Fraction(price)) if price <= left else ():
                rho = payment / part / worth
                offers.append((rho / part, each, -part, rho * worth, supporters))
        if not offers:
            return
        _, chosen, _, payment, supporters = min(offers)
        for voter in supporters:
            purses[voter] = max(purses[voter] - payment, Fraction(0))
        left -= election.prices[chosen]
        waiting.remove(chosen)
        yield chosen


def parts(purses: list[Fraction], price: Fraction) -> Iterator[tuple[Fraction, Fraction]]:
    """Payments each, and the part of a price that is collected with them: at most all of it."""
    whole = [
        (price - sum(poor)) / (len(purses) - len(poor))
        for size in range(len(purses))
        for poor in [sorted(purses)[:size]]
    ]
    for payment in {*purses, *whole}:
        collected = sum(min(purse, payment) for purse in purses)
        if payment > 0 and 0 < collected <= price:
            yield payment, collected / price
