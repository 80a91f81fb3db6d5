"""Moderation: hidden with a ground and a reason, looked at again by somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from domain.command import Actor, Role
from domain.errors import Refusal
from domain.moderation import (
    DecideReview,
    HideProposal,
    Moderation,
    ModerationGround,
    ModerationStatus,
    OwnModeration,
    RequestReview,
    ReviewAlreadyRequested,
    ReviewNotRequested,
    ReviewOutcome,
    TextAlreadyHidden,
    TextNotHidden,
    decide_review,
    evolve,
    hide,
    request_review,
)
from domain.proposal import ProposalUnknown
from domain.proposal import evolve as evolve_proposal
from domain.proposal_amendment import NotAnApplicant
from tests.unit.domain.given import ANNA, after, command, refused, sealed
from tests.unit.domain.proposals import BEGUN, EMMA, FRITS

ABOUT: dict[str, Any] = {"proposal_id": "garden"}
GARDEN = after(evolve_proposal, *BEGUN)
OTHER = Actor(id="person-other", role=Role.CASE_OFFICER)


def hiding(moderation: Moderation | None, by: Actor = ANNA) -> Any:
    """A case officer hides the text."""
    fields: dict[str, Any] = {
        "ground": ModerationGround.OFFENSIVE,
        "reason": sealed("it insults a neighbour"),
    }
    return hide(command(HideProposal, by, **ABOUT, **fields), moderation, GARDEN)


def asking(moderation: Moderation | None, by: Actor = EMMA) -> Any:
    """The applicant asks for a review."""
    asked = command(RequestReview, by, **ABOUT, reason=sealed("it does not"))
    return request_review(asked, moderation, GARDEN)


def deciding(
    moderation: Moderation | None,
    by: Actor = OTHER,
    outcome: ReviewOutcome = ReviewOutcome.SHOWN_AGAIN,
) -> Any:
    """Somebody else looks again."""
    asked = command(DecideReview, by, **ABOUT, outcome=outcome, reason=sealed("looked again"))
    return decide_review(asked, moderation, GARDEN)


HIDDEN = evolve(None, hiding(None)[0])
UNDER_REVIEW = evolve(HIDDEN, asking(HIDDEN)[0])
SHOWN_AGAIN = evolve(UNDER_REVIEW, deciding(UNDER_REVIEW)[0])
STAYS = evolve(UNDER_REVIEW, deciding(UNDER_REVIEW, outcome=ReviewOutcome.STAYS_HIDDEN)[0])

STEPS = {"HideProposal": hiding, "RequestReview": asking, "DecideReview": deciding}
TABLE = [
    ("HideProposal", None, "moderation.proposal_hidden.v1"),
    ("HideProposal", HIDDEN, TextAlreadyHidden.code),
    ("HideProposal", UNDER_REVIEW, TextAlreadyHidden.code),
    ("HideProposal", SHOWN_AGAIN, "moderation.proposal_hidden.v1"),
    ("HideProposal", STAYS, TextAlreadyHidden.code),
    ("RequestReview", None, TextNotHidden.code),
    ("RequestReview", HIDDEN, "moderation.review_requested.v1"),
    ("RequestReview", UNDER_REVIEW, ReviewAlreadyRequested.code),
    ("RequestReview", SHOWN_AGAIN, TextNotHidden.code),
    ("RequestReview", STAYS, ReviewAlreadyRequested.code),
    ("DecideReview", None, ReviewNotRequested.code),
    ("DecideReview", HIDDEN, ReviewNotRequested.code),
    ("DecideReview", UNDER_REVIEW, "moderation.review_decided.v1"),
    ("DecideReview", SHOWN_AGAIN, ReviewNotRequested.code),
    ("DecideReview", STAYS, ReviewNotRequested.code),
]


@pytest.mark.parametrize(("name", "state", "expected"), TABLE)
def test_each_cell_is_as_it_is_written(name: str, state: Moderation | None, expected: str) -> None:
    try:
        (event,) = STEPS[name](state)
        answer = event.TOPIC
    except Refusal as refusal:
        answer = refusal.code
    assert answer == expected


class TestWho:
    """Nobody judges their own."""

    def test_who_hid_it_does_not_decide_the_review(self) -> None:
        with refused(OwnModeration):
            deciding(UNDER_REVIEW, ANNA)

    def test_only_who_applies_asks_for_a_review(self) -> None:
        with refused(NotAnApplicant):
            asking(HIDDEN, FRITS)

    def test_there_is_a_proposal(self) -> None:
        fields: dict[str, Any] = {"ground": ModerationGround.UNLAWFUL, "reason": sealed("nothing")}
        with refused(ProposalUnknown):
            hide(command(HideProposal, **ABOUT, **fields), None, None)


class TestStates:
    """What follows from each step."""

    def test_a_text_that_stays_hidden_was_looked_at_once(self) -> None:
        assert Moderation(ModerationStatus.HIDDEN, ANNA.id, reviewed=True) == STAYS

    def test_shown_again_is_as_if_nothing_was(self) -> None:
        assert Moderation() == SHOWN_AGAIN
        assert evolve(None, BEGUN[0]) is None
