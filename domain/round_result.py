"""The result of a round: the frozen rules applied to the ballots on the public list.

Counting is repeatable: the same list gives the same result, for us and for anyone who recounts.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.ballot import BallotCast, guard_ballot
from domain.ballot_list import ballots_root
from domain.canonical import canonical_json
from domain.errors import Refusal
from domain.event import Event
from domain.money import Money
from domain.round_parameters import parameters_of
from domain.tally.draw import drawn_order
from domain.tally.election import Election
from domain.tally.outcome import Outcome, Win
from domain.tally.parameters import TallyParameters
from domain.tally.rules import count
from domain.tally.ties import Tie
from domain.voting_round import (
    RoundStatus,
    TallyVotingRound,
    TieReported,
    VotingRound,
    VotingRoundAlreadyTallied,
    VotingRoundNotClosed,
    VotingRoundTallied,
    Winner,
    guard_round_exists,
)
from domain.voting_rules import RoundRules, points_of

RESULT_BYTES_MAX = 58_000
"""What winners and ties take of an entry of the log, which holds 60,000 with all else in it."""


class BallotListChanged(Refusal):
    code = "voting_round.ballot_list_changed"
    dutch = "De stemmen van ronde {round} komen niet overeen met de lijst bij sluiting."
    english = "The ballots of round {round} do not match the list at closing."


def count_ballots(voting_round: VotingRound, ballots: Sequence[BallotCast]) -> Outcome:
    """Count by the frozen rules, in cents. Each ballot is held against the limits once more."""
    election, parameters = election_of(voting_round, ballots)
    return count(election, voting_round.rules.rule, parameters)


def election_of(
    voting_round: VotingRound, ballots: Sequence[BallotCast]
) -> tuple[Election, TallyParameters]:
    """What is counted of a round, in cents, and with which parameters."""
    for ballot in ballots:
        guard_ballot(ballot.choices, ballot.points, voting_round)
    rules = voting_round.rules
    prices = {line_id: price.cents for line_id, price in voting_round.prices.items()}
    election = Election.of(
        voting_round.budget.cents, prices, (_as_counted(rules, ballot) for ballot in ballots)
    )
    order = _tie_order(voting_round)
    return election, parameters_of(rules, voting_round.smallest_parts, order)


def _as_counted(rules: RoundRules, ballot: BallotCast) -> tuple[str, ...] | dict[str, int]:
    given = points_of(rules, ballot.choices, ballot.points)
    return ballot.choices if given is None else given


def _tie_order(voting_round: VotingRound) -> tuple[str, ...] | None:
    """The drawn order; None, ascending by id, where none was to be drawn or the seed was lost."""
    if voting_round.draw_seed is None:
        return None
    return drawn_order(voting_round.draw_seed, voting_round.prices)


def tally(
    command: TallyVotingRound, voting_round: VotingRound | None, ballots: Sequence[BallotCast]
) -> list[Event]:
    """Record the result of a closed round, once, from the very list that closing fixed.

    Where too few voted for an outcome nobody wins by it: who gets money is for the college.
    """
    found = guard_may_tally(command, voting_round, ballots_root(ballots))
    if found.has_no_outcome:
        counted = {"ballots": len(ballots), "winners": (), "ties": ()}
        return [VotingRoundTallied.following(command, **counted)]
    outcome = count_ballots(found, ballots)
    winners = tuple(_winner(found, win) for win in outcome.wins)
    ties = fitting_beside(winners, reported_ties(outcome.ties))
    return [VotingRoundTallied.following(command, ballots=len(ballots), winners=winners, ties=ties)]


def guard_may_tally(
    command: TallyVotingRound, voting_round: VotingRound | None, root: str
) -> VotingRound:
    """A round is counted once, after its closing, from the list whose root closing recorded."""
    found = guard_round_exists(voting_round, command.round_id)
    if found.status is RoundStatus.TALLIED:
        raise VotingRoundAlreadyTallied(round=command.round_id)
    if found.status is not RoundStatus.CLOSED:
        raise VotingRoundNotClosed(round=command.round_id)
    if root != found.ballots_root:
        raise BallotListChanged(round=command.round_id)
    return found


def _winner(voting_round: VotingRound, win: Win) -> Winner:
    """A winner at its frozen price. Its funding is whole cents, since all amounts are."""
    price = voting_round.prices[win.project_id]
    return Winner(line_id=win.project_id, price_cents=price, funded_cents=Money(int(win.funded)))


def fitting_beside(
    winners: Sequence[Winner], ties: Sequence[TieReported]
) -> tuple[TieReported, ...]:
    """The first ties that fit in an entry with the winners; whoever recounts finds the others.

    Otherwise a round could end so equal that its result could not be recorded at all.
    """
    room = RESULT_BYTES_MAX - _bytes_of(winners)
    fitting: list[TieReported] = []
    for tie in ties:
        room -= _bytes_of((tie,))
        if room < 0:
            break
        fitting.append(tie)
    return tuple(fitting)


def _bytes_of(lines: Sequence[Winner | TieReported]) -> int:
    return len(canonical_json([line.model_dump(mode="json") for line in lines]))


def reported_ties(ties: Sequence[Tie]) -> tuple[TieReported, ...]:
    """Each set of lines that stood equal, once.

    What is left of a tie when its first was chosen stands equal again, and is not repeated: a
    hundred proposals that tie together would otherwise be ninety-nine ties, which no entry of the
    log could hold. The same published order decides on the rest.
    """
    reported: list[Tie] = []
    for tie in ties:
        if not any(set(tie.tied) <= set(known.tied) for known in reported):
            reported.append(tie)
    return tuple(TieReported(line_ids=tie.tied, chosen=tie.chosen) for tie in reported)
