"""Neighbourhood boards: who sits and sat, when they met, which needs they put first.

What a board advised on a proposal is in the dossier of that proposal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.board_events import (
    BoardEvent,
    BoardMeetingRecorded,
    MemberAppointed,
    NeedsRanked,
    SeatEnded,
)
from domain.command import ActorId
from domain.event import Commitment
from domain.regulation_parts import SeatKind
from domain.validity import Period
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry

Changing = MemberAppointed | SeatEnded | BoardMeetingRecorded | NeedsRanked
"""What changes a board itself; advice and interests are about a proposal."""


class SeatLine(Part):
    """A seat and its term; `name` is None where the member is not named on pages."""

    seat_id: str
    member_id: ActorId
    kind: SeatKind
    name: Commitment | None
    party_ids: tuple[str, ...]
    valid_from: date
    valid_until: date
    appointed: Deed
    ended: Deed | None = None

    @property
    def period(self) -> Period:
        """When somebody sits here."""
        return Period(self.valid_from, self.valid_until)


class BoardMeetingLine(Part):
    """A meeting, who was there, and how many had to be."""

    meeting_id: str
    year: int
    met_on: date
    present_ids: tuple[ActorId, ...]
    quorum: int
    recorded: Deed


class NeedsRanking(Part):
    """Which needs the board put first for the plan of a year, in that order."""

    year: int
    meeting_id: str
    need_ids: tuple[str, ...]
    reason: Commitment
    ranked: Deed


class BoardDocument(Document):
    """The board of one wijk; meetings in order of their days."""

    wijk: str
    seats: tuple[SeatLine, ...] = ()
    meetings: tuple[BoardMeetingLine, ...] = ()
    rankings: tuple[NeedsRanking, ...] = ()

    @property
    def path(self) -> str:
        return self.wijk

    def sitting_on(self, day: date) -> tuple[SeatLine, ...]:
        """Who has a seat on a day."""
        return tuple(each for each in self.seats if each.period.holds(day))

    def of_year(self, year: int) -> tuple[BoardMeetingLine, ...]:
        """The meetings about one year."""
        return tuple(each for each in self.meetings if each.year == year)

    def ranking_of(self, year: int) -> NeedsRanking | None:
        """What the board said last of the needs of a year."""
        return next((each for each in reversed(self.rankings) if each.year == year), None)


class BoardsProjection:
    """One document per wijk, under its code."""

    name = "boards"
    version = 1
    subjects: frozenset[str] | None = frozenset({"board"})
    kinds: Mapping[str, type[Document]] = {"": BoardDocument}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The board that the event is about."""
        return (entry.event.wijk,) if isinstance(entry.event, BoardEvent) else ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The board after the event."""
        event = entry.event
        if not isinstance(event, Changing):
            return {}
        board = documents.find(event.wijk, BoardDocument) or BoardDocument(
            position=entry.position, wijk=event.wijk
        )
        changes = {"position": entry.position} | _changes(entry, event, board)
        return {event.wijk: altered(board, changes)}


def _changes(entry: Entry, event: Changing, board: BoardDocument) -> Changes:
    match event:
        case MemberAppointed():
            return {"seats": (*board.seats, _seat(entry, event))}
        case SeatEnded():
            ended = {"valid_until": event.last_day, "ended": deed(entry, event)}
            return {
                "seats": tuple(
                    altered(each, ended) if each.seat_id == event.seat_id else each
                    for each in board.seats
                )
            }
        case BoardMeetingRecorded():
            meetings = (*board.meetings, _meeting(entry, event))
            return {"meetings": tuple(sorted(meetings, key=lambda each: each.met_on))}
        case NeedsRanked():
            return {"rankings": (*board.rankings, _ranking(entry, event))}


def _seat(entry: Entry, event: MemberAppointed) -> SeatLine:
    return as_told(SeatLine, event, appointed=deed(entry, event))


def _meeting(entry: Entry, event: BoardMeetingRecorded) -> BoardMeetingLine:
    return as_told(BoardMeetingLine, event, recorded=deed(entry, event))


def _ranking(entry: Entry, event: NeedsRanked) -> NeedsRanking:
    return as_told(NeedsRanking, event, ranked=deed(entry, event))
