"""A grant: reserved for a proposal, granted by a decision, or released again."""

from __future__ import annotations

import pytest

from domain.activity import Granted
from domain.event import Event
from domain.grant import (
    Grant,
    GrantAboveFunding,
    GrantAboveProposal,
    GrantAlreadyReserved,
    GrantGranted,
    GrantNotReserved,
    GrantReleased,
    GrantReserved,
    GrantStatus,
    GrantUnknown,
    NotAWinner,
    ReleaseGrant,
    ReserveGrant,
    RoundNotTallied,
    evolve,
    grant_by_decision,
    guard_granted,
    guard_reserved,
    release,
    release_by_refusal,
    reserve,
)
from domain.mandate import MandateWithdrawn
from domain.money import ZERO, Money
from domain.proposal import Proposal, ProposalInWrongState, ProposalStatus, ProposalUnknown
from domain.voting_round import VotingRound, VotingRoundTallied, Winner
from tests.unit.domain.given import after, command, euros, happened, refused, sealed
from tests.unit.domain.rounds import closed, in_handling, opened, the_round

REASON = sealed("the initiators stopped")
RESERVED = happened(GrantReserved, proposal_id="garden", amount_cents=euros(600))
GRANTED = happened(GrantGranted, proposal_id="garden", amount_cents=euros(550))
RELEASED = happened(GrantReleased, proposal_id="garden", reason=REASON)
RESERVING = command(ReserveGrant, proposal_id="garden", amount_cents=euros(600))
RELEASING = command(ReleaseGrant, proposal_id="garden", reason=REASON)
GARDEN = in_handling("garden")


def the_grant(*events: Event) -> Grant:
    """The grant after these events."""
    return after(evolve, *events)


def round_won_by(*proposal_ids: str) -> VotingRound:
    """The tallied round, with these winners."""
    price = euros(600)
    won = tuple(
        Winner(line_id=each, price_cents=price, funded_cents=price) for each in proposal_ids
    )
    tallied = happened(VotingRoundTallied, round_id="round-1", ballots=3, winners=won, ties=())
    return the_round(opened(), closed(3, "ab" * 32), tallied)


class TestWithoutMoney:
    """Nothing is reserved for the proposal."""

    def test_money_is_reserved_for_a_proposal_in_handling(self) -> None:
        assert reserve(RESERVING, None, GARDEN, None) == [RESERVED]

    def test_not_more_than_the_proposal_asks(self) -> None:
        too_much = RESERVING.model_copy(update={"amount_cents": euros(600) + Money(1)})
        with refused(GrantAboveProposal):
            reserve(too_much, None, GARDEN, None)

    def test_not_for_a_proposal_that_does_not_exist(self) -> None:
        with refused(ProposalUnknown):
            reserve(RESERVING, None, None, None)

    @pytest.mark.parametrize("status", sorted(set(ProposalStatus) - {ProposalStatus.IN_HANDLING}))
    def test_not_for_a_proposal_in_any_other_state(self, status: ProposalStatus) -> None:
        with refused(ProposalInWrongState):
            reserve(RESERVING, None, in_handling("garden", status=status), None)

    def test_there_is_nothing_to_release_or_grant(self) -> None:
        with refused(GrantNotReserved):
            release(RELEASING, None)
        with refused(GrantNotReserved):
            guard_reserved(None, "garden")

    def test_there_is_nothing_to_pay(self) -> None:
        with refused(GrantUnknown):
            guard_granted(None, "garden")

    def test_what_happens_elsewhere_makes_no_grant(self) -> None:
        assert evolve(None, happened(MandateWithdrawn, mandate_id="mandate-1")) is None


class TestForAProposalThatStoodInARound:
    """The outcome of the round is how the ceiling is distributed."""

    @property
    def on_the_list(self) -> Proposal:
        return in_handling("garden", round_id="round-1")

    def test_a_winner_gets_its_reservation(self) -> None:
        assert reserve(RESERVING, None, self.on_the_list, round_won_by("oven", "garden"))

    def test_a_winner_that_is_funded_in_part_gets_no_more_than_that_part(self) -> None:
        part = Winner(line_id="garden", price_cents=euros(600), funded_cents=euros(600) - Money(1))
        tallied = happened(
            VotingRoundTallied, round_id="round-1", ballots=3, winners=(part,), ties=()
        )
        counted = the_round(opened(), closed(3, "ab" * 32), tallied)
        with refused(GrantAboveFunding):
            reserve(RESERVING, None, self.on_the_list, counted)
        in_part = RESERVING.model_copy(update={"amount_cents": euros(600) - Money(1)})
        assert reserve(in_part, None, self.on_the_list, counted)

    def test_who_did_not_win_gets_none(self) -> None:
        with refused(NotAWinner):
            reserve(RESERVING, None, self.on_the_list, round_won_by("oven"))

    @pytest.mark.parametrize("voting_round", [None, the_round(opened())])
    def test_before_the_result_nobody_gets_any(self, voting_round: VotingRound | None) -> None:
        with refused(RoundNotTallied):
            reserve(RESERVING, None, self.on_the_list, voting_round)

    def test_a_list_that_is_closed_and_not_counted_is_no_result(self) -> None:
        with refused(RoundNotTallied):
            reserve(
                RESERVING,
                None,
                self.on_the_list,
                the_round(opened(), closed(3, "ab" * 32)),
            )


class TestWhileReserved:
    """The money is set apart."""

    def test_no_second_reservation_is_made(self) -> None:
        with refused(GrantAlreadyReserved):
            reserve(RESERVING, the_grant(RESERVED), GARDEN, None)

    def test_it_is_released_with_a_reason(self) -> None:
        assert release(RELEASING, the_grant(RESERVED)) == [RELEASED]

    def test_a_refusal_of_the_proposal_releases_it(self) -> None:
        assert release_by_refusal(RELEASING, the_grant(RESERVED), REASON) == [RELEASED]

    def test_a_decision_grants_it(self) -> None:
        granted = grant_by_decision(RELEASING, the_grant(RESERVED), Granted(euros(550)))
        assert granted == [GRANTED]

    def test_it_cannot_be_paid_yet(self) -> None:
        with refused(GrantUnknown):
            guard_granted(the_grant(RESERVED), "garden")


class TestOnceGranted:
    """The money is the applicant's."""

    def test_it_can_be_paid_up_to_what_was_granted(self) -> None:
        assert guard_granted(the_grant(RESERVED, GRANTED), "garden").amount == euros(550)

    def test_it_is_not_released_like_a_reservation(self) -> None:
        with refused(GrantNotReserved):
            release(RELEASING, the_grant(RESERVED, GRANTED))

    def test_nothing_more_is_reserved_for_the_proposal(self) -> None:
        with refused(GrantAlreadyReserved):
            reserve(RESERVING, the_grant(RESERVED, GRANTED), GARDEN, None)


class TestOnceReleased:
    """The money is available to others again."""

    def test_no_money_is_held(self) -> None:
        gone = the_grant(RESERVED, RELEASED)
        assert (gone.status, gone.amount, gone.holds_money) == (GrantStatus.RELEASED, ZERO, False)

    def test_it_is_not_released_a_second_time(self) -> None:
        with refused(GrantNotReserved):
            release(RELEASING, the_grant(RESERVED, RELEASED))

    def test_money_can_be_reserved_for_the_proposal_anew(self) -> None:
        assert reserve(RESERVING, the_grant(RESERVED, RELEASED), GARDEN, None) == [RESERVED]
