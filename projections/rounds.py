"""Voting rounds: what was frozen at the opening, what was fixed at the closing, who won.

While a round is open this knows no number of ballots, since no event on the main log has one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import AwareDatetime

from domain.money import Money
from domain.regulation_contents import RegulationVersion
from domain.round_events import ActivitiesLeftOff, ExtensionCause, LeftOffActivity
from domain.round_procedure import PLAIN, RoundProcedure
from domain.theme_division import ThemeDivision
from domain.theme_round_events import ThemeRoundOpened, ThemeRoundTallied, ThemeShare
from domain.voting_round import (
    RoundStatus,
    TieReported,
    VotingRoundClosed,
    VotingRoundExtended,
    VotingRoundOpened,
    VotingRoundTallied,
)
from domain.voting_rules import Candidate, RoundRules
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry

EXTENSIONS_MAX = 400
"""More than one a day, for as long as a round can be extended."""


class Extension(Part):
    """Voting was extended: from when to when, why (None: too few had voted) and by whom."""

    formerly: AwareDatetime
    closes_at: AwareDatetime
    cause: ExtensionCause
    reason: str | None
    extended: Deed


class WinnerOnList(Part):
    """A line that won, at its frozen price; funded in full, or in part where it may be.

    Without an activity it is the whole proposal.
    """

    line_id: str
    proposal_id: str
    activity_id: str | None
    price_cents: Money
    funded_cents: Money


class RoundDocument(Document):
    """A round. `ballots` and `ballots_root` are None until it is closed; `closes_at` is when voting
    ends now, after every extension.

    `reason` is the commitment to why the seed of its draw was lost, if it was. `regulation` is the
    one that it began under.
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
    procedure: RoundProcedure = PLAIN
    regulation: RegulationVersion | None = None
    minimum_ballots: int = 0
    extensions: tuple[Extension, ...] = ()
    left_off: tuple[LeftOffActivity, ...] = ()
    left_off_reason: str | None = None
    theme_round_id: str | None = None
    division: ThemeDivision | None = None
    shares: tuple[ThemeShare, ...] = ()
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
    winners: tuple[WinnerOnList, ...] = ()
    ties: tuple[TieReported, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.year}/{self.wijk}/{self.round_id}"

    @property
    def choices(self) -> tuple[str, ...]:
        """What stands on a ballot: the lines of the list, or themes."""
        if self.division is not None:
            return self.division.themes
        return tuple(line.line_id for line in self.candidates)

    @property
    def is_per_activity(self) -> bool:
        """Whether activities of proposals stand on the list, and not whole proposals only."""
        return any(line.activity_id for line in self.candidates)

    def proposal_of(self, line_id: str) -> str:
        """The proposal that a line of the list is about."""
        return next(line.proposal_id for line in self.candidates if line.line_id == line_id)

    def theme_of(self, line_id: str) -> str | None:
        """The theme whose money a line of the list is paid from; None where there are none."""
        if self.theme_round_id is None:
            return None
        found = (each.name for each in self.rules.categories if line_id in each.proposal_ids)
        return next(found, None)

    @property
    def ended_at(self) -> datetime | None:
        """When voting ended: at its closing, or at the moment that was announced before."""
        if self.closed is None:
            return None
        return min(self.closed.at, self.closes_at or self.closed.at)

    def is_announced(self, now: datetime) -> bool:
        """Whether it was opened for a later moment: nobody can vote yet."""
        return self.status is RoundStatus.OPEN and now < self.opens_at

    @property
    def misses_quorum(self) -> bool:
        """Whether it was closed with fewer ballots than its quorum."""
        return self.procedure.lacks_quorum(self.ballots)

    @property
    def has_no_outcome(self) -> bool:
        """Whether too few voted for there to be an outcome."""
        return self.procedure.leaves_no_outcome(self.ballots, self.minimum_ballots)


class RoundsProjection:
    """One document per round."""

    name = "rounds"
    version = 7
    subjects: frozenset[str] | None = frozenset({"voting_round", "theme_round"})
    kinds: Mapping[str, type[Document]] = {"": RoundDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The round that the event is about."""
        match entry.event:
            case VotingRoundOpened() | ThemeRoundOpened() | VotingRoundExtended() as event:
                return (event.round_id,)
            case VotingRoundClosed() | VotingRoundTallied() | ThemeRoundTallied() as event:
                return (event.round_id,)
            case ActivitiesLeftOff() as event:
                return (event.round_id,)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The round after the event."""
        match entry.event:
            case VotingRoundOpened() as event:
                return {event.round_id: _opened(entry, event)}
            case ThemeRoundOpened() as event:
                return {event.round_id: _dividing(entry, event)}
            case (
                VotingRoundExtended()
                | ActivitiesLeftOff()
                | VotingRoundClosed()
                | VotingRoundTallied()
                | ThemeRoundTallied()
            ) as event:
                found = documents.find(event.round_id, RoundDocument)
                return {event.round_id: _after(entry, event, found)} if found else {}
            case _:
                return {}


def _opened(entry: Entry, event: VotingRoundOpened) -> RoundDocument:
    return as_told(RoundDocument, event, position=entry.position, opened=deed(entry, event))


def _dividing(entry: Entry, event: ThemeRoundOpened) -> RoundDocument:
    return as_told(
        RoundDocument,
        event,
        position=entry.position,
        rules=event.division.rules(event.budget_cents),
        candidates=(),
        opened=deed(entry, event),
    )


def _after(
    entry: Entry,
    event: VotingRoundExtended
    | ActivitiesLeftOff
    | VotingRoundClosed
    | VotingRoundTallied
    | ThemeRoundTallied,
    found: RoundDocument,
) -> RoundDocument:
    changes: Changes = {"position": entry.position}
    if isinstance(event, VotingRoundExtended):
        extension = as_told(Extension, event, extended=deed(entry, event))
        changes["closes_at"] = event.closes_at
        changes["extensions"] = (*found.extensions, extension)[-EXTENSIONS_MAX:]
    elif isinstance(event, ActivitiesLeftOff):
        changes |= {"left_off": event.activities, "left_off_reason": event.reason}
    elif isinstance(event, VotingRoundClosed):
        changes["status"] = RoundStatus.CLOSED
        changes["closed"] = deed(entry, event)
        changes["ballots"] = event.ballots
        changes["ballots_root"] = event.ballots_root
        changes["draw_seed"] = event.draw_seed
        changes["reason"] = event.reason
    else:
        changes["status"] = RoundStatus.TALLIED
        changes["tallied"] = deed(entry, event)
        if isinstance(event, ThemeRoundTallied):
            changes["shares"] = event.shares
        else:
            changes["winners"] = _winners(found, event)
            changes["ties"] = event.ties
    return altered(found, changes)


def _winners(found: RoundDocument, event: VotingRoundTallied) -> tuple[WinnerOnList, ...]:
    lines = {line.line_id: line for line in found.candidates}
    return tuple(
        WinnerOnList(
            line_id=each.line_id,
            proposal_id=lines[each.line_id].proposal_id,
            activity_id=lines[each.line_id].activity_id,
            price_cents=each.price_cents,
            funded_cents=each.funded_cents,
        )
        for each in event.winners
    )
