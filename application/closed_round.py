"""What is public of a round once it is closed: what was frozen, the ballot list, the result.

While people vote, nothing about ballots can be asked. Afterwards everyone may recount, so the list
is given in the order that closing fixed, which tells nothing of who voted when.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from application.log import Log
from domain import regulation
from domain.ballot import BallotCast
from domain.ballot_list import ballots_root
from domain.errors import Refusal
from domain.event_catalogue import event_from
from domain.regulation import Regulations
from domain.regulation_contents import NO_RULES, Regulation, RegulationVersion
from domain.round_result import BallotListChanged
from domain.theme_round_events import ThemeRoundOpened
from domain.voting_round import (
    VotingRoundClosed,
    VotingRoundOpened,
    VotingRoundTallied,
    VotingRoundUnknown,
    stream_of,
)


class BallotsSealed(Refusal):
    code = "voting_round.ballots_sealed"
    dutch = "De stemmen van ronde {round} worden openbaar nadat de ronde is gesloten."
    english = "The ballots of round {round} become public after the round has been closed."


class NoListOfProposals(Refusal):
    code = "voting_round.no_list_of_proposals"
    dutch = "Stemronde {round} verdeelt geld over thema's; er staan geen voorstellen op haar lijst."
    english = "Round {round} divides money over themes; there are no proposals on its list."


class TooFewForSecrecy(Refusal):
    code = "voting_round.too_few_for_secrecy"
    dutch = (
        "Ronde {round} kreeg minder dan de {least} stembiljetten van artikel {article}; dan zou te "
        "zien zijn wie wat koos. Lijst, aantallen en uitleg blijven verzegeld."
    )
    english = (
        "Round {round} got fewer than the {least} ballots of article {article}, which would tell "
        "who chose what. Its list, numbers and explanation stay sealed."
    )


@dataclass(frozen=True, slots=True)
class ClosedPapers:
    """What was frozen when a round opened, what closing fixed, and who won: None until counted."""

    opened: VotingRoundOpened
    closed: VotingRoundClosed
    tallied: VotingRoundTallied | None

    @property
    def has_no_outcome(self) -> bool:
        """Whether too few voted for there to be an outcome."""
        opened = self.opened
        return opened.procedure.leaves_no_outcome(self.closed.ballots, opened.minimum_ballots)


@dataclass(frozen=True, slots=True)
class ClosedRound(ClosedPapers):
    """A closed round with the ballots that count, in public order."""

    ballots: Sequence[BallotCast]


def closed_papers(round_id: str, log: Log) -> ClosedPapers:
    """What the main log has of a closed round on proposals.

    Raises `VotingRoundUnknown`, `BallotsSealed`, and `NoListOfProposals` for one on themes.
    """
    opened: VotingRoundOpened | None = None
    closed: VotingRoundClosed | None = None
    tallied: VotingRoundTallied | None = None
    for entry in log.stream(stream_of(round_id)):
        match event_from(entry.name, entry.payload):
            case VotingRoundOpened() as event:
                opened = event
            case ThemeRoundOpened():
                raise NoListOfProposals(round=round_id)
            case VotingRoundClosed() as event:
                closed = event
            case VotingRoundTallied() as event:
                tallied = event
    if opened is None:
        raise VotingRoundUnknown(round=round_id)
    if closed is None:
        raise BallotsSealed(round=round_id)
    return ClosedPapers(opened, closed, tallied)


def closed_round(
    round_id: str, log: Log, ballots_of: Callable[[str], Sequence[BallotCast]]
) -> ClosedRound:
    """The round with its list. `ballots_of` is the ballot box: it is opened after closing only.

    Raises what `closed_papers` and `guard_enough_for_secrecy` do, and `BallotListChanged` where the
    list is not the one that closing fixed.
    """
    papers = closed_papers(round_id, log)
    guard_enough_for_secrecy(papers, log)
    ballots = ballots_of(round_id)
    if ballots_root(ballots) != papers.closed.ballots_root:
        raise BallotListChanged(round=round_id)
    return ClosedRound(papers.opened, papers.closed, papers.tallied, ballots)


def guard_enough_for_secrecy(papers: ClosedPapers, log: Log) -> None:
    """With few ballots a list tells who chose what; how few is in the round's regulation.

    The list is kept, and its root is public: an auditor can still hold the two against each other.
    Raises `TooFewForSecrecy`.
    """
    guard_so_many_are_secret(
        papers.opened.round_id, papers.closed.ballots, papers.opened.regulation, log
    )


def guard_so_many_are_secret(
    round_id: str, ballots: int, version: RegulationVersion | None, log: Log
) -> None:
    """Whether so many ballots of a round hide who chose what. Raises `TooFewForSecrecy`."""
    rule = _rules_under(version, log).voting
    if rule is not None and ballots < rule.minimum_ballots:
        least, article = rule.minimum_ballots, rule.article
        raise TooFewForSecrecy(round=round_id, least=least, article=article)


def _rules_under(version: RegulationVersion | None, log: Log) -> Regulation:
    if version is None:
        return NO_RULES
    known: Regulations | None = None
    for entry in log.stream(regulation.stream_of()):
        known = regulation.evolve(known, event_from(entry.name, entry.payload))
    return (known or Regulations()).under(version)
