"""What is public of a round that divided money over themes: its list, and how amounts follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from application.closed_round import BallotsSealed, guard_so_many_are_secret
from application.log import Log
from domain import voting_round
from domain.ballot import BallotCast
from domain.ballot_list import ballots_root
from domain.event_catalogue import event_from
from domain.money import Money
from domain.round_result import BallotListChanged
from domain.theme_division import steps_given
from domain.theme_round import divided
from domain.voting_round import RoundStatus, VotingRound, VotingRoundUnknown


@dataclass(frozen=True, slots=True)
class DividedRound:
    """The ballots that count in public order, the steps they give, and what that comes to."""

    ballots: Sequence[BallotCast]
    steps: dict[str, int]
    amounts: dict[str, Money]


def divided_round(
    round_id: str, log: Log, ballots_of: Callable[[str], Sequence[BallotCast]]
) -> DividedRound:
    """The working of a closed division. `ballots_of` is the ballot box, opened after closing only.

    Raises `VotingRoundUnknown`, `BallotsSealed`, `TooFewForSecrecy` and `BallotListChanged`.
    """
    found: VotingRound | None = None
    for entry in log.stream(voting_round.stream_of(round_id)):
        found = voting_round.evolve(found, event_from(entry.name, entry.payload))
    if found is None or found.division is None:
        raise VotingRoundUnknown(round=round_id)
    if found.status is RoundStatus.OPEN:
        raise BallotsSealed(round=round_id)
    guard_so_many_are_secret(round_id, found.ballots or 0, found.regulation, log)
    ballots = ballots_of(round_id)
    if ballots_root(ballots) != found.ballots_root:
        raise BallotListChanged(round=round_id)
    given = steps_given(found.division, ((each.choices, each.points or ()) for each in ballots))
    return DividedRound(ballots, given, {} if found.has_no_outcome else divided(found, ballots))
