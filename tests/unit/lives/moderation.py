"""The life of the text of a proposal: shown, hidden, looked at again."""

from __future__ import annotations

from typing import Any

from domain.command import Role
from domain.moderation import (
    DecideReview,
    HideProposal,
    ModerationGround,
    RequestReview,
    ReviewOutcome,
)
from tests.scenarios.town import OTHER_OFFICER, Town, sealed
from tests.unit.lives.beginnings import with_plan
from tests.unit.lives.life import LifeCycle, Step

ABOUT: dict[str, Any] = {"proposal_id": "garden"}


def submit(town: Town) -> object:
    """A text to hide."""
    return town.submit("garden", 600_00)


def hide(town: Town) -> object:
    """An officer hides it."""
    reason = sealed("a name")
    ground = ModerationGround.PERSONAL_DATA
    return town.do(HideProposal, Role.CASE_OFFICER, **ABOUT, ground=ground, reason=reason)


def ask(town: Town) -> object:
    """The applicant does not agree."""
    return town.do(RequestReview, Role.RESIDENT, **ABOUT, reason=sealed("it is my own"))


def decide(outcome: ReviewOutcome) -> Step:
    """Another officer looks at it."""
    return lambda town: town.do(
        DecideReview, OTHER_OFFICER, **ABOUT, outcome=outcome, reason=sealed("looked at")
    )


TO_REVIEW = (submit, hide, ask)
LIFE = LifeCycle(
    name="moderation",
    begin=with_plan,
    states={
        "nothing": (),
        "shown": (submit,),
        "hidden": (submit, hide),
        "under_review": TO_REVIEW,
        "stays_hidden": (*TO_REVIEW, decide(ReviewOutcome.STAYS_HIDDEN)),
        "shown_again": (*TO_REVIEW, decide(ReviewOutcome.SHOWN_AGAIN)),
    },
    commands={
        "HideProposal": hide,
        "RequestReview": ask,
        "DecideReview": decide(ReviewOutcome.SHOWN_AGAIN),
    },
    table="""
        HideProposal
            proposal.unknown: nothing
            moderation.proposal_hidden: shown shown_again
            moderation.already_hidden: hidden under_review stays_hidden
        RequestReview
            proposal.unknown: nothing
            moderation.not_hidden: shown shown_again
            moderation.review_requested: hidden
            moderation.review_already_requested: under_review stays_hidden
        DecideReview
            proposal.unknown: nothing
            moderation.review_not_requested: shown hidden stays_hidden shown_again
            moderation.review_decided: under_review
    """,
)
