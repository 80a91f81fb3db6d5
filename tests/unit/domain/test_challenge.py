"""The right to challenge ends in a grant, or in an agreement in its place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.challenge import (
    AgreementInFuture,
    NotAChallenge,
    RecordAgreement,
    record_agreement,
)
from domain.command import Actor
from domain.proposal import (
    OwnInterest,
    Proposal,
    ProposalHasMoney,
    ProposalKind,
    evolve,
)
from tests.unit.domain.given import CARLA, TODAY, after, command, refused, sealed
from tests.unit.domain.proposals import BEGUN, EMMA, TAKEN, submitted

CHALLENGE = after(evolve, *BEGUN, TAKEN)
GRANT = after(evolve, submitted(kind=ProposalKind.GRANT), TAKEN)


def recording(
    proposal: Proposal, by: Actor = CARLA, *, has_money: bool = False, days: int = 0
) -> Any:
    """The agreement goes on record."""
    asked = command(
        RecordAgreement,
        by,
        proposal_id="garden",
        agreement="A-1",
        reason=sealed("both sides signed"),
        agreed_on=TODAY + timedelta(days=days),
    )
    return record_agreement(asked, proposal, has_money=has_money)


def test_only_a_challenge_ends_in_an_agreement() -> None:
    assert recording(CHALLENGE)
    with refused(NotAChallenge):
        recording(GRANT)


def test_it_is_in_place_of_a_grant() -> None:
    with refused(ProposalHasMoney):
        recording(CHALLENGE, has_money=True)


def test_it_was_made_before_it_is_recorded() -> None:
    with refused(AgreementInFuture):
        recording(CHALLENGE, days=1)


def test_nobody_agrees_with_themselves() -> None:
    with refused(OwnInterest):
        recording(CHALLENGE, EMMA)
