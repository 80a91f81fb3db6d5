"""Inquiries after a suspicion: what each is about, what was found, what came of it.

Beside the cases it keeps which of them are about a proposal or a round, and which of those everyone
may read about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.event import Commitment
from domain.integrity_events import (
    CaseClosed,
    CaseDecided,
    CaseFindingRecorded,
    CaseOrigin,
    CaseOutcome,
    CaseOutcomePublished,
    CasePaymentsSuspended,
    CaseStatus,
    FollowUp,
    IntegrityCaseOpened,
)
from projections.document import Changes, Deed, Document, Documents, Part, altered, as_told, deed
from projections.entry import Entry

KEPT_MAX = 100
"""Of one proposal or round so many cases are pointed to, the last ones."""

Following = (
    CaseFindingRecorded | CasePaymentsSuspended | CaseDecided | CaseOutcomePublished | CaseClosed
)
"""What happens to a case that was opened."""


class FindingInCase(Part):
    """What was found, for the suspicion or against it."""

    note: Commitment
    recorded: Deed


class SuspensionInCase(Part):
    """Payments on a grant that wait, with the reason of the notice."""

    proposal_id: str
    reason: Commitment
    suspended_until: date
    notified: Deed


class CaseDecision(Part):
    """What came of it, and what follows."""

    outcome: CaseOutcome
    follow_up: FollowUp
    reason: Commitment
    decided_on: date
    decided: Deed


class IntegrityCaseDocument(Document):
    """A case. Only of what was published everyone may read, and then no more than its summary."""

    case_id: str
    year: int
    wijk: str
    round_id: str | None
    proposal_id: str | None
    origin: CaseOrigin
    reason: Commitment
    decide_by: date
    opened: Deed
    status: CaseStatus = CaseStatus.OPEN
    findings: tuple[FindingInCase, ...] = ()
    suspensions: tuple[SuspensionInCase, ...] = ()
    decision: CaseDecision | None = None
    summary: Commitment | None = None
    published: Deed | None = None
    closed: Deed | None = None

    @property
    def path(self) -> str:
        return f"{self.year}/{self.case_id}"

    def texts(self) -> Iterable[Commitment | None]:
        """Every text of the case."""
        yield from (self.reason, self.summary, self.decision.reason if self.decision else None)
        yield from (each.note for each in self.findings)
        yield from (each.reason for each in self.suspensions)


class CasesAbout(Document):
    """The cases about one proposal or round; `published` are those that everyone may read about."""

    case_ids: tuple[str, ...] = ()
    published: tuple[str, ...] = ()


class IntegrityCasesProjection:
    """One document per case, and one per proposal or round that a case is about."""

    name = "integrity_cases"
    version = 1
    subjects: frozenset[str] | None = frozenset({"integrity_case"})
    kinds: Mapping[str, type[Document]] = {
        "": IntegrityCaseDocument,
        "proposal": CasesAbout,
        "round": CasesAbout,
    }

    def keys(self, entry: Entry) -> Iterable[str]:
        """The case, and what it is about where the event says so."""
        match entry.event:
            case IntegrityCaseOpened() | CaseOutcomePublished() as event:
                return event.case_id, about(event.round_id, event.proposal_id)
            case CasePaymentsSuspended() as event:
                return event.case_id, about(None, event.proposal_id)
            case CaseFindingRecorded() | CaseDecided() | CaseClosed() as event:
                return (event.case_id,)
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The case after the event, and what points to it."""
        match entry.event:
            case IntegrityCaseOpened() as event:
                place = about(event.round_id, event.proposal_id)
                found = {event.case_id: _opened(entry, event)}
                return found | _pointing(entry, place, event.case_id, documents)
            case (
                CaseFindingRecorded()
                | CasePaymentsSuspended()
                | CaseDecided()
                | CaseOutcomePublished()
                | CaseClosed()
            ) as event:
                return _after(entry, event, documents)
            case _:
                return {}


def about(round_id: str | None, proposal_id: str | None) -> str:
    """The key of what points to the cases about a proposal or a round."""
    return f"round:{round_id}" if proposal_id is None else f"proposal:{proposal_id}"


def _opened(entry: Entry, event: IntegrityCaseOpened) -> IntegrityCaseDocument:
    return as_told(IntegrityCaseDocument, event, position=entry.position, opened=deed(entry, event))


def _after(entry: Entry, event: Following, documents: Documents) -> Mapping[str, Document]:
    case = documents.find(event.case_id, IntegrityCaseDocument)
    if case is None:
        return {}
    changes = _changes(entry, event, case) | {"position": entry.position}
    found: dict[str, Document] = {case.case_id: altered(case, changes)}
    if isinstance(event, CasePaymentsSuspended):
        place = about(None, event.proposal_id)
        return found | _pointing(entry, place, event.case_id, documents)
    if isinstance(event, CaseOutcomePublished):
        place = about(event.round_id, event.proposal_id)
        return found | _pointing(entry, place, event.case_id, documents, is_published=True)
    return found


def _changes(entry: Entry, event: Following, case: IntegrityCaseDocument) -> Changes:
    done = deed(entry, event)
    match event:
        case CaseFindingRecorded():
            return {"findings": (*case.findings, FindingInCase(note=event.note, recorded=done))}
        case CasePaymentsSuspended():
            begun = as_told(SuspensionInCase, event, notified=done)
            return {"suspensions": (*case.suspensions, begun)}
        case CaseDecided():
            decision = as_told(CaseDecision, event, decided=done)
            return {"decision": decision, "status": CaseStatus.DECIDED}
        case CaseOutcomePublished():
            told = {"summary": event.summary, "published": done}
            return {**told, "status": CaseStatus.PUBLISHED}
        case CaseClosed():
            return {"closed": done, "status": CaseStatus.CLOSED}


def _pointing(
    entry: Entry, place: str, case_id: str, documents: Documents, *, is_published: bool = False
) -> dict[str, Document]:
    known = documents.find(place, CasesAbout) or CasesAbout(position=entry.position)
    changes: Changes = {"position": entry.position, "case_ids": _with(known.case_ids, case_id)}
    if is_published:
        changes["published"] = _with(known.published, case_id)
    return {place: altered(known, changes)}


def _with(known: tuple[str, ...], case_id: str) -> tuple[str, ...]:
    return (*(each for each in known if each != case_id), case_id)[-KEPT_MAX:]


@dataclass(frozen=True, slots=True)
class CasesOfYear:
    """How many cases were decided in a calendar year, by what came of them."""

    year: int
    founded: int
    in_part: int
    unfounded: int

    @property
    def decided(self) -> int:
        """All of them."""
        return self.founded + self.in_part + self.unfounded


def counted(cases: Iterable[IntegrityCaseDocument], years: Iterable[int]) -> list[CasesOfYear]:
    """The cases that were decided, by the calendar year of the decision, newest first.

    Every year of `years` is told, also one in which nothing was decided. What is open is not
    counted: a number that grows would tell that somebody is suspected.
    """
    decided = [each.decision for each in cases if each.decision is not None]
    every = {*years, *(each.decided_on.year for each in decided)}
    return [
        CasesOfYear(
            year,
            *(
                sum(each.decided_on.year == year and each.outcome is outcome for each in decided)
                for outcome in (CaseOutcome.FOUNDED, CaseOutcome.IN_PART, CaseOutcome.UNFOUNDED)
            ),
        )
        for year in sorted(every, reverse=True)
    ]
