"""Voting rounds: what was frozen at the opening, what was fixed at the closing, who won.

While a round is open this knows no number of ballots, since no event on the main log has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import AwareDatetime

from domain.money import Money
from domain.voting_round import (
    RoundStatus,
    TieReported,
    VotingRoundClosed,
    VotingRoundOpened,
    VotingRoundTallied,
    Winner,
)
from domain.voting_rules import Candidate, RoundRules
from projections.document import Changes, Deed, Document, Documents, altered, deed
from projections.entry import Entry


class RoundDocument(Document):
    """A round. `ballots` and `ballots_root` are None until it is closed.

    `reason` is the commitment to why the seed of its draw was lost, if it was.
    """

    round_id: str
    year: int
    wijk: str
    budget_cents: Money
    rules: RoundRules
    rules_hash: str
    candidates: tuple[Candidate, ...]
    opens_at: AwareDatetime
    closes_at: AwareDatetime | None
    pass_key: str
    draw_commitment: str | None = None
    draw_seed: str | None = None
    reason: str | None = None
    status: RoundStatus = RoundStatus.OPEN
    opened: Deed
    closed: Deed | None = None
    ballots: int | None = None
    ballots_root: str | None = None
    tallied: Deed | None = None
    winners: tuple[Winner, ...] = ()
    ties: tuple[TieReported, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.year}/{self.wijk}/{self.round_id}"


class RoundsProjection:
    """One document per round."""

    name = "rounds"
    version = 2
    subjects: frozenset[str] | None = frozenset({"voting_round"})
    kinds: Mapping[str, type[Document]] = {"": RoundDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The round that the event is about."""
        match entry.event:
            case VotingRoundOpened() | VotingRoundClosed() | VotingRoundTallied() as event:
                return (event.round_id,)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The round after the event."""
        match entry.event:
            case VotingRoundOpened() as event:
                return {event.round_id: _opened(entry, event)}
            case VotingRoundClosed() | VotingRoundTallied() as event:
                found = documents.find(event.round_id, RoundDocument)
                return {event.round_id: _after(entry, event, found)} if found else {}
            case _:
                return {}


def _opened(entry: Entry, event: VotingRoundOpened) -> RoundDocument:
    return RoundDocument(
        position=entry.position,
        round_id=event.round_id,
        year=event.year,
        wijk=event.wijk,
        budget_cents=event.budget_cents,
        rules=event.rules,
        rules_hash=event.rules_hash,
        candidates=event.candidates,
        opens_at=event.opens_at,
        closes_at=event.closes_at,
        pass_key=event.pass_key,
        draw_commitment=event.draw_commitment,
        opened=deed(entry, event),
    )


def _after(
    entry: Entry, event: VotingRoundClosed | VotingRoundTallied, found: RoundDocument
) -> RoundDocument:
    changes: Changes = {"position": entry.position}
    if isinstance(event, VotingRoundClosed):
        changes["status"] = RoundStatus.CLOSED
        changes["closed"] = deed(entry, event)
        changes["ballots"] = event.ballots
        changes["ballots_root"] = event.ballots_root
        changes["draw_seed"] = event.draw_seed
        changes["reason"] = event.reason
    else:
        changes["status"] = RoundStatus.TALLIED
        changes["tallied"] = deed(entry, event)
        changes["winners"] = event.winners
        changes["ties"] = event.ties
    return altered(found, changes)
