"""Advice in the log held against seats, meetings and interests, and decisions against the advice:
that of boards, and of rounds whose outcome is advice (`outcome_check`).

What a command checked when it was given is checked here once more, from the entries alone and in
another way: an auditor who trusts no handler reads the log from its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.advice_weighing import AdviceWeighed
from domain.board_events import (
    AdviceGiven,
    BoardMeetingRecorded,
    InterestDeclared,
    MemberAppointed,
    SeatEnded,
)
from domain.calendar import dutch_day
from domain.decision import DecisionPrepared, DecisionTaken
from domain.money import ZERO, Money
from domain.proposal import ProposalSubmitted
from domain.proposal_events import (
    ProposalActivitiesRanked,
    ProposalActivityRemoved,
    ProposalActivitySet,
    ProposalAmended,
    ProposalSplit,
)
from projections.entry import Entry
from projections.outcome_check import OutcomeCheck, OutcomeFault

Lines = dict[str | None, AdviceGiven]
"""What was advised, by activity; None is the whole proposal."""


NEW_VERSIONS = (
    ProposalSubmitted,
    ProposalAmended,
    ProposalActivitySet,
    ProposalActivityRemoved,
    ProposalSplit,
)
"""After these a proposal reads differently."""


class AdviceFault(StrEnum):
    """What is wrong with an advice, or with a decision after it."""

    NO_MEETING = "no_meeting"
    NOT_SEATED = "not_seated"
    NOT_PRESENT = "not_present"
    HAS_INTEREST = "has_interest"
    TOO_FEW = "too_few"
    MET_BEFORE_VERSION = "met_before_version"
    NOT_WEIGHED = "not_weighed"
    DEPARTURE_UNEXPLAINED = "departure_unexplained"


Fault = AdviceFault | OutcomeFault
"""Of a board, or of a round whose outcome is advice."""


@dataclass(frozen=True, slots=True)
class AdviceFaultFound:
    """An advice or decision that the log does not bear out, by its place in the log."""

    position: int
    proposal_id: str
    fault: Fault


@dataclass(slots=True)
class AdviceCheck:
    """Reads entries in order; `advices` and `decisions` are how many of each were looked at."""

    advices: int = 0
    decisions: int = 0
    _outcomes: OutcomeCheck = field(default_factory=OutcomeCheck)
    _seats: dict[tuple[str, str], tuple[str, date, date]] = field(default_factory=dict)
    _parties: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _meetings: dict[tuple[str, str], BoardMeetingRecorded] = field(default_factory=dict)
    _written: dict[str, date] = field(default_factory=dict)
    _interests: dict[str, set[str]] = field(default_factory=dict)
    _standing: dict[str, Lines] = field(default_factory=dict)
    _asked: dict[str, dict[str, Money]] = field(default_factory=dict)
    _weighed: dict[str, AdviceWeighed | None] = field(default_factory=dict)

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[AdviceFaultFound]:
        """What is wrong in these entries, which follow those that were read before."""
        for entry in entries:
            match entry.event:
                case AdviceGiven() as event:
                    self.advices += 1
                    for fault in self._of_advice(event):
                        yield AdviceFaultFound(entry.position, event.proposal_id, fault)
                    lines = self._standing.setdefault(event.proposal_id, {})
                    lines[event.activity_id] = event
                case DecisionTaken() as event:
                    self.decisions += 1
                    beside: list[Fault] = [*self._of_decision(event)]
                    for found in (*beside, *self._outcomes.faults_of(event)):
                        yield AdviceFaultFound(entry.position, event.proposal_id, found)
                case _:
                    self._keep(entry)
            self._outcomes.keep(entry)

    def _keep(self, entry: Entry) -> None:
        if isinstance(entry.event, NEW_VERSIONS):
            self._written[entry.event.proposal_id] = dutch_day(entry.event.at)
        match entry.event:
            case MemberAppointed() as event:
                term = (event.member_id, event.valid_from, event.valid_until)
                self._seats[event.wijk, event.seat_id] = term
                who = {event.member_id, *event.party_ids}
                self._parties.setdefault((event.wijk, event.member_id), set()).update(who)
            case SeatEnded() as event:
                member_id, first, _ = self._seats[event.wijk, event.seat_id]
                self._seats[event.wijk, event.seat_id] = (member_id, first, event.last_day)
            case BoardMeetingRecorded() as event:
                self._meetings[event.wijk, event.meeting_id] = event
            case ProposalSubmitted() as event:
                joint = (each.applicant_id for each in event.joint_applicants)
                people = {event.applicant_id, *event.helper_ids, *joint}
                former = (self._interests.get(each, set()) for each in event.came_from)
                self._interests[event.proposal_id] = people.union(*former)
            case InterestDeclared() as event:
                self._interests.setdefault(event.proposal_id, set()).add(event.by.id)
                lines = self._standing.get(event.proposal_id, {})
                kept = {name: each for name, each in lines.items() if not _is_of(event, each)}
                self._standing[event.proposal_id] = kept
            case DecisionPrepared() as event:
                self._weighed[event.proposal_id] = None
            case AdviceWeighed() as event:
                self._weighed[event.proposal_id] = event
            case _:
                self._keep_activities(entry)

    def _keep_activities(self, entry: Entry) -> None:
        match entry.event:
            case ProposalActivitySet() as event:
                self._asked.setdefault(event.proposal_id, {})[event.activity_id] = event.asked_cents
            case ProposalActivityRemoved() as event:
                self._asked[event.proposal_id].pop(event.activity_id)
            case ProposalSplit() as event:
                for name in event.activity_ids:
                    self._asked[event.proposal_id].pop(name)
            case ProposalActivitiesRanked() as event:
                asked = self._asked[event.proposal_id]
                self._asked[event.proposal_id] = {each: asked[each] for each in event.activity_ids}
            case _:
                return

    def _of_advice(self, event: AdviceGiven) -> Iterator[AdviceFault]:
        meeting = self._meetings.get((event.wijk, event.meeting_id))
        if meeting is None:
            yield AdviceFault.NO_MEETING
            return
        advisers = set(event.adviser_ids)
        seated = {
            member_id
            for (wijk, _), (member_id, first, last) in self._seats.items()
            if wijk == event.wijk and first <= meeting.met_on <= last
        }
        interests = self._interests.get(event.proposal_id, set())
        counted = advisers | {event.by.id}
        parties = (self._parties.get((event.wijk, each), set()) for each in counted)
        wrong = {
            AdviceFault.NOT_SEATED: bool(advisers - seated),
            AdviceFault.NOT_PRESENT: bool(advisers - set(meeting.present_ids)),
            AdviceFault.HAS_INTEREST: bool(counted.union(*parties) & interests),
            AdviceFault.TOO_FEW: len(advisers) < meeting.quorum,
            AdviceFault.MET_BEFORE_VERSION: meeting.met_on < self._written[event.proposal_id],
        }
        yield from (fault for fault, is_so in wrong.items() if is_so)

    def _of_decision(self, event: DecisionTaken) -> Iterator[AdviceFault]:
        standing = self._standing.get(event.proposal_id, {})
        asked = self._asked.get(event.proposal_id, {})
        lines: Lines = {name: each for name, each in standing.items() if name in asked}
        if not lines:
            lines = {name: each for name, each in standing.items() if name is None}
        if not lines:
            return
        weighed = self._weighed.get(event.proposal_id)
        if weighed is None:
            yield AdviceFault.NOT_WEIGHED
        elif weighed.departure is None and not self._is_followed(event, lines):
            yield AdviceFault.DEPARTURE_UNEXPLAINED

    def _is_followed(self, event: DecisionTaken, lines: Lines) -> bool:
        """Whether what is granted, named or by rank, pays for the favoured activities alone."""
        if None in lines:
            return event.amount_cents == lines[None].advised_cents
        asked = self._asked.get(event.proposal_id, {})
        if event.activities:
            named = {each.activity_id: each.amount_cents for each in event.activities}
            favoured = [each for each in lines.values() if each.favourable]
            return named == {each.activity_id: each.advised_cents for each in favoured}
        left = event.amount_cents
        for name, amount in asked.items():
            is_paid = amount <= left
            if is_paid != (name in lines and lines[name].favourable):
                return False
            left = left - amount if is_paid else left
        return left == ZERO


def _is_of(event: InterestDeclared, advice: AdviceGiven) -> bool:
    return event.by.id in advice.adviser_ids
