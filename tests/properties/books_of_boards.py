"""Books of boards and coordinators, kept from the log alone by somebody who knows no handler."""

from __future__ import annotations

from collections import Counter
from datetime import date

from domain.advice_weighing import AdviceWeighed
from domain.board_events import (
    AdviceGiven,
    BoardMeetingRecorded,
    InterestDeclared,
    MemberAppointed,
    SeatEnded,
)
from domain.calendar import dutch_day
from domain.coordinator import AppointmentEnded, CoordinatorAppointed
from domain.decision import DecisionPrepared, DecisionTaken
from domain.event import Event, PublicEvent
from domain.regulation_parts import SeatKind
from domain.wijkplan_events import ExecutorChosen
from tests.scenarios.boardroom import MEMBERS

PROPOSALS = {"garden": "person-resident", "shed": MEMBERS[0].id, "pond": MEMBERS[3].id}
"""Each with its applicant, two of whom may sit in the board."""
SHARES = {SeatKind.RESIDENT: 2, SeatKind.PROFESSIONAL: 1}
QUORUM = 2
Term = tuple[str, SeatKind, date, date]


class Books:
    """What the log says, read line by line."""

    def __init__(self) -> None:
        self.seats: dict[str, Term] = {}
        self.present: dict[str, frozenset[str]] = {}
        self.met_on: dict[str, date] = {}
        self.interests: set[tuple[str, str]] = set()
        self.advised: dict[str, AdviceGiven] = {}
        self.drafts: dict[str, DecisionPrepared] = {}
        self.weighed: dict[str, AdviceWeighed] = {}
        self.coordinating: dict[str, tuple[frozenset[str], date, date]] = {}

    def read(self, event: Event) -> None:
        """One event: what it must keep to, and what it changes."""
        match event:
            case MemberAppointed():
                assert event.by.id != event.member_id
                term = (event.member_id, event.kind, event.valid_from, event.valid_until)
                self.seats[event.seat_id] = term
                self.hold_shares()
            case SeatEnded():
                member, kind, first, _ = self.seats[event.seat_id]
                self.seats[event.seat_id] = (member, kind, first, event.last_day)
            case BoardMeetingRecorded():
                self.present[event.meeting_id] = frozenset(event.present_ids)
                self.met_on[event.meeting_id] = event.met_on
                assert len(self.present[event.meeting_id]) >= QUORUM
                assert all(self.sat(each, event.met_on) for each in event.present_ids)
            case InterestDeclared():
                self.interests.add((event.proposal_id, event.by.id))
                former = self.advised.get(event.proposal_id)
                if former and event.by.id in former.adviser_ids:
                    del self.advised[event.proposal_id]
            case AdviceGiven():
                self.hold_advice(event)
                self.advised[event.proposal_id] = event
            case CoordinatorAppointed():
                people = frozenset(each for party in event.parties for each in party.actor_ids)
                for _, first, last in self.coordinating.values():
                    assert last < event.valid_from or event.valid_until < first
                self.coordinating[event.appointment_id] = (
                    people | {party.party_id for party in event.parties},
                    event.valid_from,
                    event.valid_until,
                )
            case AppointmentEnded():
                people, first, _ = self.coordinating[event.appointment_id]
                self.coordinating[event.appointment_id] = (people, first, event.last_day)
            case ExecutorChosen():
                assert event.executor_id not in self.coordinators(event)
            case _:
                self.read_decision(event)

    def read_decision(self, event: Event) -> None:
        """Drafts, how they were weighed, and what was taken."""
        match event:
            case DecisionPrepared():
                self.drafts[event.proposal_id] = event
                self.weighed.pop(event.proposal_id, None)
            case AdviceWeighed():
                self.weighed[event.proposal_id] = event
                assert (event.departure is None) == event.follows
            case DecisionTaken():
                self.hold_decision(event)

    def sat(self, member_id: str, day: date) -> bool:
        """Whether a member had a seat."""
        return any(
            who == member_id and first <= day <= last for who, _, first, last in self.seats.values()
        )

    def coordinators(self, event: PublicEvent) -> frozenset[str]:
        """Who coordinated on the day of an event."""
        day = dutch_day(event.at)
        found = [
            people for people, first, last in self.coordinating.values() if first <= day <= last
        ]
        return frozenset().union(*found)

    def hold_shares(self) -> None:
        """On no day are there more seats of a kind than the regulation has, or two for one."""
        for _, _, day, _ in self.seats.values():
            sitting = [term for term in self.seats.values() if term[2] <= day <= term[3]]
            kinds = Counter(kind for _, kind, _, _ in sitting)
            assert all(kinds[kind] <= share for kind, share in SHARES.items())
            assert max(Counter(who for who, _, _, _ in sitting).values()) == 1

    def hold_advice(self, event: AdviceGiven) -> None:
        """Only who was there and has no interest counts, and enough of them."""
        advisers = set(event.adviser_ids)
        assert event.by.id in advisers
        assert len(advisers) >= QUORUM
        assert advisers | set(event.recused_ids) == self.present[event.meeting_id]
        declared = {who for proposal, who in self.interests if proposal == event.proposal_id}
        apart = self.coordinators(event) | declared | {PROPOSALS[event.proposal_id]}
        assert not advisers & apart
        assert set(event.recused_ids) <= apart

    def hold_decision(self, event: DecisionTaken) -> None:
        """What was taken follows the advice that stands, or says why not."""
        advice, weighed = self.advised.get(event.proposal_id), self.weighed.get(event.proposal_id)
        assert (advice is None) == (weighed is None)
        if advice is not None and weighed is not None:
            follows = advice.advised_cents == event.amount_cents
            assert weighed.follows == follows
            assert follows or weighed.departure is not None
        if event.amount_cents:
            assert PROPOSALS[event.proposal_id] not in self.coordinators(event)
