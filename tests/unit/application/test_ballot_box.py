"""The ballot box: one counting ballot per pass, and an answer that never changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from application.ballot_box import BallotBox
from application.command_ids import new_ballot_command_id, new_command_id
from application.log import Outcome, Submission
from application.refusals import CommandIdReused, LogUnreachable
from application.remembered_streams import RememberedStreams
from domain import voting_round
from domain.ballot import (
    BallotAlreadyCast,
    BallotChoiceUnknown,
    BallotIdTellsTime,
    BallotTooManyChoices,
    CastBallot,
    VotingPass,
    VotingPassInvalid,
)
from domain.voting_round import VotingRoundNotOpen, VotingRoundUnknown
from domain.voting_rules import RoundRules
from tests.event_loops import run_apart
from tests.scenarios.town import PASS_KEY, Town, voting_pass
from tests.unit.application.interrupted_logs import LogBehind, UnreachableLog
from tests.unit.domain.given import refused
from tests.unit.domain.rounds import rules

SENT = UUID("0191d3a0-0000-4000-8000-00000000000b")


def with_open_round(
    town: Town | None = None, round_rules: RoundRules | None = None, **opening: Any
) -> Town:
    """A town that votes on a garden and an oven."""
    town = town or Town()
    town.with_money()
    town.admit("garden", 600_00)
    town.admit("oven", 500_00)
    town.open_round(["garden", "oven"], 1_000_00, round_rules, **opening)
    return town


def chosen(town: Town) -> list[tuple[str, ...]]:
    """What the ballots that count chose."""
    return sorted(ballot.choices for ballot in town.box.counting("round-1"))


def for_the_garden(town: Town) -> CastBallot:
    """A ballot that was not sent yet."""
    return CastBallot(
        command_id=SENT,
        at=town.now,
        round_id="round-1",
        voting_pass=voting_pass(1),
        choices=("garden",),
    )


class TestWhileTheRoundIsOpen:
    """People vote."""

    def test_a_ballot_is_confirmed_without_telling_what_was_chosen(self) -> None:
        receipt = with_open_round().cast(1, "garden")
        assert (receipt.round_id, receipt.version, receipt.repeated) == ("round-1", 0, False)
        assert "garden" not in repr(receipt)

    def test_two_passes_are_two_ballots(self) -> None:
        town = with_open_round()
        town.cast(1, "garden")
        town.cast(2, "garden")
        assert chosen(town) == [("garden",), ("garden",)]

    def test_a_ballot_that_breaks_the_rules_leaves_nothing_in_the_box(self) -> None:
        town = with_open_round(round_rules=rules(max_choices=1))
        with refused(BallotTooManyChoices):
            town.cast(1, "garden", "oven")
        with refused(BallotChoiceUnknown):
            town.cast(1, "pond")
        assert town.ballot_log.next_position() == 0
        assert town.cast(1, "oven").version == 0

    def test_an_id_that_tells_when_it_was_made_is_refused_and_leaves_nothing(self) -> None:
        town = with_open_round()
        with refused(BallotIdTellsTime):
            town.cast(1, "garden", command_id=new_command_id())
        assert town.ballot_log.next_position() == 0
        assert town.cast(1, "garden", command_id=new_ballot_command_id()).version == 0

    def test_nothing_of_the_voter_s_request_stands_in_the_log(self) -> None:
        town = with_open_round()
        town.cast(1, "garden", command_id=SENT)
        (entry,) = town.ballot_log.read()
        assert entry.appended_at is None
        assert str(SENT).encode() not in entry.payload
        assert b'"at"' not in entry.payload

    def test_the_frozen_rules_are_asked_of_the_main_log_once(self) -> None:
        town = with_open_round(Town(LogBehind))
        assert isinstance(town.log, LogBehind)
        town.cast(1, "garden")
        reads = town.log.stream_reads
        for voter in range(2, 6):
            town.cast(voter, "garden")
        assert town.log.stream_reads == reads

    def test_the_first_one_of_a_process_is_gathered_with_others_too(self) -> None:
        town, gathered = with_open_round(), list[Submission]()
        box = BallotBox(town.ballot_log, RememberedStreams(town.log), lambda *_: True)

        async def append(submission: Submission) -> Outcome:
            gathered.append(submission)
            return town.ballot_log.append([submission])[0]

        ballot = for_the_garden(town)
        assert run_apart(box.cast_soon(ballot, append)).version == 0
        assert [each.command_id for each in gathered] == [SENT]


class TestChangingOnesMind:
    """A later ballot names the one it replaces."""

    def test_a_second_ballot_of_a_pass_is_refused(self) -> None:
        town = with_open_round()
        town.cast(1, "garden")
        with refused(BallotAlreadyCast):
            town.cast(1, "oven")
        assert chosen(town) == [("garden",)]

    def test_a_ballot_that_replaces_the_first_counts_instead_of_it(self) -> None:
        town = with_open_round()
        town.cast(1, "garden")
        assert town.cast(1, "oven", replaces=0).version == 1
        assert chosen(town) == [("oven",)]

    def test_of_two_that_replace_the_same_ballot_one_counts(self) -> None:
        town = with_open_round()
        town.cast(1, "garden")
        town.cast(1, "oven", replaces=0)
        with refused(BallotAlreadyCast):
            town.cast(1, "garden", replaces=0)
        assert chosen(town) == [("oven",)]

    def test_a_ballot_that_was_never_cast_cannot_be_replaced(self) -> None:
        town = with_open_round()
        with refused(BallotAlreadyCast):
            town.cast(1, "garden", replaces=0)
        assert chosen(town) == []


class TestTheSameBallotTwice:
    """The answer got lost on the way."""

    def test_it_is_in_the_box_once_and_gets_the_same_receipt(self) -> None:
        town = with_open_round()
        first = town.cast(1, "garden", command_id=SENT)
        second = town.cast(1, "garden", command_id=SENT)
        assert (first.repeated, second.repeated) == (False, True)
        assert second.version == first.version
        assert town.ballot_log.next_position() == 1

    def test_it_stays_accepted_when_it_is_sent_again_after_closing(self) -> None:
        town = with_open_round()
        town.cast(1, "garden", command_id=SENT)
        town.close_round()
        assert town.cast(1, "garden", command_id=SENT).repeated

    def test_it_stays_accepted_after_it_was_replaced(self) -> None:
        town = with_open_round()
        town.cast(1, "garden", command_id=SENT)
        town.cast(1, "oven", replaces=0)
        assert town.cast(1, "garden", command_id=SENT).repeated
        assert chosen(town) == [("oven",)]

    def test_a_refusal_stays_a_refusal(self) -> None:
        town = with_open_round()
        town.cast(1, "garden")
        for _ in range(2):
            with refused(BallotAlreadyCast):
                town.cast(1, "oven", command_id=SENT)

    def test_an_id_that_is_used_again_for_another_ballot_is_refused(self) -> None:
        town = with_open_round()
        town.cast(1, "garden", command_id=SENT)
        with refused(CommandIdReused):
            town.cast(2, "garden", command_id=SENT)
        with refused(CommandIdReused):
            town.cast(1, "oven", command_id=SENT)
        assert chosen(town) == [("garden",)]


class TestOutsideTheRound:
    """Before it opens, after its time, after it is shut, and without any round."""

    def test_nothing_enters_before_the_announced_opening(self) -> None:
        town = with_open_round()
        town.now -= timedelta(days=1)
        with refused(VotingRoundNotOpen):
            town.cast(1, "garden")

    def test_nothing_enters_after_the_announced_closing(self) -> None:
        town = Town()
        with_open_round(town, closes_at=town.now + timedelta(hours=1))
        town.now += timedelta(hours=2)
        with refused(VotingRoundNotOpen):
            town.cast(1, "garden")

    def test_nothing_enters_once_the_box_is_shut_even_before_the_closing_is_recorded(self) -> None:
        town = with_open_round()
        town.cast(1, "garden")
        assert len(town.box.shut("round-1")) == 1
        with refused(VotingRoundNotOpen):
            town.cast(2, "garden")
        assert len(town.box.shut("round-1")) == 1

    def test_nothing_enters_after_closing(self) -> None:
        town = with_open_round()
        town.close_round()
        with refused(VotingRoundNotOpen):
            town.cast(1, "garden")

    def test_there_is_no_voting_in_a_round_that_does_not_exist(self) -> None:
        with refused(VotingRoundUnknown):
            with_open_round().cast(1, "garden", round_id="round-2")

    def test_the_ballots_of_another_round_are_not_counted(self) -> None:
        town = with_open_round()
        town.admit("pond", 100_00)
        town.open_round(["pond"], 100_00, round_id="round-10")
        town.cast(1, "pond", round_id="round-10")
        assert chosen(town) == []


class TestThePass:
    """The right to one ballot, checked against the key that was frozen with the round."""

    def test_an_invalid_pass_is_refused_and_leaves_nothing_behind(self) -> None:
        town = with_open_round()
        asked: list[tuple[str, str, VotingPass]] = []

        def nothing_is_valid(public_key: str, round_id: str, voting_pass: VotingPass) -> bool:
            asked.append((public_key, round_id, voting_pass))
            return False

        box = BallotBox(town.ballot_log, town.streams, nothing_is_valid)
        ballot = for_the_garden(town)
        with refused(VotingPassInvalid):
            box.cast(ballot)
        assert asked == [(PASS_KEY, "round-1", voting_pass(1))]
        assert town.ballot_log.outcome(SENT, ballot.fingerprint()) is None


class TestWhenTheLogCannotBeReached:
    """The voter is told to send the same ballot again."""

    def test_the_main_log_is_out_of_reach_while_the_round_is_looked_up(self) -> None:
        town = with_open_round(Town(UnreachableLog))
        assert isinstance(town.log, UnreachableLog)
        town.log.broken_at = "stream"
        with refused(LogUnreachable):
            town.cast(1, "garden", round_id="round-2")

    @pytest.mark.parametrize("call", ["append", "outcome"])
    def test_the_ballot_log_is_out_of_reach(self, call: str) -> None:
        town = with_open_round()
        broken = BrokenBallotLog(town, broken_at=call)
        box = BallotBox(broken, town.streams, lambda *_: True)
        town.box, working = box, town.box
        choices = ["garden"] if call == "append" else ["pond"]
        with refused(LogUnreachable):
            town.cast(1, *choices, command_id=SENT)
        town.box = working
        assert not town.cast(1, "garden", command_id=SENT).repeated


class BrokenBallotLog(UnreachableLog):
    """A ballot log whose line breaks; its fences are those of the town."""

    def __init__(self, town: Town, broken_at: str) -> None:
        super().__init__(town.ballot_log)
        self.broken_at = broken_at
        self.shut_fence = town.ballot_log.shut_fence


def test_the_fence_around_a_round_has_the_name_of_its_stream() -> None:
    town = with_open_round()
    assert town.ballot_log.has_fence(voting_round.stream_of("round-1"))
