"""A ballot: within the frozen rules, whole or not at all, without a name and without a time."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.ballot import (
    BallotCast,
    BallotChoiceTwice,
    BallotChoiceUnknown,
    BallotTooExpensive,
    BallotTooFewChoices,
    BallotTooManyChoices,
    CastBallot,
    VotingPass,
    cast,
    round_prefix,
    stream_of,
)
from domain.voting_round import VotingRound, VotingRoundNotOpen, VotingRoundUnknown
from tests.unit.domain.given import COMMAND_ID, NOON, refused
from tests.unit.domain.rounds import closed, open_now, opened, the_round

PASS = VotingPass(pass_id="ab" * 16, signature="0" * 128)


def casting(*choices: str, **changed: Any) -> CastBallot:
    """Casting a ballot with one pass."""
    fields = {
        "command_id": COMMAND_ID,
        "at": NOON,
        "round_id": "round-1",
        "voting_pass": PASS,
        "choices": choices,
    }
    return CastBallot.model_validate(fields | changed)


def in_the_box(command: CastBallot, voting_round: VotingRound) -> BallotCast:
    """The ballot that is stored."""
    (event,) = cast(command, voting_round)
    assert isinstance(event, BallotCast)
    return event


class TestWhileTheRoundIsOpen:
    """Votes can be cast."""

    def test_a_ballot_is_one_event_under_the_hash_of_the_frozen_rules(self) -> None:
        ballot = in_the_box(casting("garden"), open_now())
        assert ballot.choices == ("garden",)
        assert ballot.rules_hash == open_now().rules_hash
        assert ballot.pass_id == PASS.pass_id

    def test_the_order_of_choosing_is_not_kept(self) -> None:
        assert in_the_box(casting("oven", "garden"), open_now()).choices == ("garden", "oven")

    def test_nothing_in_it_tells_who_cast_it_when_or_with_which_request(self) -> None:
        ballot = in_the_box(casting("garden"), open_now())
        assert ballot.model_dump().keys() == {
            "round_id",
            "rules_hash",
            "pass_id",
            "choices",
            "points",
            "replaces",
        }

    def test_only_the_list_can_be_voted_on(self) -> None:
        with refused(BallotChoiceUnknown):
            cast(casting("garden", "pond"), open_now())

    def test_each_proposal_is_chosen_once(self) -> None:
        with refused(BallotChoiceTwice):
            cast(casting("garden", "garden"), open_now())


class TestTheLimitsOfTheRound:
    """They hold on the server, whatever the page allowed."""

    def test_a_blank_ballot_counts_where_the_rules_allow_it(self) -> None:
        assert in_the_box(casting(), open_now(min_choices=0)).choices == ()

    def test_not_fewer_choices_than_the_minimum(self) -> None:
        with refused(BallotTooFewChoices):
            cast(casting(), open_now())
        with refused(BallotTooFewChoices):
            cast(casting("garden"), open_now(min_choices=2))
        assert cast(casting("garden", "oven"), open_now(min_choices=2))

    def test_not_more_choices_than_the_maximum(self) -> None:
        assert cast(casting("garden"), open_now(max_choices=1))
        with refused(BallotTooManyChoices):
            cast(casting("garden", "oven"), open_now(max_choices=1))

    def test_together_not_more_expensive_than_the_rules_allow(self) -> None:
        assert cast(casting("garden", "oven"), open_now(max_total_cents=1100_00))
        with refused(BallotTooExpensive):
            cast(casting("garden", "oven"), open_now(max_total_cents=1099_99))


class TestOutsideAnOpenRound:
    """Nothing enters."""

    def test_there_is_no_ballot_without_a_round(self) -> None:
        with refused(VotingRoundUnknown):
            cast(casting("garden"), None)

    def test_no_ballot_enters_once_the_round_is_closed(self) -> None:
        with refused(VotingRoundNotOpen):
            cast(casting("garden"), the_round(opened(), closed(0, "ab" * 32)))


class TestWhatCanBeAsked:
    """What is no ballot at all is malformed, not refused."""

    def test_a_pass_is_a_number_and_a_signature(self) -> None:
        with pytest.raises(ValidationError):
            VotingPass(pass_id="person-emma", signature="0" * 128)

    def test_a_signature_never_shows_in_a_trace(self) -> None:
        assert "0" * 128 not in repr(PASS)

    @pytest.mark.parametrize(
        "changed", [{"replaces": -1}, {"choices": ["x"] * 401}, {"choices": ["a garden"]}]
    )
    def test_a_ballot_is_bounded(self, changed: dict[str, object]) -> None:
        with pytest.raises(ValidationError):
            casting(**changed)

    def test_the_ballots_of_a_pass_share_a_stream_within_those_of_the_round(self) -> None:
        assert stream_of("round-1", "ab").startswith(round_prefix("round-1"))
        assert not stream_of("round-10", "ab").startswith(round_prefix("round-1"))
