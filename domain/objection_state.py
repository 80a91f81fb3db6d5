"""Where the objections about one proposal stand, after each event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.activity import NOTHING_GRANTED, Granted
from domain.errors import NOT_FOUND, Refusal
from domain.event import Event
from domain.objection_events import (
    AppealRecorded,
    CommitteeAdviceRecorded,
    DecisionKind,
    DirectAppealRejected,
    HearingRecorded,
    ObjectionDecided,
    ObjectionEvent,
    ObjectionForwarded,
    ObjectionLodged,
    ObjectionOutcome,
    ObjectionPostponed,
    ObjectionRegistered,
    ObjectionWithdrawn,
    RulingOutcome,
    RulingRecorded,
)
from domain.objection_term import ObjectionTerm


class ObjectionUnknown(Refusal):
    code = "objection.unknown"
    status = NOT_FOUND
    dutch = "Bezwaar {objection} is er niet."
    english = "There is no objection {objection}."


class ObjectionInWrongState(Refusal):
    code = "objection.wrong_state"
    dutch = "Dit kan niet bij een bezwaar met de status '{status}'."
    english = "This is not possible for an objection whose status is '{status}'."


class ObjectionStatus(StrEnum):
    """The life of an objection."""

    LODGED = "lodged"
    REGISTERED = "registered"
    TAKEN_BACK = "taken_back"
    DECIDED = "decided"
    UNDER_APPEAL = "under_appeal"
    CLOSED = "closed"


OPEN = (ObjectionStatus.LODGED, ObjectionStatus.REGISTERED)
"""Something is still to be decided on it."""


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection: whose, against what, and how far it came.

    `term` is of the decision that it is against; `former` is what that came to just before the last
    decision on this objection, and `came_to` what by it. `decide_by` is the last day for deciding
    by law, put off or not; None once a court set its own. `asks_court` says that it asks to go
    straight to the court, and `is_answered` that the body decided on that; `follows_to_court` that
    another one to the same decision had been sent there when it was lodged.
    """

    objector_id: str
    against: DecisionKind
    received_on: date
    in_time: bool
    term: ObjectionTerm
    status: ObjectionStatus = ObjectionStatus.LODGED
    with_committee: bool = False
    decide_by: date | None = None
    asks_court: bool = False
    is_answered: bool = False
    was_forwarded: bool = False
    follows_to_court: bool = False
    was_postponed: bool = False
    was_heard: bool = False
    advice: ObjectionOutcome | None = None
    former: Granted = NOTHING_GRANTED
    came_to: Granted = NOTHING_GRANTED
    outcome: ObjectionOutcome | None = None
    decided_on: date | None = None
    appeal_until: date | None = None
    appealed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Objections:
    """All objections about one proposal, by id; and which one last changed a decision."""

    by_id: Mapping[str, Objection] = field(default_factory=dict)
    changed_by: Mapping[DecisionKind, str] = field(default_factory=dict)

    def others(self, objection_id: str) -> list[Objection]:
        """The other objections to the same decision, but those that were taken back."""
        about = self.by_id[objection_id]
        return [
            each
            for name, each in self.by_id.items()
            if name != objection_id
            and (each.against, each.term.taken_at) == (about.against, about.term.taken_at)
            and each.status is not ObjectionStatus.TAKEN_BACK
        ]

    def is_open_on(self, kind: DecisionKind) -> bool:
        """Whether an objection to such a decision is still to be decided on."""
        return any(each.against is kind and each.status in OPEN for each in self.by_id.values())

    def before(self, objection_id: str, now: Granted) -> Granted | None:
        """What stood before the decision on an objection; None where that changed nothing, or where
        it has changed since: by another objection, by one to another decision, or by a
        determination, so that it comes to something else `now`.
        """
        objection = self.by_id[objection_id]
        is_last = self.changed_by.get(objection.against) == objection_id
        return objection.former if is_last and objection.came_to.is_as(now) else None


