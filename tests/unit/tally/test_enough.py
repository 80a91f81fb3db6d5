"""What is said to have been enough is enough, in a full recount with its completion and all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tally.election import Election
from domain.tally.margins.by_recounts import with_voters_more
from domain.tally.margins.enough import Enough, what_is_enough
from domain.tally.margins.of_outcome import margins_of_losers
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count
from tests.properties.small_elections import ballots_of, elections
from tests.unit.tally.ballots import election


def enough_for(
    counted: Election, rule: str, parameters: TallyParameters, recounts: int = 100
) -> dict[str, Enough]:
    outcome = count(counted, rule, parameters)
    margins = margins_of_losers(counted, rule, parameters, outcome)
    return what_is_enough(counted, parameters, outcome, margins, recounts)


CASES = [
    ("mes", Completion.NONE),
    ("mes", Completion.ADD1),
    ("mes", Completion.ADD1U),
    ("mes", Completion.EXHAUSTIVE),
    ("mes", Completion.GREEDY),
    ("phragmen", Completion.GREEDY),
    ("phragmen", Completion.NONE),
    ("greedy", Completion.NONE),
    ("greedy-cost", Completion.NONE),
]


@pytest.mark.parametrize(("rule", "completion"), CASES)
@settings(deadline=None, max_examples=30)
@given(counted=elections(), threshold=st.sampled_from([0, 0, 2]))
def test_what_is_said_to_be_enough_wins_a_recount(
    rule: str, completion: Completion, counted: Election, threshold: int
) -> None:
    parameters = TallyParameters(completion=completion, minimum_votes=threshold)
    for project_id, enough in enough_for(counted, rule, parameters).items():
        if enough.price is not None:
            prices = counted.prices | {project_id: enough.price}
            cheaper = Election.of(counted.budget, prices, ballots_of(counted))
            assert project_id in count(cheaper, rule, parameters).winners
        if enough.more_votes is not None:
            ballots = [*ballots_of(counted), *[(project_id,)] * enough.more_votes]
            more = Election.of(counted.budget, counted.prices, ballots)
            assert project_id in count(more, rule, parameters).winners


def test_a_lower_price_may_lead_to_raises_where_there_were_none() -> None:
    prices = {"a": 1, "b": 3, "c": 11, "d": 11, "e": 8}
    everything = "a b c d e"
    counted = election(22, prices, "", everything, everything)
    stops = TallyParameters(completion=Completion.EXHAUSTIVE)
    assert count(counted, "mes", stops).raises == 0
    assert count(election(22, prices | {"d": 10}, "", everything, everything), "mes", stops).raises
    found = enough_for(counted, "mes", stops)
    assert {each: enough.price for each, enough in found.items()} == {"c": 10, "d": None}


def test_without_recounts_nothing_is_said_that_needs_one() -> None:
    counted = election(10_000, {"park": 6_000, "b": 4_000}, "park b", "park", "b", "b")
    plain = TallyParameters(completion=Completion.NONE)
    assert enough_for(counted, "mes", plain)["park"] == Enough(price=3_666, more_votes=2)
    assert enough_for(counted, "mes", plain, recounts=0)["park"] == Enough(3_666, None)
    ballots = ("park b", "park", "b", "c", "c")
    raised = election(100, {"park": 45, "b": 30, "c": 200, "d": 20}, *ballots)
    found = enough_for(raised, "mes", TallyParameters(), recounts=0)
    assert set(found.values()) == {Enough(None, None)}


def test_voters_more_join_those_who_chose_the_same() -> None:
    counted = election(10, {"a": 1, "b": 1}, "a b", "a")
    for position, project_id in enumerate(counted.prices):
        columns = with_voters_more(counted.columns, position, 3)
        again = Election.of_columns(counted.budget, counted.prices, columns)
        ballots = [*ballots_of(counted), *[(project_id,)] * 3]
        assert again == Election.of(counted.budget, counted.prices, ballots)
