"""Hiding texts that may not stand on a page, and looking at it again."""

from __future__ import annotations

from application.interest import guard_no_interest
from application.streams import Reading, StreamEvents
from domain import moderation
from domain.moderation import DecideReview, HideProposal, RequestReview


def hide_proposal(command: HideProposal, read: Reading) -> list[StreamEvents]:
    """A case officer hides title and text."""
    guard_no_interest(command, read)
    found = read.moderation(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    return [found.gets(moderation.hide(command, found.state, listed))]


def request_review(command: RequestReview, read: Reading) -> list[StreamEvents]:
    """An applicant asks for another look."""
    found = read.moderation(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    return [found.gets(moderation.request_review(command, found.state, listed))]


def decide_review(command: DecideReview, read: Reading) -> list[StreamEvents]:
    """Somebody else takes that look."""
    guard_no_interest(command, read)
    found = read.moderation(command.proposal_id)
    listed = read.proposal(command.proposal_id).state
    return [found.gets(moderation.decide_review(command, found.state, listed))]
