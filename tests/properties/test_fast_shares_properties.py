"""The fast way of equal shares and the plain way say the same of every small election."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tally import fast_shares
from domain.tally.constraints import CategoryLimit
from domain.tally.election import Election
from domain.tally.equal_shares import Utility
from domain.tally.outcome import Outcome
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count, count_plainly
from tests.properties.small_elections import LARGE, SMALL, ballots_of, elections

PARAMETERS = st.builds(
    TallyParameters,
    utility=st.sampled_from([None, *Utility]),
    completion=st.sampled_from([None, *Completion]),
    minimum_votes=st.integers(0, 2),
    stop_at_exhaustive=st.booleans(),
)


@st.composite
def elections_with_points(draw: st.DrawFn) -> Election:
    """The same small elections, with one to five points for each approval."""
    election = draw(elections())
    points = st.integers(1, 5)
    ballots = [{each: draw(points) for each in ballot} for ballot in ballots_of(election)]
    return Election.of(election.budget, election.prices, ballots)


def all_of(outcome: Outcome) -> tuple[object, ...]:
    return outcome, outcome.wins, outcome.losses


@given(elections(SMALL), PARAMETERS)
def test_on_approvals(election: Election, parameters: TallyParameters) -> None:
    fast, plain = (way(election, "mes", parameters) for way in (count, count_plainly))
    assert all_of(fast) == all_of(plain)


@given(elections(LARGE))
def test_on_amounts_that_floats_cannot_tell_apart(election: Election) -> None:
    only_once = TallyParameters(completion=Completion.NONE)
    fast, plain = (way(election, "mes", only_once) for way in (count, count_plainly))
    assert all_of(fast) == all_of(plain)


@given(elections_with_points(), PARAMETERS)
def test_on_points(election: Election, parameters: TallyParameters) -> None:
    fast, plain = (way(election, "mes", parameters) for way in (count, count_plainly))
    assert all_of(fast) == all_of(plain)


@pytest.fixture
def without_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_shares, "kernel_is_available", lambda: False)


@pytest.mark.usefixtures("without_numba")
def test_without_numba_counting_goes_the_plain_way() -> None:
    election = Election.of(10, {"a": 5, "b": 5}, [["a"], ["a", "b"]])
    assert not fast_shares.warm_up()
    assert all_of(count(election, "mes")) == all_of(count_plainly(election, "mes"))


def test_with_numba_there_is_a_fast_way() -> None:
    assert fast_shares.warm_up()


def test_with_constraints_counting_goes_the_plain_way() -> None:
    election = Election.of(10, {"a": 5, "b": 5}, [["a"], ["a", "b"]])
    for parameters in (
        TallyParameters(exclusions=(("a", "b"),)),
        TallyParameters(category_limits=(CategoryLimit("green", ("a", "b"), maximum=5),)),
    ):
        outcome = count(election, "mes", parameters)
        assert outcome.winners == ("a",)
        assert all_of(outcome) == all_of(count_plainly(election, "mes", parameters))
