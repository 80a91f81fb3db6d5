"""The right to challenge: an agreement in place of a grant."""

from __future__ import annotations

from application.streams import Reading, StreamEvents
from domain import challenge
from domain.challenge import RecordAgreement
from domain.decision import guard_not_decided
from domain.grant import guard_round_was_won
from domain.money import ZERO


def record_agreement(command: RecordAgreement, read: Reading) -> list[StreamEvents]:
    """Whoever decides for the college records the agreement; after a vote, only where it won."""
    found = read.proposal(command.proposal_id)
    grant = read.grant(command.proposal_id).state
    has_money = grant is not None and grant.holds_money
    round_id = found.state.round_id if found.state else None
    voted = read.voting_round(round_id).state if round_id else None
    recorded = challenge.record_agreement(command, found.state, has_money=has_money)
    if found.state is not None:
        guard_round_was_won(found.state, voted, ZERO)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    return [found.gets(recorded)]
