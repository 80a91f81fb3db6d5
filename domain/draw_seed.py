"""The seed of a draw: committed to when a round opens, revealed when it closes.

It decides ties by `tally.draw`. A seed that was lost, or that is not the one that was committed to,
does not stop the count for ever: the round can be closed with a reason, which is public, and ties
then go by the published order. As long as the right seed is there, nobody can choose so.
"""

from __future__ import annotations

import hashlib
from typing import Annotated

from pydantic import Field

from domain.errors import UNAVAILABLE, Refusal

DrawSeed = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", description="seed of a draw: 32 bytes, as hex")
]


class DrawSeedMissing(Refusal):
    code = "draw_seed.missing"
    status = UNAVAILABLE
    dutch = "Het zaad van de loting is er niet. Is het verloren? Sluit de ronde dan met een reden."
    english = "The seed of the draw is not there. If it is lost, close the round with a reason."


class DrawSeedUnfit(Refusal):
    code = "draw_seed.unfit"
    dutch = "Het zaad van de loting past niet bij wat bij de opening is vastgelegd."
    english = "The seed of the draw does not fit what was committed to at the opening."


class DrawSeedNotLost(Refusal):
    code = "draw_seed.not_lost"
    dutch = "Het zaad van de loting is er; een reden om niet te loten is er dus niet."
    english = "The seed of the draw is there, so there is no reason not to draw."


class NoDrawToForgo(Refusal):
    code = "draw_seed.no_draw"
    dutch = "In deze ronde wordt niet geloot; een reden om niet te loten hoort er niet bij."
    english = "There is no draw in this round, so no reason not to draw belongs to it."


def commitment_to(seed: bytes) -> str:
    """What is published of a seed beforehand: its SHA-256, as hex. 32 random bytes hide in it."""
    return hashlib.sha256(seed).hexdigest()


def seed_to_reveal(commitment: str | None, kept: bytes | None, *, forgone: bool) -> bytes | None:
    """The seed that closing reveals: the very one that was committed to.

    None where there is no draw, or where it is `forgone` since the seed is lost. Raises the
    refusals of this module.
    """
    if commitment is None:
        if forgone:
            raise NoDrawToForgo()
        return None
    fits = kept is not None and commitment_to(kept) == commitment
    if fits and forgone:
        raise DrawSeedNotLost()
    if fits or forgone:
        return kept if fits else None
    raise DrawSeedMissing() if kept is None else DrawSeedUnfit()