def stream_of(proposal_id: str) -> str:
    """The stream of the objections about one proposal."""
    return f"objections:{proposal_id}"


def evolve(objections: Objections | None, event: Event) -> Objections | None:
    """The objections after one more event."""
    if not isinstance(event, ObjectionEvent):
        return objections
    known = objections or Objections()
    if isinstance(event, ObjectionLodged):
        known = _with(known, event.objection_id, _lodged(event))
        is_after = any(each.was_forwarded for each in known.others(event.objection_id))
        last = replace(known.by_id[event.objection_id], follows_to_court=is_after)
        return _with(known, event.objection_id, last)
    found = known.by_id.get(event.objection_id)
    if found is None:
        return known
    if _changes(event):
        known = replace(known, changed_by={**known.changed_by, found.against: event.objection_id})
    return _with(known, event.objection_id, _after(found, event))


def _changes(event: ObjectionEvent) -> bool:
    """Whether what is objected to comes to something else by it."""
    match event:
        case ObjectionDecided():
            return not _former(event).is_as(_came_to(event))
        case RulingRecorded():
            return event.outcome is RulingOutcome.ANNULLED
        case _:
            return False


def _former(event: ObjectionDecided) -> Granted:
    return Granted(event.former_cents, event.former_activities)


def _came_to(event: ObjectionDecided) -> Granted:
    return Granted(event.amount_cents, event.activities)


def _with(known: Objections, objection_id: str, objection: Objection) -> Objections:
    return replace(known, by_id={**known.by_id, objection_id: objection})


def _lodged(event: ObjectionLodged) -> Objection:
    return Objection(
        objector_id=event.objector_id,
        against=event.against,
        received_on=event.received_on,
        in_time=event.in_time,
        asks_court=event.asks_court,
        term=ObjectionTerm(
            event.objection_until,
            event.former_taken_by,
            event.former_taken_at,
            event.former_mandate_id,
        ),
    )


def _after(objection: Objection, event: ObjectionEvent) -> Objection:
    match event:
        case ObjectionRegistered():
            return replace(
                objection,
                status=ObjectionStatus.REGISTERED,
                with_committee=event.with_committee,
                decide_by=event.decide_by,
            )
        case ObjectionPostponed(decide_by=day):
            return replace(objection, decide_by=day, was_postponed=True)
        case ObjectionWithdrawn():
            return replace(objection, status=ObjectionStatus.TAKEN_BACK)
        case HearingRecorded():
            return replace(objection, was_heard=True)
        case CommitteeAdviceRecorded(advice=advice):
            return replace(objection, advice=advice)
        case ObjectionDecided():
            return replace(
                objection,
                status=ObjectionStatus.DECIDED,
                former=_former(event),
                came_to=_came_to(event),
                outcome=event.outcome,
                decided_on=event.decided_on,
                appeal_until=event.appeal_until,
            )
        case AppealRecorded(lodged_on=day):
            return replace(objection, status=ObjectionStatus.UNDER_APPEAL, appealed_on=day)
        case ObjectionForwarded(forwarded_on=day):
            return replace(
                objection,
                status=ObjectionStatus.UNDER_APPEAL,
                is_answered=True,
                was_forwarded=True,
                appealed_on=day,
            )
        case DirectAppealRejected():
            return replace(objection, is_answered=True)
        case RulingRecorded(outcome=outcome):
            again = outcome is RulingOutcome.DECIDE_AGAIN
            status = ObjectionStatus.REGISTERED if again else ObjectionStatus.CLOSED
            return replace(objection, status=status, decide_by=None)
        case _:
            return objection


def guard_objection(
    objections: Objections | None, objection_id: str, *allowed: ObjectionStatus
) -> Objection:
    """Each step of an objection starts from the states that the law names."""
    found = objections.by_id.get(objection_id) if objections else None
    if found is None:
        raise ObjectionUnknown(objection=objection_id)
    if found.status not in allowed:
        raise ObjectionInWrongState(status=found.status.value)
    return found
