"""How a round is run: quiet period, quorum, bound of an extension, polling points."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.ballot_list import ballots_root
from domain.grant import GrantReserved, NotAWinner, ReserveGrant, reserve
from domain.proposal_amendment import ProposalFrozen
from domain.proposal_duplicate import MarkDuplicate, mark_duplicate
from domain.regulation_contents import Regulation
from domain.regulation_guards import RoundAgainstRegulation, guard_procedure
from domain.round_opening import QuietPeriodTooShort
from domain.round_procedure import PLAIN, PollingPoint, Quorum, QuorumMissed, RoundProcedure
from domain.round_result import tally
from domain.voting_round import TallyVotingRound, VotingRound, VotingRoundTallied
from tests.unit.domain.given import NOON, command, euros, refused
from tests.unit.domain.rounds import (
    ballot,
    closed,
    in_handling,
    opened,
    opening,
    the_round,
)

NO_OUTCOME = Quorum(least_ballots=3, when_missed=QuorumMissed.NO_OUTCOME)
ADVICE = Quorum(least_ballots=3, when_missed=QuorumMissed.ADVICE)
TWO_WEEKS = RoundProcedure(quiet_days=14)


class TestTheQuietPeriod:
    def test_the_list_stands_so_many_days_before_voting_begins(self) -> None:
        asked = opening(procedure=TWO_WEEKS, opens_at=NOON + timedelta(days=14), closes_at=None)
        assert opened(procedure=TWO_WEEKS, opens_at=asked.opens_at, closes_at=None)
        with refused(QuietPeriodTooShort):
            opened(
                procedure=TWO_WEEKS,
                opens_at=NOON + timedelta(days=14) - timedelta(seconds=1),
                closes_at=None,
            )

    def test_from_then_on_no_mark_is_put_on_what_stands_on_it(self) -> None:
        listed = in_handling("garden", round_id="round-1")
        marking = command(
            MarkDuplicate, proposal_id="garden", duplicate_of="oven", reason="ab" * 32
        )
        assert mark_duplicate(marking, in_handling("garden"), in_handling("oven"))
        with refused(ProposalFrozen):
            mark_duplicate(marking, listed, in_handling("oven"))


class TestAQuorum:
    def test_is_a_number_or_a_part_of_who_may_vote_rounded_up_whichever_is_more(self) -> None:
        assert Quorum(least_ballots=40).ballots_needed == 40
        assert Quorum(least_percent=10, voters=401).ballots_needed == 41
        assert Quorum(least_ballots=50, least_percent=10, voters=401).ballots_needed == 50

    @pytest.mark.parametrize(
        "fields",
        [{}, {"least_percent": 10}, {"least_ballots": -1}, {"least_percent": 101, "voters": 10}],
        ids=["nothing", "of nobody", "negative", "more than all"],
    )
    def test_that_asks_nothing_that_can_be_counted_is_malformed(self, fields: Any) -> None:
        with pytest.raises(ValidationError):
            Quorum(**fields)

    def test_days_that_it_goes_on_are_within_the_bound_of_an_extension(self) -> None:
        with pytest.raises(ValidationError):
            RoundProcedure(quorum=Quorum(least_ballots=1, extended_days=8), extension_days_max=7)


class TestPollingPoints:
    def test_are_named_once_and_have_officers(self) -> None:
        point = PollingPoint(point_id="library", officers=("person-anna",))
        assert opened(procedure=RoundProcedure(polling_points=(point,))).procedure.polling_points
        with pytest.raises(ValidationError):
            RoundProcedure(polling_points=(point, point))
        with pytest.raises(ValidationError):
            PollingPoint(point_id="library", officers=())


def counted(quorum: Quorum, ballots: int) -> tuple[VotingRound, VotingRoundTallied]:
    """A round in which so many people vote for the garden, and nobody for the oven."""
    cast = [ballot(number, "garden") for number in range(ballots)]
    frozen = opened(procedure=RoundProcedure(quorum=quorum))
    shut = closed(ballots, ballots_root(cast))
    counting = command(TallyVotingRound, round_id="round-1")
    (result,) = tally(counting, the_round(frozen, shut), cast)
    assert isinstance(result, VotingRoundTallied)
    return the_round(frozen, shut, result), result


class TestWithEnoughBallots:
    def test_the_outcome_is_how_the_money_is_distributed(self) -> None:
        found, result = counted(NO_OUTCOME, 3)
        assert not found.misses_quorum
        assert [winner.line_id for winner in result.winners] == ["garden"]
        oven = in_handling("oven", round_id="round-1")
        with refused(NotAWinner):
            reserve(reserving("oven"), None, oven, found)


def reserving(proposal_id: str) -> ReserveGrant:
    """Money is asked to be set apart."""
    return command(ReserveGrant, proposal_id=proposal_id, amount_cents=euros(500))


@pytest.mark.parametrize(
    ("ballots", "lacks"), [(None, False), (2, True), (3, False)], ids=["open", "few", "enough"]
)
def test_a_quorum_is_missed_with_fewer_ballots_and_not_before_the_closing(
    ballots: int | None, lacks: bool
) -> None:
    for quorum, ends in ((NO_OUTCOME, lacks), (ADVICE, False)):
        procedure = RoundProcedure(quorum=quorum)
        assert procedure.lacks_quorum(ballots) is lacks
        assert procedure.leaves_no_outcome(ballots, 0) is ends
        assert procedure.leaves_no_outcome(ballots, 3) is lacks
    assert not RoundProcedure().lacks_quorum(0)


class TestWithTooFewBallots:
    @pytest.mark.parametrize(
        ("quorum", "winners"), [(NO_OUTCOME, []), (ADVICE, ["garden"])], ids=["none", "advice"]
    )
    def test_there_is_no_outcome_or_it_is_advice_and_the_college_decides(
        self, quorum: Quorum, winners: list[str]
    ) -> None:
        found, result = counted(quorum, 2)
        assert found.misses_quorum
        assert result.ballots == 2
        assert [winner.line_id for winner in result.winners] == winners
        oven = in_handling("oven", round_id="round-1")
        (reserved,) = reserve(reserving("oven"), None, oven, found)
        assert isinstance(reserved, GrantReserved)


class TestUnderARegulation:
    RULES = Regulation.model_validate(
        {
            "rounds": {
                "article": "7",
                "quiet_days": 14,
                "quorum_ballots": 50,
                "quorum_percent": 5,
                "quorum_missed": "no_outcome",
                "quorum_extended_days": 3,
                "extension_days_max": 7,
            }
        }
    )
    KEPT = RoundProcedure(
        quiet_days=14,
        extension_days_max=7,
        quorum=Quorum(
            least_ballots=50,
            least_percent=5,
            voters=900,
            when_missed=QuorumMissed.NO_OUTCOME,
            extended_days=3,
        ),
    )

    def test_a_round_that_keeps_to_it_opens_and_it_may_ask_more(self) -> None:
        guard_procedure(self.RULES, self.KEPT)
        guard_procedure(self.RULES, self.KEPT.model_copy(update={"quiet_days": 20}))
        guard_procedure(Regulation(), PLAIN)

    @pytest.mark.parametrize(
        ("changed", "limit"),
        [
            ({"quiet_days": 13}, "quiet_days"),
            ({"extension_days_max": 8}, "extension_days_max"),
            ({"quorum": None}, "quorum"),
        ],
    )
    def test_a_round_that_does_less_is_refused_by_article(
        self, changed: dict[str, Any], limit: str
    ) -> None:
        with refused(RoundAgainstRegulation) as caught:
            guard_procedure(self.RULES, self.KEPT.model_copy(update=changed))
        assert caught.value.values == {"article": "7", "limit": limit}

    @pytest.mark.parametrize(
        "changed",
        [
            {"least_ballots": 49},
            {"least_percent": 4},
            {"when_missed": QuorumMissed.ADVICE},
            {"extended_days": 2},
        ],
        ids=lambda changed: next(iter(changed)),
    )
    def test_a_quorum_is_at_least_that_of_the_regulation_with_its_consequence(
        self, changed: dict[str, Any]
    ) -> None:
        assert self.KEPT.quorum
        quorum = self.KEPT.quorum.model_copy(update=changed)
        with refused(RoundAgainstRegulation):
            guard_procedure(self.RULES, self.KEPT.model_copy(update={"quorum": quorum}))
