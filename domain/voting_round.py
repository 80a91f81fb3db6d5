"""A voting round: rules, prices and candidate list are frozen and hashed when it opens.

Nothing about a round can change while people vote (expectation of every clerk and resident), but
for the moment it closes: that can become later (`round_extension.py`). The
hash of the frozen rules is on every ballot. Closing records how many ballots count and the root of
the public list; the tally is recomputed by anyone from that list. Where ties go by a draw, opening
publishes the commitment to its seed and closing the seed itself (`draw_seed.py`).
"""

from __future__ import annotations

from pydantic import Field

from domain.command import ActorCommand
from domain.draw_seed import seed_to_reveal
from domain.errors import NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier, Moment, WijkCode, Year
from domain.money import PositiveMoney
from domain.round_events import (
    LeftOffActivity,
    SmallestPart,
    TieReported,
    VotingRoundClosed,
    VotingRoundExtended,
    VotingRoundOpened,
    VotingRoundTallied,
    Winner,
)
from domain.round_procedure import PLAIN, RoundProcedure
from domain.round_state import RoundStatus, VotingRound, evolve, stream_of
from domain.voting_rules import MAX_CANDIDATES, RoundRules

__all__ = [
    "CloseVotingRound",
    "ClosingTooEarly",
    "OpenRound",
    "OpenVotingRound",
    "RoundStatus",
    "SmallestPart",
    "TallyVotingRound",
    "TieReported",
    "VotingRound",
    "VotingRoundAlreadyTallied",
    "VotingRoundClosed",
    "VotingRoundExtended",
    "VotingRoundNotClosed",
    "VotingRoundNotOpen",
    "VotingRoundOpened",
    "VotingRoundTallied",
    "VotingRoundUnknown",
    "Winner",
    "close",
    "evolve",
    "guard_may_close",
    "guard_round_exists",
    "stream_of",
]
"""The whole vocabulary of a round, so that other rooms find it here."""


class VotingRoundUnknown(Refusal):
    code = "voting_round.unknown"
    status = NOT_FOUND
    dutch = "Stemronde {round} bestaat niet."
    english = "Round {round} does not exist."


class VotingRoundNotOpen(Refusal):
    code = "voting_round.not_open"
    dutch = "Stemronde {round} is niet open: er kan nu niet gestemd worden."
    english = "Round {round} is not open: no votes can be cast now."


class VotingRoundNotClosed(Refusal):
    code = "voting_round.not_closed"
    dutch = "Stemronde {round} is nog niet gesloten; tellen kan pas daarna."
    english = "Round {round} has not been closed yet; counting comes after that."


class VotingRoundAlreadyTallied(Refusal):
    code = "voting_round.already_tallied"
    dutch = "De uitslag van stemronde {round} staat al vast."
    english = "The result of round {round} has already been recorded."


class ClosingTooEarly(Refusal):
    code = "voting_round.closing_too_early"
    dutch = "Stemronde {round} is aangekondigd tot {closes}; eerder sluiten kan niet."
    english = "Round {round} was announced until {closes}; it cannot be closed before."


class OpenRound(ActorCommand):
    """Lay a round down: on which money of a wijk, when people vote, and how it is run.

    Without `closes_at` it is open until it is closed.
    """

    round_id: Identifier
    wijk: WijkCode
    year: Year
    budget_cents: PositiveMoney
    opens_at: Moment
    closes_at: Moment | None = None
    procedure: RoundProcedure = PLAIN


class OpenVotingRound(OpenRound):
    """Open a round on proposals of one wijk; `per_activity`, with each of their activities apart,
    but those that are `left_off` the list, all for the reason that is given.

    `smallest_parts` names the lines of the list that may be funded in part. Lines are named as in
    `RoundRules`.
    """

    rules: RoundRules
    proposal_ids: tuple[Identifier, ...] = Field(min_length=1, max_length=MAX_CANDIDATES)
    smallest_parts: tuple[SmallestPart, ...] = Field(default=(), max_length=MAX_CANDIDATES)
    theme_round_id: Identifier | None = None
    per_activity: bool = False
    left_off: tuple[LeftOffActivity, ...] = Field(default=(), max_length=MAX_CANDIDATES)
    left_off_reason: Commitment | None = None


class CloseVotingRound(ActorCommand):
    """Close a round: from now on no ballot enters, and the public list is fixed.

    `reason` is given only when the seed of the draw is lost: ties then go by the published order.
    """

    round_id: Identifier
    reason: Commitment | None = None


class TallyVotingRound(ActorCommand):
    """Count the ballots of a closed round by its frozen rules."""

    round_id: Identifier


def close(
    command: CloseVotingRound,
    voting_round: VotingRound | None,
    ballots: int,
    ballots_root: str,
    draw_seed: bytes | None = None,
) -> list[Event]:
    """Close an open round, and not before the time it was announced until.

    `draw_seed` is what was kept under the commitment of the opening, if anything was: it is
    revealed, or its loss is.
    """
    found = guard_may_close(command, voting_round)
    seed = seed_to_reveal(found.draw_commitment, draw_seed, forgone=command.reason is not None)
    return [
        VotingRoundClosed.following(
            command,
            ballots=ballots,
            ballots_root=ballots_root,
            draw_seed=seed.hex() if seed else None,
        ),
    ]


def guard_may_close(command: CloseVotingRound, voting_round: VotingRound | None) -> VotingRound:
    """People may count on the opening and closing times that were announced."""
    found = guard_round_exists(voting_round, command.round_id)
    if found.status is not RoundStatus.OPEN or command.at < found.opens_at:
        raise VotingRoundNotOpen(round=command.round_id)
    if found.closes_at is not None and command.at < found.closes_at:
        raise ClosingTooEarly(round=command.round_id, closes=found.closes_at.isoformat())
    return found


def guard_round_exists(voting_round: VotingRound | None, round_id: str) -> VotingRound:
    """A ballot, a closing and a tally need a round."""
    if voting_round is None:
        raise VotingRoundUnknown(round=round_id)
    return voting_round
