"""A comparison under random input: parts add up, and it knows no order of voters and no scale."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from domain.tally.comparing.comparison import Comparison, ProjectFacts, compare, divided
from domain.tally.comparing.variants import variants_named
from domain.tally.comparing.voter_figures import VotersOfElection, gini_of
from domain.tally.election import Amount, Election
from tests.properties.small_elections import LARGE, ballots_of, elections, in_currency

NAMES = ("greedy", "greedy-cost", "mes-greedy", "phragmen")
FACTS = st.dictionaries(
    st.sampled_from("abcde"),
    st.builds(
        ProjectFacts,
        st.lists(st.sampled_from(["green", "play", "meet"])).map(tuple),
        st.lists(st.sampled_from(["north", "south"])).map(tuple),
    ),
)
ANY_ELECTION = st.one_of(elections(), elections(LARGE))


def compared(election: Election, facts: dict[str, ProjectFacts] | None = None) -> Comparison:
    return compare(election, variants_named(NAMES), facts)


@given(ANY_ELECTION, FACTS)
def test_parts_per_category_and_area_add_up_to_the_cost(
    election: Election, facts: dict[str, ProjectFacts]
) -> None:
    for outcome in compared(election, facts).outcomes:
        assert sum(outcome.by_category.values()) == outcome.cost
        assert sum(outcome.by_area.values()) == outcome.cost
        assert outcome.cost + outcome.budget_left == election.budget


@given(st.fractions(min_value=0), st.lists(st.sampled_from("abcd")), st.integers(1, 9))
def test_parts_of_an_amount_add_up_and_differ_by_one_coin_at_most(
    amount: Fraction, names: list[str], factor: int
) -> None:
    coins = amount.denominator * factor
    parts = divided(amount, names, coins).values()
    assert sum(parts) == amount
    assert max(parts) - min(parts) <= Fraction(1, coins)


@given(ANY_ELECTION)
def test_figures_of_voters_keep_within_their_bounds(election: Election) -> None:
    for outcome in compared(election).outcomes:
        voters = outcome.voters
        assert 0 <= voters.gini < 1
        assert 0 <= voters.approved_money_won <= 1
        assert 0 <= voters.with_a_winner <= voters.voters == election.voters
        assert voters.winners_each <= len(outcome.winners)


@given(ANY_ELECTION, st.data())
def test_figures_are_those_of_the_definitions(election: Election, data: st.DataObject) -> None:
    ids = sorted(election.prices)
    winners = data.draw(st.lists(st.sampled_from(ids), unique=True) if ids else st.just([]))
    found = VotersOfElection(election).figures({each: election.prices[each] for each in winners})
    ballots = ballots_of(election)
    shares = [
        sum(
            (
                Fraction(election.prices[each]) / election.votes[each]
                for each in ballot
                if each in winners
            ),
            start=Fraction(0),
        )
        for ballot in ballots
    ]
    assert found.gini == _gini_by_definition(shares)
    assert found.with_a_winner == sum(1 for ballot in ballots if {*ballot} & {*winners})
    parts = [
        Fraction(election.cost(each for each in ballot if each in winners))
        / Fraction(election.cost(ballot))
        for ballot in ballots
        if ballot
    ]
    exact = sum(parts, start=Fraction(0)) / max(len(parts), 1)
    assert exact - Fraction(1, 10**9) < found.approved_money_won <= exact


def _gini_by_definition(shares: list[Fraction]) -> Fraction:
    apart = sum((abs(one - other) for one, other in product(shares, repeat=2)), start=Fraction(0))
    whole = 2 * len(shares) * sum(shares, start=Fraction(0))
    return apart / whole if whole else Fraction(0)


@given(elections(), st.permutations(range(7)))
def test_the_order_of_voters_does_not_matter(election: Election, order: list[int]) -> None:
    ballots = ballots_of(election)
    shuffled = [ballots[place] for place in order if place < len(ballots)]
    again = Election.of(election.budget, election.prices, shuffled)
    assert compared(again) == compared(election)


@given(elections(), st.integers(min_value=1, max_value=4))
def test_cloning_every_voter_with_their_money_changes_no_share(
    election: Election, copies: int
) -> None:
    names = ("greedy", "greedy-cost", "mes-greedy")
    one = compare(election, variants_named(names))
    many = compare(in_currency(election, copies, copies), variants_named(names))
    for outcome, cloned in zip(one.outcomes, many.outcomes, strict=True):
        assert cloned.winners == outcome.winners
        assert cloned.voters.gini == outcome.voters.gini
        assert cloned.voters.winners_each == outcome.voters.winners_each
        assert cloned.voters.approved_money_won == outcome.voters.approved_money_won
        assert cloned.voters.with_a_winner == copies * outcome.voters.with_a_winner


@given(
    st.dictionaries(st.integers(1, 50), st.integers(1, 5), max_size=6),
    st.integers(0, 5),
    st.integers(2, 4),
)
def test_gini_knows_no_scale_and_no_number_of_copies(
    voters_of: dict[int, int], nothing: int, times: int
) -> None:
    voters = sum(voters_of.values()) + nothing
    found = gini_of(voters_of, voters)
    scaled = {share * times: number for share, number in voters_of.items()}
    cloned = {share: number * times for share, number in voters_of.items()}
    assert gini_of(scaled, voters) == gini_of(cloned, voters * times) == found


@given(elections(), st.sampled_from([2, Fraction(1, 100)]))
def test_another_currency_changes_amounts_only(election: Election, rate: Amount) -> None:
    names = ("greedy", "greedy-cost", "mes-greedy", "phragmen")
    ours = compare(election, variants_named(names))
    theirs = compare(in_currency(election, rate), variants_named(names))
    for outcome, other in zip(ours.outcomes, theirs.outcomes, strict=True):
        assert other.winners == outcome.winners
        assert other.cost == outcome.cost * rate
        assert other.voters == outcome.voters
