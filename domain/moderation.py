"""Moderation: a text that may not stand on a page is hidden, with a ground and a reason.

The proposal itself goes on; its title and text are not shown. The applicant may ask for a review,
which somebody else decides. Nothing is deleted: the texts stay in the vault.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from domain.command import ActorCommand
from domain.errors import FORBIDDEN, Refusal
from domain.event import Commitment, Event, Identifier, PublicEvent
from domain.proposal import Proposal, guard_proposal_exists
from domain.proposal_amendment import guard_applies


class TextAlreadyHidden(Refusal):
    code = "moderation.already_hidden"
    dutch = "De tekst van dit voorstel is al verborgen."
    english = "The text of this proposal is hidden already."


class TextNotHidden(Refusal):
    code = "moderation.not_hidden"
    dutch = "De tekst van dit voorstel is niet verborgen."
    english = "The text of this proposal is not hidden."


class ReviewAlreadyRequested(Refusal):
    code = "moderation.review_already_requested"
    dutch = "Er is al om een nieuwe beoordeling gevraagd."
    english = "A review has been asked for already."


class ReviewNotRequested(Refusal):
    code = "moderation.review_not_requested"
    dutch = "Er is niet om een nieuwe beoordeling gevraagd."
    english = "No review has been asked for."


class OwnModeration(Refusal):
    code = "moderation.own_moderation"
    status = FORBIDDEN
    dutch = "Wie de tekst verborg, beslist niet over de nieuwe beoordeling."
    english = "Whoever hid the text does not decide the review."


class ModerationGround(StrEnum):
    """Why a text may not stand on a page."""

    PERSONAL_DATA = "personal_data"
    OFFENSIVE = "offensive"
    UNLAWFUL = "unlawful"
    ADVERTISING = "advertising"


class ReviewOutcome(StrEnum):
    """What comes of a review."""

    STAYS_HIDDEN = "stays_hidden"
    SHOWN_AGAIN = "shown_again"


class HideProposal(ActorCommand):
    """Hide title and text of a proposal, on a ground and with a reason."""

    proposal_id: Identifier
    ground: ModerationGround
    reason: Commitment


class RequestReview(ActorCommand):
    """Ask, as an applicant, that somebody else looks at it again."""

    proposal_id: Identifier
    reason: Commitment


class DecideReview(ActorCommand):
    """Decide whether the text stays hidden, with a reason."""

    proposal_id: Identifier
    outcome: ReviewOutcome
    reason: Commitment


class ProposalHidden(PublicEvent):
    """Title and text are not shown any more; that they were hidden, and why, is."""

    TOPIC: ClassVar[str] = "moderation.proposal_hidden.v1"

    proposal_id: Identifier
    ground: ModerationGround
    reason: Commitment


class ReviewRequested(PublicEvent):
    """An applicant does not agree that the text is hidden."""

    TOPIC: ClassVar[str] = "moderation.review_requested.v1"

    proposal_id: Identifier
    reason: Commitment


class ReviewDecided(PublicEvent):
    """Somebody else looked at it again."""

    TOPIC: ClassVar[str] = "moderation.review_decided.v1"

    proposal_id: Identifier
    outcome: ReviewOutcome
    reason: Commitment


class ModerationStatus(StrEnum):
    """Whether a text is shown."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    UNDER_REVIEW = "under_review"


@dataclass(frozen=True, slots=True)
class Moderation:
    """Whether a text is shown, and who hid it; one review for each time it was hidden."""

    status: ModerationStatus = ModerationStatus.SHOWN
    hidden_by: str | None = None
    reviewed: bool = False


def stream_of(proposal_id: str) -> str:
    """The stream of the moderation of one proposal."""
    return f"moderation:{proposal_id}"


def evolve(moderation: Moderation | None, event: Event) -> Moderation | None:
    """The moderation after one more event."""
    match event:
        case ProposalHidden():
            return Moderation(ModerationStatus.HIDDEN, event.by.id)
        case ReviewRequested() if moderation:
            return replace(moderation, status=ModerationStatus.UNDER_REVIEW, reviewed=True)
        case ReviewDecided(outcome=ReviewOutcome.SHOWN_AGAIN):
            return Moderation()
        case ReviewDecided() if moderation:
            return replace(moderation, status=ModerationStatus.HIDDEN)
        case _:
            return moderation


def hide(
    command: HideProposal, moderation: Moderation | None, proposal: Proposal | None
) -> list[Event]:
    """Somebody without an interest hides what is shown, at any time in a proposal's life."""
    guard_proposal_exists(proposal, command.proposal_id)
    if moderation is not None and moderation.status is not ModerationStatus.SHOWN:
        raise TextAlreadyHidden()
    return [ProposalHidden.following(command)]


def request_review(
    command: RequestReview, moderation: Moderation | None, proposal: Proposal | None
) -> list[Event]:
    """An applicant asks once for each time that the text was hidden."""
    guard_applies(command, guard_proposal_exists(proposal, command.proposal_id))
    if moderation is None or moderation.status is ModerationStatus.SHOWN:
        raise TextNotHidden()
    if moderation.reviewed:
        raise ReviewAlreadyRequested()
    return [ReviewRequested.following(command)]


def decide_review(
    command: DecideReview, moderation: Moderation | None, proposal: Proposal | None
) -> list[Event]:
    """Somebody else than who hid it decides, without an interest."""
    guard_proposal_exists(proposal, command.proposal_id)
    if moderation is None or moderation.status is not ModerationStatus.UNDER_REVIEW:
        raise ReviewNotRequested()
    if command.by.id == moderation.hidden_by:
        raise OwnModeration()
    return [ReviewDecided.following(command)]
