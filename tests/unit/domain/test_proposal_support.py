"""Support: each resident once, never for one's own, and until people vote."""

from __future__ import annotations

from typing import Any

from domain.command import Actor
from domain.event import Event
from domain.proposal import evolve as evolve_proposal
from domain.proposal_support import (
    GiveSupport,
    OwnSupport,
    Support,
    SupportAlreadyGiven,
    SupportNotGiven,
    SupportOver,
    WithdrawSupport,
    evolve,
    give,
    supporters_of,
    withdraw,
)
from tests.unit.domain.given import after, command, refused
from tests.unit.domain.proposals import (
    BEGUN,
    EMMA,
    FRITS,
    GREET,
    ON_BALLOT,
    TAKEN,
    WITHDRAWN,
    submitted,
)

ABOUT: dict[str, Any] = {"proposal_id": "garden"}
GATHERING = after(evolve_proposal, *BEGUN)


def giving(by: Actor, support: Support | None = None) -> list[Event]:
    """Somebody supports the garden."""
    return give(command(GiveSupport, by, **ABOUT), support, GATHERING)


class TestGiving:
    """While it is gathered."""

    def test_two_people_are_two(self) -> None:
        (first,) = give(command(GiveSupport, GREET, **ABOUT), None, GATHERING)
        (second,) = give(command(GiveSupport, FRITS, **ABOUT), evolve(None, first), GATHERING)
        assert supporters_of(after(evolve, first, second)) == 2
        assert supporters_of(None) == 0

    def test_one_person_is_one(self) -> None:
        (first,) = give(command(GiveSupport, GREET, **ABOUT), None, GATHERING)
        with refused(SupportAlreadyGiven):
            giving(GREET, evolve(None, first))

    def test_nobody_supports_what_is_their_own_or_what_they_helped_with(self) -> None:
        with refused(OwnSupport):
            giving(EMMA)
        helped = after(evolve_proposal, submitted(helper_ids=(FRITS.id,)))
        with refused(OwnSupport):
            give(command(GiveSupport, FRITS, **ABOUT), None, helped)

    def test_when_people_vote_the_vote_counts(self) -> None:
        listed = after(evolve_proposal, *BEGUN, TAKEN, ON_BALLOT)
        with refused(SupportOver):
            give(command(GiveSupport, GREET, **ABOUT), None, listed)


class TestTakingBack:
    """Who gave it."""

    def test_it_is_gone_and_can_be_given_again(self) -> None:
        (first,) = give(command(GiveSupport, GREET, **ABOUT), None, GATHERING)
        known = evolve(None, first)
        (back,) = withdraw(command(WithdrawSupport, GREET, **ABOUT), known, GATHERING)
        after_it = evolve(known, back)
        assert supporters_of(after_it) == 0
        assert giving(GREET, after_it)

    def test_what_was_not_given_cannot_be_taken_back(self) -> None:
        for known in (None, Support(frozenset({FRITS.id}))):
            with refused(SupportNotGiven):
                withdraw(command(WithdrawSupport, GREET, **ABOUT), known, GATHERING)

    def test_what_happens_to_the_proposal_leaves_support_as_it_is(self) -> None:
        assert evolve(None, WITHDRAWN) is None
