"""The right to challenge (uitdaagrecht): residents ask to take over a municipal task.

It is a kind of proposal with the same road as others; it may end in an agreement with the college
in place of a grant.
"""

from __future__ import annotations

from domain.budget_year import DecidedByCouncil
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.mandate import Mandate, MandateMatter, guard_college_or_mandate
from domain.proposal import (
    Proposal,
    ProposalHasMoney,
    ProposalKind,
    ProposalStatus,
    guard_status,
)
from domain.proposal_events import ProposalAgreementRecorded


class NotAChallenge(Refusal):
    code = "challenge.not_a_challenge"
    dutch = "Alleen een uitdaging (uitdaagrecht) eindigt in een overeenkomst."
    english = "Only a challenge (right to challenge) ends in an agreement."


class AgreementInFuture(Refusal):
    code = "challenge.agreement_in_future"
    dutch = "Een overeenkomst wordt vastgelegd nadat zij is gesloten."
    english = "An agreement goes on record after it was made."


class AgreementBeforeProposal(Refusal):
    code = "challenge.agreed_before_submitted"
    dutch = "Een overeenkomst is niet van voor de dag waarop is uitgedaagd: {day}."
    english = "An agreement is not of before the day of the challenge: {day}."


class RecordAgreement(ActorCommand):
    """Put on record that a challenge ended in an agreement; its number, day and the reason why.

    It is made under `mandate_id`, or by the college itself, which names none.
    """

    proposal_id: Identifier
    agreement: Identifier
    reason: Commitment
    agreed_on: Day
    mandate_id: Identifier | None = None
    council_act: DecidedByCouncil = None


def record_agreement(
    command: RecordAgreement,
    proposal: Proposal | None,
    *,
    has_money: bool,
    mandate: Mandate | None = None,
) -> list[Event]:
    """An agreement is in place of a grant, so no money of a grant is set apart for it.

    Who makes it for the college has a mandate for agreements, up to what the challenge asks.
    """
    found = guard_status(proposal, command.proposal_id, ProposalStatus.IN_HANDLING)
    if found.kind is not ProposalKind.CHALLENGE:
        raise NotAChallenge()
    if has_money:
        raise ProposalHasMoney()
    if command.agreed_on > dutch_day(command.at):
        raise AgreementInFuture()
    if found.submitted_on is not None and command.agreed_on < found.submitted_on:
        raise AgreementBeforeProposal(day=found.submitted_on.isoformat())
    under = guard_college_or_mandate(
        mandate,
        command.mandate_id,
        command.by,
        command.agreed_on,
        found.amount,
        matter=MandateMatter.AGREEMENTS,
    )
    return [
        ProposalAgreementRecorded.following(
            command,
            mandate_id=under,
            amount_cents=found.amount,
        )
    ]
