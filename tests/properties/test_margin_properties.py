"""Margins are exact: held against full recounts of small elections, at the margin and beyond it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility
from domain.tally.margins.margin import HighestPrice
from domain.tally.margins.of_outcome import margins_of_losers, margins_of_winners
from domain.tally.outcome import Outcome
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count
from tests.properties.small_elections import ballots_of, elections

GREEDY = ("greedy", "greedy-cost")
EQUAL = [
    TallyParameters(utility, Completion.NONE) for utility in (Utility.COST, Utility.CARDINALITY)
]
NEXT = Fraction(1, 10**9)
"""Less than any two amounts that matter in these small elections are apart."""

MODESTLY = settings(max_examples=30, deadline=None)
"""Each example is some dozens of recounts."""

Case = tuple[Election, TallyParameters]


@st.composite
def cases(draw: st.DrawFn, parameters: TallyParameters) -> Case:
    """An election with an order for ties of its own, and at times a threshold."""
    election = draw(elections())
    order = tuple(draw(st.permutations(sorted(election.prices))))
    threshold = draw(st.sampled_from([0, 0, 0, 1, 2]))
    return election, replace(parameters, tie_order=order, minimum_votes=threshold)


def with_price(election: Election, project_id: str, price: Amount) -> Election:
    """The election in which one project has another price."""
    prices = election.prices | {project_id: price}
    return Election.of(election.budget, prices, ballots_of(election))


def wins(election: Election, rule: str, parameters: TallyParameters, project_id: str) -> bool:
    """By a full recount."""
    return project_id in count(election, rule, parameters).winners


def prices_to_try(own: Amount, margin: HighestPrice | None) -> list[Fraction]:
    """Prices at the margin and around it, and a few spread below the own one."""
    spread = [Fraction(own) * part / 7 for part in range(1, 7)]
    if margin is None:
        return spread
    return [*spread, margin.at - NEXT, margin.at, margin.at + NEXT]


def may_win(margin: HighestPrice | None, price: Fraction) -> bool:
    """Whether the margin says that a price wins."""
    if margin is None:
        return False
    return price < margin.at or (price == margin.at and margin.included)


def assert_prices(
    case: Case, rule: str, project_id: str, margin: HighestPrice | None, most: Amount | None
) -> None:
    """Every price that is tried wins just when the margin says so; `most` is the last to try."""
    election, parameters = case
    for price in prices_to_try(election.prices[project_id], margin):
        if price > 0 and (most is None or price <= most):
            recounted = wins(with_price(election, project_id, price), rule, parameters, project_id)
            assert recounted == may_win(margin, price), (project_id, price, margin)


def assert_votes(
    case: Case, rule: str, project_id: str, fewest: int | None, *, shares: Fraction | None
) -> None:
    """With the fewest votes it wins, with one less it does not. `shares` come with new voters."""
    election, parameters = case
    own = election.votes[project_id]
    tried = [own, own + 1, own + 3] if fewest is None else [max(fewest - 1, own), fewest]
    for votes in tried:
        more = votes - own
        budget = election.budget + (shares or 0) * more
        ballots = [*ballots_of(election), *[(project_id,)] * more]
        recounted = wins(
            Election.of(budget, election.prices, ballots), rule, parameters, project_id
        )
        assert recounted == (fewest is not None and votes >= fewest), (project_id, votes, fewest)


def shares_of(rule: str, outcome: Outcome) -> Fraction | None:
    """What a voter more brings along."""
    return outcome.share if rule == "mes" else None


RULES = [("mes", EQUAL[0]), ("mes", EQUAL[1]), *((rule, TallyParameters()) for rule in GREEDY)]
RULES += [(rule, TallyParameters(skip_unaffordable=False)) for rule in GREEDY]
RULES += [("phragmen", TallyParameters())]
IDS = [
    "mes cost",
    "mes one each",
    "greedy",
    "greedy-cost",
    "greedy stops",
    "greedy-cost stops",
    "phragmen",
]


@pytest.mark.parametrize(("rule", "parameters"), RULES, ids=IDS)
@MODESTLY
@given(data=st.data())
def test_a_loser_wins_just_up_to_its_highest_price_and_from_its_fewest_votes(
    rule: str, parameters: TallyParameters, data: st.DataObject
) -> None:
    case = data.draw(cases(parameters))
    election, parameters = case
    outcome = count(election, rule, parameters)
    margins = margins_of_losers(election, rule, parameters, outcome)
    assert set(margins) == set(election.prices) - set(outcome.winners)
    for project_id, margin in margins.items():
        own = election.prices[project_id]
        assert_prices(case, rule, project_id, margin.highest_price, most=own)
        shares = shares_of(rule, outcome)
        if election.voters:  # where nobody voted there is no share for a voter more to bring
            assert_votes(case, rule, project_id, margin.fewest_votes, shares=shares)


@pytest.mark.parametrize(("rule", "parameters"), RULES, ids=IDS)
@MODESTLY
@given(data=st.data())
def test_a_winner_wins_just_up_to_its_highest_price(
    rule: str, parameters: TallyParameters, data: st.DataObject
) -> None:
    case = data.draw(cases(parameters))
    election, parameters = case
    outcome = count(election, rule, parameters)
    for project_id, margin in margins_of_winners(election, rule, parameters, outcome).items():
        assert margin.highest_price is not None
        assert margin.highest_price.at >= election.prices[project_id]
        assert_prices(case, rule, project_id, margin.highest_price, most=None)


@MODESTLY
@given(data=st.data())
def test_a_greedy_winner_wins_from_its_fewest_votes(data: st.DataObject) -> None:
    """Votes of its own only: who voted for the project alone is taken away, or comes in."""
    rule = data.draw(st.sampled_from(GREEDY))
    election, parameters = data.draw(cases(TallyParameters()))
    outcome = count(election, rule, parameters)
    for project_id, margin in margins_of_winners(election, rule, parameters, outcome).items():
        assert margin.fewest_votes is not None
        bare = [tuple(set(ballot) - {project_id}) for ballot in ballots_of(election)]
        for votes in range(election.votes[project_id] + 1):
            ballots = [*bare, *[(project_id,)] * votes]
            again = Election.of(election.budget, election.prices, ballots)
            won = wins(again, rule, parameters, project_id)
            assert won == (votes >= margin.fewest_votes)


WEIGHTED = "greedy-cost-weighted"


@MODESTLY
@given(data=st.data())
def test_by_cost_weighted_votes_a_loser_wins_at_its_highest_price_and_not_between_there_and_its_own(
    data: st.DataObject,
) -> None:
    case = data.draw(cases(TallyParameters()))
    election, parameters = case
    outcome = count(election, WEIGHTED, parameters)
    for project_id, margin in margins_of_losers(election, WEIGHTED, parameters, outcome).items():
        highest, own = margin.highest_price, election.prices[project_id]
        for price in prices_to_try(own, highest):
            if 0 < price <= own and (highest is None or price >= highest.at):
                again = with_price(election, project_id, price)
                won = wins(again, WEIGHTED, parameters, project_id)
                assert won == may_win(highest, price)
        assert_votes(case, WEIGHTED, project_id, margin.fewest_votes, shares=None)


@st.composite
def pointed(draw: st.DrawFn) -> Case:
    """An election whose ballots give points, counted by points without a completion."""
    found = draw(elections())
    given_points = st.integers(min_value=1, max_value=4)
    ballots = [
        {project_id: draw(given_points) for project_id in ballot} for ballot in ballots_of(found)
    ]
    election = Election.of(found.budget, found.prices, ballots)
    order = tuple(draw(st.permutations(sorted(election.prices))))
    return election, TallyParameters(Utility.POINTS, Completion.NONE, tie_order=order)


@pytest.mark.parametrize("rule", ["mes", "greedy", "greedy-cost"])
@MODESTLY
@given(case=pointed())
def test_points_make_the_highest_price_no_less_exact(rule: str, case: Case) -> None:
    election, parameters = case
    outcome = count(election, rule, parameters)
    ballots = [
        dict(zip(group.approved, group.points, strict=True))
        for group in election.ballots
        for _ in range(group.voters)
    ]
    margins = margins_of_losers(election, rule, parameters, outcome)
    if rule == "mes":
        assert all(margin.fewest_votes is None for margin in margins.values())
    margins |= margins_of_winners(election, rule, parameters, outcome)
    for project_id, margin in margins.items():
        most = None if margin.won else election.prices[project_id]
        for price in prices_to_try(election.prices[project_id], margin.highest_price):
            if price > 0 and (most is None or price <= most):
                prices = election.prices | {project_id: price}
                again = Election.of(election.budget, prices, ballots)
                won = wins(again, rule, parameters, project_id)
                assert won == may_win(margin.highest_price, price)


@MODESTLY
@given(data=st.data(), utility=st.sampled_from([Utility.COST, Utility.CARDINALITY]))
def test_after_raises_the_margin_is_that_of_the_count_with_the_raised_share(
    data: st.DataObject, utility: Utility
) -> None:
    election, parameters = data.draw(cases(TallyParameters(utility, Completion.ADD1)))
    outcome = count(election, "mes", parameters)
    raised = Election.of(
        (outcome.share or 0) * election.voters, election.prices, ballots_of(election)
    )
    uncompleted = replace(parameters, completion=Completion.NONE)
    decisive = count(raised, "mes", uncompleted)
    assert decisive.winners == outcome.winners
    assert margins_of_losers(election, "mes", parameters, outcome) == margins_of_losers(
        raised, "mes", uncompleted, decisive
    )


@MODESTLY
@given(data=st.data())
def test_effective_support_is_below_one_for_a_loser_unless_it_stood_equal(
    data: st.DataObject,
) -> None:
    """By the definition in words: the most that would have been raised at a winner's rate."""
    election, parameters = data.draw(cases(EQUAL[0]))
    outcome = count(election, "mes", parameters)
    tied = {each for tie in outcome.ties for each in tie.tied}
    share = outcome.share or Fraction(0)
    for project_id, margin in margins_of_losers(election, "mes", parameters, outcome).items():
        price = Fraction(election.prices[project_id])
        purses = [share for _ in election.ballots]
        most = Fraction(0)
        for win in outcome.wins:
            rate = (win.most_paid or 0) / Fraction(win.price)
            most = max(most, raised_at(election, purses, project_id, rate * price))
            for payment in win.payments:
                purses[payment.ballot_group] -= payment.each
        most = max(most, raised_at(election, purses, project_id, share))
        assert margin.effective_support == most / price
        if project_id not in tied and election.votes[project_id] >= parameters.minimum_votes:
            assert most < price


def raised_at(
    election: Election, purses: list[Fraction], project_id: str, payment: Fraction
) -> Fraction:
    """What the supporters of a project raise when each pays so much, or all there is."""
    return sum(
        (
            group.voters * min(purse, payment)
            for group, purse in zip(election.ballots, purses, strict=True)
            if project_id in group.approved
        ),
        start=Fraction(0),
    )
