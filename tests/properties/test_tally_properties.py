"""What holds for every election, whatever the prices and ballots: checked on random small ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.tally.ballot_groups import BallotGroup
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility
from domain.tally.outcome import Outcome
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count
from tests.properties.small_elections import (
    LARGE,
    SMALL,
    ballots_of,
    elections,
    in_currency,
    subsets,
)

UNCOMPLETED = TallyParameters(completion=Completion.NONE)
STEPS: tuple[Amount, ...] = (1, 2, Fraction(1, 2))


@st.composite
def cases(draw: st.DrawFn) -> tuple[Election, TallyParameters]:
    """An election with parameters for equal shares whose step suits its amounts."""
    unit = draw(st.sampled_from([SMALL, LARGE]))
    return draw(elections(unit)), TallyParameters(
        utility=draw(st.sampled_from(Utility)),
        completion=draw(st.sampled_from(Completion)),
        step=draw(st.sampled_from(STEPS)) * unit,
        stop_at_exhaustive=draw(st.booleans()),
    )


def purses_after(election: Election, outcome: Outcome) -> dict[BallotGroup, Fraction]:
    """What each voter of a group has left, by the payments in the outcome."""
    purses = dict.fromkeys(election.ballots, outcome.share or Fraction(0))
    for win in outcome.wins:
        for payment in win.payments:
            purses[election.ballots[payment.ballot_group]] -= payment.each
    return purses


@given(cases())
def test_winners_fit_in_the_budget_and_every_project_won_or_lost(
    case: tuple[Election, TallyParameters],
) -> None:
    election, parameters = case
    for outcome in (count(election, "greedy"), count(election, "mes", parameters)):
        assert outcome.cost == election.cost(outcome.winners) <= election.budget
        lost = [loss.project_id for loss in outcome.losses]
        assert sorted([*outcome.winners, *lost]) == sorted(election.prices)


@given(cases(), st.data())
def test_the_order_of_the_voters_is_of_no_matter(
    case: tuple[Election, TallyParameters], data: st.DataObject
) -> None:
    election, parameters = case
    shuffled = data.draw(st.permutations(ballots_of(election)))
    again = Election.of(election.budget, election.prices, map(reversed, shuffled))
    assert count(again, "greedy") == count(election, "greedy")
    assert count(again, "mes", parameters) == count(election, "mes", parameters)


@given(cases(), st.integers(min_value=2, max_value=4))
def test_every_voter_several_times_with_as_much_more_money_chooses_the_same(
    case: tuple[Election, TallyParameters], copies: int
) -> None:
    election, parameters = case
    grown = in_currency(election, copies, copies)
    assert count(grown, "greedy").winners == count(election, "greedy").winners
    outcome, again = count(election, "mes", parameters), count(grown, "mes", parameters)
    assert (again.winners, again.share) == (outcome.winners, outcome.share)


@given(cases(), st.fractions(Fraction(1, 100), 100, max_denominator=100))
def test_another_currency_chooses_the_same(
    case: tuple[Election, TallyParameters], rate: Fraction
) -> None:
    election, parameters = case
    exchanged = in_currency(election, rate)
    assert count(exchanged, "greedy").winners == count(election, "greedy").winners
    step = replace(parameters, step=parameters.step * rate)
    outcome, again = count(election, "mes", parameters), count(exchanged, "mes", step)
    assert (again.winners, again.raises) == (outcome.winners, outcome.raises)


@given(cases())
def test_payments_add_up_to_each_price_and_no_purse_is_overdrawn(
    case: tuple[Election, TallyParameters],
) -> None:
    election, parameters = case
    outcome = count(election, "mes", parameters)
    for win in outcome.wins:
        if win.money_behind is not None:
            assert sum(each.voters * each.each for each in win.payments) == win.price
            assert max(each.each for each in win.payments) == win.most_paid
            approving = [election.ballots[each.ballot_group].approved for each in win.payments]
            assert all(win.project_id in approved for approved in approving)
    assert all(left >= 0 for left in purses_after(election, outcome).values())


@given(cases())
def test_before_completion_no_group_can_still_pay_a_project_that_lost(
    case: tuple[Election, TallyParameters],
) -> None:
    election, parameters = case
    outcome = count(election, "mes", replace(parameters, completion=Completion.NONE))
    purses = purses_after(election, outcome)
    for loss in outcome.losses:
        left = sum(
            purse * group.voters
            for group, purse in purses.items()
            if loss.project_id in group.approved
        )
        assert left == loss.money_left < loss.price


@given(cases())
def test_equal_shares_buys_what_its_definition_says(
    case: tuple[Election, TallyParameters],
) -> None:
    election, parameters = case
    outcome = count(election, "mes", replace(parameters, completion=Completion.NONE))
    assert outcome.winners == tuple(
        bought_by_definition(election, parameters.utility or Utility.COST)
    )


@given(cases())
def test_add1_ends_at_the_last_affordable_outcome_before_the_first_that_is_not(
    case: tuple[Election, TallyParameters],
) -> None:
    election, parameters = case
    parameters = replace(parameters, completion=Completion.ADD1, stop_at_exhaustive=False)
    outcome = count(election, "mes", parameters)
    supported = {each for each, votes in election.votes.items() if votes}
    raised = parameters.step * max(sum(group.voters for group in election.ballots), 1)
    for raises in range(outcome.raises + 1):
        here = Election.of(election.budget + raises * raised, election.prices, ballots_of(election))
        bought = count(here, "mes", replace(parameters, completion=Completion.NONE)).winners
        assert election.cost(bought) <= election.budget
    assert bought == outcome.winners
    if set(bought) != supported:
        beyond = Election.of(here.budget + raised, election.prices, ballots_of(election))
        too_much = count(beyond, "mes", replace(parameters, completion=Completion.NONE)).winners
        assert election.cost(too_much) > election.budget


@given(cases())
def test_a_group_that_can_pay_for_projects_it_agrees_on_is_served_up_to_one_project(
    case: tuple[Election, TallyParameters],
) -> None:
    """Extended justified representation up to one project, by looking at every set of projects."""
    election, parameters = case
    utility = parameters.utility or Utility.COST
    winners = set(count(election, "mes", TallyParameters(utility, Completion.NONE)).winners)
    share = Fraction(election.budget, max(election.voters, 1))
    for agreed in subsets(sorted(election.prices)):
        promised = worth(election, utility, agreed)
        unserved = 0
        for ballot in ballots_of(election):
            gets = worth(election, utility, sorted(winners.intersection(ballot)))
            most = max(
                (worth(election, utility, [each]) for each in set(agreed) - winners), default=0
            )
            if set(agreed) <= set(ballot) and gets < promised and gets + most <= promised:
                unserved += 1
        assert unserved * share < election.cost(agreed)


@given(elections(), st.data())
def test_a_greedy_winner_that_becomes_cheaper_still_wins(
    election: Election, data: st.DataObject
) -> None:
    for winner in count(election, "greedy").winners:
        discount = data.draw(st.fractions(Fraction(1, 10), 1, max_denominator=10))
        prices = election.prices | {winner: election.prices[winner] * discount}
        cheaper = Election.of(election.budget, prices, ballots_of(election))
        assert winner in count(cheaper, "greedy").winners


def worth(election: Election, utility: Utility, project_ids: Sequence[str]) -> Amount:
    """What these projects are worth to a voter who approves all of them."""
    return election.cost(project_ids) if utility is Utility.COST else len(project_ids)


def bought_by_definition(election: Election, utility: Utility) -> Iterator[str]:
    """Equal shares as its authors define it: voter by voter, every project looked at every time."""
    ballots = ballots_of(election)
    purses = [Fraction(election.budget, len(ballots)) for _ in ballots]
    waiting = set(election.prices)
    while True:
        offers = []
        for project_id in waiting:
            supporters = [voter for voter, ballot in enumerate(ballots) if project_id in ballot]
            payment = equal_payment(
                [purses[voter] for voter in supporters], Fraction(election.prices[project_id])
            )
            if payment is not None:
                utility_each = worth(election, utility, [project_id])
                offers.append((payment / utility_each, project_id, payment, supporters))
        if not offers:
            return
        _, chosen, payment, supporters = min(offers)
        for voter in supporters:
            purses[voter] -= min(purses[voter], payment)
        waiting.remove(chosen)
        yield chosen


def equal_payment(purses: list[Fraction], price: Fraction) -> Fraction | None:
    """The payment p for which min(purse, p) adds up to the price; `None` if all is too little."""
    for poor in range(len(purses)):
        emptied, rich = sorted(purses)[:poor], sorted(purses)[poor:]
        payment = (price - sum(emptied)) / len(rich)
        if payment <= rich[0] and all(purse <= payment for purse in emptied):
            return payment
    return None
