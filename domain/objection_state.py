"""Where the objections about one proposal stand, after each event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.errors import NOT_FOUND, Refusal
from domain.event import Event
from domain.money import Money
from domain.objection_events import (
    AppealRecorded,
    CommitteeAdviceRecorded,
    DecisionKind,
    HearingRecorded,
    ObjectionDecided,
    ObjectionEvent,
    ObjectionLodged,
    ObjectionOutcome,
    ObjectionRegistered,
    ObjectionWithdrawn,
    RulingOutcome,
    RulingRecorded,
)


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

    `former` is what the decision came to before anything was decided on this objection.
    """

    objector_id: str
    against: DecisionKind
    received_on: date
    objection_until: date
    in_time: bool
    status: ObjectionStatus = ObjectionStatus.LODGED
    with_committee: bool = False
    was_heard: bool = False
    advice: ObjectionOutcome | None = None
    former: Money | None = None
    decided_on: date | None = None
    appeal_until: date | None = None


@dataclass(frozen=True, slots=True)
class Objections:
    """All objections about one proposal, by id."""

    by_id: Mapping[str, Objection] = field(default_factory=dict)


def stream_of(proposal_id: str) -> str:
    """The stream of the objections about one proposal."""
    return f"objections:{proposal_id}"


def evolve(objections: Objections | None, event: Event) -> Objections | None:
    """The objections after one more event."""
    if not isinstance(event, ObjectionEvent):
        return objections
    known = objections or Objections()
    if isinstance(event, ObjectionLodged):
        return _with(known, event.objection_id, _lodged(event))
    found = known.by_id.get(event.objection_id)
    return known if found is None else _with(known, event.objection_id, _after(found, event))


def _with(known: Objections, objection_id: str, objection: Objection) -> Objections:
    return Objections({**known.by_id, objection_id: objection})


def _lodged(event: ObjectionLodged) -> Objection:
    return Objection(
        objector_id=event.objector_id,
        against=event.against,
        received_on=event.received_on,
        objection_until=event.objection_until,
        in_time=event.in_time,
    )


def _after(objection: Objection, event: ObjectionEvent) -> Objection:
    match event:
        case ObjectionRegistered(with_committee=with_committee):
            status = ObjectionStatus.REGISTERED
            return replace(objection, status=status, with_committee=with_committee)
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
                former=objection.former or event.former_cents,
                decided_on=event.decided_on,
                appeal_until=event.appeal_until,
            )
        case AppealRecorded():
            return replace(objection, status=ObjectionStatus.UNDER_APPEAL)
        case RulingRecorded(outcome=outcome):
            again = outcome is RulingOutcome.DECIDE_AGAIN
            status = ObjectionStatus.REGISTERED if again else ObjectionStatus.CLOSED
            return replace(objection, status=status)
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
