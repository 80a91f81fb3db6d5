"""Extending a round: later only, within the bound that it was laid down with, while people vote."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.round_events import ExtensionCause
from domain.round_extension import (
    ExtendVotingRound,
    ExtensionNotLater,
    ExtensionTooFar,
    ExtensionWithoutEnd,
    extend,
    extend_for_quorum,
    may_go_on_for_quorum,
)
from domain.round_procedure import PLAIN, Quorum, RoundProcedure
from domain.voting_round import (
    CloseVotingRound,
    ClosingTooEarly,
    VotingRound,
    VotingRoundExtended,
    VotingRoundNotOpen,
    VotingRoundUnknown,
    close,
    guard_may_close,
)
from tests.unit.domain.given import NOON, command, happened, refused, sealed
from tests.unit.domain.rounds import CLOSES_AT, closed, opened, the_round

A_WEEK = RoundProcedure(extension_days_max=7)
FEW = Quorum(least_ballots=10, extended_days=5)


def extending(closes_at: datetime, at: datetime = NOON) -> ExtendVotingRound:
    """A case officer lets people vote longer."""
    fields: dict[str, Any] = {"closes_at": closes_at, "reason": sealed("the hall was shut")}
    return command(ExtendVotingRound, at=at, round_id="round-1", **fields)


def open_for(procedure: RoundProcedure, **changed: Any) -> VotingRound:
    """A round in which people vote."""
    return the_round(opened(procedure=procedure, **changed))


class TestWhilePeopleVote:
    def test_it_goes_on_until_later_and_nothing_else_changes(self) -> None:
        before = open_for(A_WEEK)
        later = CLOSES_AT + timedelta(days=7)
        (event,) = extend(extending(later), before)
        assert isinstance(event, VotingRoundExtended)
        assert (event.formerly, event.closes_at) == (CLOSES_AT, later)
        after = the_round(opened(procedure=A_WEEK), event)
        assert after.closes_at == later
        assert (after.rules_hash, after.rules, after.prices) == (
            before.rules_hash,
            before.rules,
            before.prices,
        )

    def test_it_closes_no_sooner_than_it_was_extended_to(self) -> None:
        later = CLOSES_AT + timedelta(days=1)
        (event,) = extend(extending(later), open_for(A_WEEK))
        extended = the_round(opened(procedure=A_WEEK), event)
        closing = command(CloseVotingRound, at=CLOSES_AT, round_id="round-1")
        with refused(ClosingTooEarly):
            guard_may_close(closing, extended)
        closing = command(CloseVotingRound, at=later, round_id="round-1")
        assert close(closing, extended, 0, "00" * 32)

    @pytest.mark.parametrize("hours", [0, -1])
    def test_a_deadline_only_moves_later(self, hours: int) -> None:
        with refused(ExtensionNotLater):
            extend(extending(CLOSES_AT + timedelta(hours=hours)), open_for(A_WEEK))

    def test_all_extensions_together_stay_within_the_bound(self) -> None:
        (first,) = extend(extending(CLOSES_AT + timedelta(days=6)), open_for(A_WEEK))
        extended = the_round(opened(procedure=A_WEEK), first)
        assert extend(extending(CLOSES_AT + timedelta(days=7)), extended)
        with refused(ExtensionTooFar):
            extend(extending(CLOSES_AT + timedelta(days=7, seconds=1)), extended)

    def test_without_a_bound_in_its_rules_it_cannot_be_extended(self) -> None:
        with refused(ExtensionTooFar):
            extend(extending(CLOSES_AT + timedelta(seconds=1)), open_for(PLAIN))

    def test_a_round_without_an_end_has_none_to_extend(self) -> None:
        with refused(ExtensionWithoutEnd):
            extend(extending(CLOSES_AT), open_for(A_WEEK, closes_at=None))


class TestOutsideVoting:
    def test_a_round_that_does_not_exist_is_not_extended(self) -> None:
        with refused(VotingRoundUnknown):
            extend(extending(CLOSES_AT + timedelta(days=1)), None)

    def test_a_round_that_did_not_begin_is_not_extended(self) -> None:
        waiting = open_for(A_WEEK, opens_at=NOON + timedelta(days=1))
        with refused(VotingRoundNotOpen):
            extend(extending(CLOSES_AT + timedelta(days=1)), waiting)

    def test_from_its_closing_on_a_round_is_not_extended(self) -> None:
        with refused(VotingRoundNotOpen):
            extend(extending(CLOSES_AT + timedelta(days=1), CLOSES_AT), open_for(A_WEEK))

    def test_a_closed_round_is_not_extended(self) -> None:
        found = the_round(opened(procedure=A_WEEK), closed(0, "00" * 32))
        with refused(VotingRoundNotOpen):
            extend(extending(CLOSES_AT + timedelta(days=1)), found)


class TestWithTooFewBallots:
    PROCEDURE = RoundProcedure(quorum=FEW, extension_days_max=7)

    def test_it_goes_on_once_from_the_moment_that_it_would_close(self) -> None:
        found = open_for(self.PROCEDURE)
        assert may_go_on_for_quorum(found, CLOSES_AT)
        assert found.lacks_quorum(9)
        assert not found.lacks_quorum(10)
        closing = command(CloseVotingRound, at=CLOSES_AT + timedelta(hours=2), round_id="round-1")
        (event,) = extend_for_quorum(closing, found)
        assert isinstance(event, VotingRoundExtended)
        assert event.cause is ExtensionCause.QUORUM
        assert event.closes_at == CLOSES_AT + timedelta(days=5, hours=2)
        again = the_round(opened(procedure=self.PROCEDURE), event)
        assert not may_go_on_for_quorum(again, CLOSES_AT)

    def test_it_never_goes_on_beyond_the_bound_of_all_extensions(self) -> None:
        found = open_for(self.PROCEDURE)
        latest = CLOSES_AT + timedelta(days=7)
        closing = command(CloseVotingRound, at=CLOSES_AT + timedelta(days=4), round_id="round-1")
        (event,) = extend_for_quorum(closing, found)
        assert isinstance(event, VotingRoundExtended)
        assert event.closes_at == latest
        assert may_go_on_for_quorum(found, latest - timedelta(seconds=1))
        assert not may_go_on_for_quorum(found, latest), "it closes then, and misses its quorum"

    def test_an_extension_for_another_reason_leaves_that_to_come(self) -> None:
        given = happened(
            VotingRoundExtended,
            round_id="round-1",
            cause=ExtensionCause.REASON,
            formerly=CLOSES_AT,
            closes_at=CLOSES_AT + timedelta(days=1),
            reason=sealed("the hall was shut"),
        )
        assert may_go_on_for_quorum(the_round(opened(procedure=self.PROCEDURE), given), CLOSES_AT)

    @pytest.mark.parametrize(
        "procedure", [PLAIN, RoundProcedure(quorum=Quorum(least_ballots=10))], ids=["none", "ends"]
    )
    def test_it_closes_at_once_where_it_was_not_laid_down_so(
        self, procedure: RoundProcedure
    ) -> None:
        assert not may_go_on_for_quorum(open_for(procedure), CLOSES_AT)
