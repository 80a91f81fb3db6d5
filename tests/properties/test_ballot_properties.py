"""What a ballot may be: at casting and at counting the same, and what the rules say in words."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.ballot import BallotCast, CastBallot, VotingPass, cast
from domain.errors import Refusal
from domain.money import Money
from domain.round_limits import LIMITS_OF_FORM
from domain.round_result import count_ballots
from domain.tally.parameters import VotingRule
from domain.voting_round import VotingRound, VotingRoundOpened
from domain.voting_rules import BallotForm, RoundRules
from tests.unit.domain.given import COMMAND_ID, NOON
from tests.unit.domain.rounds import opened, the_round

PRICES = {"garden": 600_00, "oven": 500_00, "pond": 1_00, "shed": 1_00}
CENTS = st.none() | st.sampled_from([1, 1_00, 2_00, 500_00, 502_00, 1100_00])
POINTS = st.none() | st.integers(1, 12)
LIMITS: dict[str, st.SearchStrategy[Any]] = {
    "min_total_cents": CENTS,
    "max_total_cents": CENTS,
    "min_points": POINTS,
    "max_points": POINTS,
    "max_points_per_proposal": POINTS,
    "place_points": st.none(),
}


@st.composite
def open_rounds(draw: st.DrawFn) -> VotingRound:
    """A round that opened, on four proposals, with limits of its form."""
    form = draw(st.sampled_from(BallotForm))
    asked: dict[str, Any] = {
        "rule": draw(st.sampled_from([VotingRule.GREEDY, VotingRule.EQUAL_SHARES])),
        "ballot_form": form,
        "min_choices": draw(st.integers(0, 3)),
    }
    if form is not BallotForm.CHOOSE_ONE:
        asked["max_choices"] = draw(st.integers(1, 5))
    asked |= {limit: draw(LIMITS[limit]) for limit in LIMITS_OF_FORM[form]}
    try:
        event: VotingRoundOpened = opened(
            RoundRules.model_validate(asked),
            proposal_ids=tuple(PRICES),
            budget=Money(draw(st.sampled_from([2_00, 601_00, 1000_00]))),
        )
    except Refusal:
        assume(False)
    return the_round(event)


chosen = st.lists(st.sampled_from([*PRICES, *PRICES, "elsewhere"]), max_size=5)
given_points = st.none() | st.lists(st.integers(1, 9), max_size=5)


def fits(voting: VotingRound, choices: list[str], points: list[int] | None) -> bool:
    """The rules in plain words, written a second time."""
    rules, form = voting.rules, voting.rules.ballot_form
    if not set(choices) <= set(PRICES) or len(set(choices)) != len(choices):
        return False
    if not rules.min_choices <= len(choices) <= rules.max_choices:
        return False
    cost = sum(voting.prices[choice].cents for choice in choices)
    least = rules.min_total_cents.cents if rules.min_total_cents else 0
    most = rules.max_total_cents.cents if rules.max_total_cents else 10**15
    if form is BallotForm.KNAPSACK:
        most = voting.budget.cents
    if not least <= cost <= most:
        return False
    if form not in (BallotForm.CUMULATIVE, BallotForm.SCORING):
        return points is None
    beside = points or []
    return (
        len(beside) == len(choices)
        and (rules.min_points or 0) <= sum(beside) <= (rules.max_points or 10**9)
        and max(beside, default=0) <= (rules.max_points_per_proposal or 10**9)
    )


def accepted_at_casting(
    voting: VotingRound, choices: list[str], points: list[int] | None
) -> BallotCast | None:
    """The ballot in the box; None when it was refused."""
    command = CastBallot(
        command_id=COMMAND_ID,
        at=NOON,
        round_id="round-1",
        voting_pass=VotingPass(pass_id="ab" * 16, signature="0" * 128),
        choices=tuple(choices),
        points=None if points is None else tuple(points),
    )
    try:
        (event,) = cast(command, voting)
    except Refusal:
        return None
    assert isinstance(event, BallotCast)
    return event


def accepted_at_counting(voting: VotingRound, ballot: BallotCast) -> bool:
    """Whether a list with this ballot is counted."""
    try:
        count_ballots(voting, [ballot])
    except Refusal:
        return False
    return True


@given(open_rounds(), chosen, given_points)
@settings(max_examples=500)
def test_casting_and_counting_accept_what_the_rules_say_and_nothing_else(
    voting: VotingRound, choices: list[str], points: list[int] | None
) -> None:
    in_the_box = accepted_at_casting(voting, choices, points)
    assert (in_the_box is not None) == fits(voting, choices, points)
    smuggled = BallotCast(
        round_id="round-1",
        rules_hash=voting.rules_hash,
        pass_id="ab" * 16,
        choices=tuple(choices),
        points=None if points is None else tuple(points),
        replaces=None,
    )
    assert accepted_at_counting(voting, in_the_box or smuggled) == (in_the_box is not None)
    if in_the_box is not None:
        assert_says(in_the_box, voting, choices, points)


def assert_says(
    in_the_box: BallotCast, voting: VotingRound, choices: list[str], points: list[int] | None
) -> None:
    """What is in the box is what the voter said; an order only where it is the vote."""
    has_order = voting.rules.ballot_form.has_order
    assert in_the_box.choices == tuple(choices if has_order else sorted(choices))
    kept = dict(zip(in_the_box.choices, in_the_box.points or (), strict=False))
    assert kept == dict(zip(choices, points or [], strict=False))


@given(open_rounds())
def test_an_open_round_has_a_ballot_that_fits(voting: VotingRound) -> None:
    """Found by trying them all; points as even as can be, from few to many."""
    assert any(
        fits(voting, list(choices), points)
        for choices in _every_choice(list(PRICES))
        for points in _some_points(voting.rules, len(choices))
    )


def _every_choice(names: list[str]) -> list[tuple[str, ...]]:
    if not names:
        return [()]
    without = _every_choice(names[1:])
    return without + [(names[0], *others) for others in without]


def _some_points(rules: RoundRules, choices: int) -> list[list[int] | None]:
    if not rules.ballot_form.has_points:
        return [None]
    return [
        [whole // choices + (place < whole % choices) for place in range(choices)]
        for whole in range(choices, 50)
        if choices
    ] or [[]]
