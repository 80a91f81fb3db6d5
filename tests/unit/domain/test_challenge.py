"""The right to challenge ends in a grant, or in an agreement in its place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from domain.challenge import (
    AgreementBeforeProposal,
    AgreementInFuture,
    NotAChallenge,
    RecordAgreement,
    record_agreement,
)
from domain.command import Actor, Role
from domain.mandate import (
    Mandate,
    MandateCeilingExceeded,
    MandateMatter,
    MandateMissing,
    MandateNotInForce,
    MandateOfOtherMatter,
)
from domain.proposal import (
    Proposal,
    ProposalHasMoney,
    ProposalKind,
    evolve,
)
from domain.validity import Period
from tests.unit.domain.given import CARLA, TODAY, after, command, euros, refused, sealed
from tests.unit.domain.proposals import BEGUN, TAKEN, submitted

DAY = timedelta(days=1)
CHALLENGE = after(evolve, *BEGUN, TAKEN)
GRANT = after(evolve, submitted(kind=ProposalKind.GRANT), TAKEN)


ALDERMAN = Actor(id="person-alderman", role=Role.COLLEGE)
MANDATE = Mandate(
    "mandate-2", CARLA.id, euros(600), Period(TODAY, TODAY), matter=MandateMatter.AGREEMENTS
)


def recording(
    proposal: Proposal,
    by: Actor = CARLA,
    *,
    has_money: bool = False,
    days: int = 0,
    mandate: Mandate | None = MANDATE,
) -> Any:
    """The agreement goes on record, under a mandate unless told otherwise."""
    asked = command(
        RecordAgreement,
        by,
        proposal_id="garden",
        agreement="A-1",
        reason=sealed("both sides signed"),
        agreed_on=TODAY + timedelta(days=days),
        mandate_id=mandate.mandate_id if mandate else None,
    )
    return record_agreement(asked, proposal, has_money=has_money, mandate=mandate)


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


def test_who_makes_it_for_the_college_has_a_mandate_for_agreements() -> None:
    (recorded,) = recording(CHALLENGE)
    assert (recorded.mandate_id, recorded.amount_cents) == ("mandate-2", euros(600))
    with refused(MandateMissing):
        recording(CHALLENGE, mandate=None)
    with refused(MandateOfOtherMatter):
        recording(CHALLENGE, mandate=replace(MANDATE, matter=MandateMatter.GRANTS))


def test_above_the_mandate_the_college_makes_it_itself() -> None:
    lower = replace(MANDATE, ceiling=euros(599))
    with refused(MandateCeilingExceeded):
        recording(CHALLENGE, mandate=lower)
    (recorded,) = recording(CHALLENGE, ALDERMAN, mandate=None)
    assert recorded.mandate_id is None


def test_the_mandate_was_in_force_on_the_day_of_the_agreement() -> None:
    later = replace(MANDATE, period=Period(TODAY + DAY, TODAY + DAY))
    with refused(MandateNotInForce):
        recording(CHALLENGE, mandate=later)


def test_the_mandate_was_given_by_then_and_not_withdrawn() -> None:
    before = replace(CHALLENGE, submitted_on=TODAY - DAY)
    in_both = replace(MANDATE, period=Period(TODAY - DAY, TODAY))
    with refused(MandateNotInForce):
        recording(before, days=-1, mandate=replace(in_both, given_on=TODAY))
    with refused(MandateNotInForce):
        recording(before, mandate=replace(in_both, withdrawn_on=TODAY))
    assert recording(before, days=-1, mandate=replace(in_both, withdrawn_on=TODAY))


def test_it_was_not_made_before_anybody_asked_for_it() -> None:
    earlier = replace(MANDATE, period=Period(TODAY - DAY, TODAY))
    with refused(AgreementBeforeProposal):
        recording(CHALLENGE, days=-1, mandate=earlier)


def test_it_was_not_made_before_the_mandate_was_accepted() -> None:
    before = replace(CHALLENGE, submitted_on=TODAY - DAY)
    accepted = replace(MANDATE, period=Period(TODAY - DAY, TODAY), accepted_on=TODAY)
    with refused(MandateNotInForce):
        recording(before, days=-1, mandate=accepted)
    assert recording(before, mandate=accepted)
