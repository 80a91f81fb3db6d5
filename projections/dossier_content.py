"""What each event before a decision changes in a dossier: content, support, lineage, and more."""

from __future__ import annotations

from typing import Any

from domain.calendar import dutch_day
from domain.deadlines import stood_still
from domain.event import PublicEvent
from domain.feasibility import FeasibilityRecorded, ValuatorAssigned
from domain.moderation import ProposalHidden, ReviewDecided, ReviewOutcome, ReviewRequested
from domain.proposal import ProposalConfirmed, ProposalStatus
from domain.proposal_events import (
    ProposalActivitiesRanked,
    ProposalActivityRemoved,
    ProposalActivitySet,
    ProposalAgreementRecorded,
    ProposalAmended,
    ProposalCompleted,
    ProposalCompletionRequested,
    ProposalDuplicateMarked,
    ProposalMerged,
    ProposalSplit,
)
from domain.proposal_support import SupportGiven, SupportWithdrawn
from projections.document import Changes, altered, as_told, deed
from projections.dossier import HIDDEN, ProposalDossier
from projections.entry import Entry
from projections.proposal_parts import (
    ActivityInDossier,
    Agreement,
    Completion,
    FeasibilityInDossier,
    HiddenText,
)


def content_changes(entry: Entry, event: PublicEvent, dossier: ProposalDossier) -> Changes:
    """The fields that an event changes."""
    match event:
        case ProposalConfirmed():
            left = tuple(each for each in dossier.unconfirmed if each != event.by.id)
            status = dossier.status if left else ProposalStatus.SUBMITTED
            return {"unconfirmed": left, "status": status}
        case ProposalCompletionRequested() | ProposalCompleted():
            return _completion(entry, event, dossier)
        case ProposalMerged():
            went_to = (*dossier.went_to, event.into)
            return {"status": ProposalStatus.MERGED, "went_to": went_to}
        case ProposalDuplicateMarked():
            return {"duplicate_of": event.duplicate_of, "duplicate_reason": event.reason}
        case ProposalAgreementRecorded():
            agreed = as_told(Agreement, event)
            return {"status": ProposalStatus.AGREED, "agreement": agreed}
        case SupportGiven():
            return {"supporters": dossier.supporters + 1}
        case SupportWithdrawn():
            return {"supporters": dossier.supporters - 1}
        case ValuatorAssigned() | FeasibilityRecorded():
            return {"feasibility": _feasibility(entry, event, dossier)}
        case ProposalHidden() | ReviewRequested() | ReviewDecided():
            return _moderation(entry, event, dossier)
        case _:
            return _rewritten(event, dossier)


def _rewritten(event: PublicEvent, dossier: ProposalDossier) -> Changes:
    """A new version of what is asked."""
    others = dossier.activities
    match event:
        case ProposalAmended():
            told = {"addresses": event.addresses, "category": event.category}
            return _texts(event, dossier) | _version(event) | told
        case ProposalActivitySet():
            written = as_told(ActivityInDossier, event)
            known = {each.activity_id: each for each in others}
            known[event.activity_id] = written
            return {"activities": tuple(known.values())} | _version(event)
        case ProposalActivityRemoved():
            left = tuple(each for each in others if each.activity_id != event.activity_id)
            return {"activities": left} | _version(event)
        case ProposalSplit():
            left = tuple(each for each in others if each.activity_id not in event.activity_ids)
            went_to = (*dossier.went_to, event.part)
            told = {"addresses": event.addresses or dossier.addresses}
            return {"activities": left, "went_to": went_to} | _version(event) | told
        case ProposalActivitiesRanked():
            by_id = {each.activity_id: each for each in others}
            ranked = tuple(by_id[each] for each in event.activity_ids if each in by_id)
            return {"activities": ranked, "ranking_reason": event.reason}
        case _:
            return {}


def _version(event: Any) -> Changes:
    return {"version": event.version, "amount_cents": event.amount_cents}


def _texts(event: ProposalAmended, dossier: ProposalDossier) -> Changes:
    """A text that is hidden stays so, also when it is amended, until a review shows it again."""
    written = {"title": event.title, "description": event.description}
    if dossier.hidden is None or dossier.title != HIDDEN:
        return dict(written)
    return {"hidden": altered(dossier.hidden, written)}


def _completion(
    entry: Entry,
    event: ProposalCompletionRequested | ProposalCompleted,
    dossier: ProposalDossier,
) -> Changes:
    if isinstance(event, ProposalCompletionRequested):
        asked = Completion(reason=event.reason, answer_by=event.answer_by, asked=deed(entry, event))
        return {"status": ProposalStatus.AWAITS_COMPLETION, "completion": asked}
    changes: Changes = {"status": ProposalStatus.SUBMITTED}
    if dossier.completion is not None:
        asked_on, day = dutch_day(dossier.completion.asked.at), dutch_day(event.at)
        answer = {"note": event.note, "answered": deed(entry, event)}
        changes["completion"] = altered(dossier.completion, answer)
        changes["stood_still_days"] = dossier.stood_still_days + stood_still(asked_on, day).days
    return changes


def _feasibility(
    entry: Entry, event: ValuatorAssigned | FeasibilityRecorded, dossier: ProposalDossier
) -> FeasibilityInDossier:
    if isinstance(event, ValuatorAssigned):
        return FeasibilityInDossier(valuator_id=event.valuator_id)
    return as_told(
        FeasibilityInDossier,
        event,
        valuator_id=dossier.feasibility.valuator_id if dossier.feasibility else event.by.id,
        done=deed(entry, event),
    )


def _moderation(
    entry: Entry,
    event: ProposalHidden | ReviewRequested | ReviewDecided,
    dossier: ProposalDossier,
) -> Changes:
    if isinstance(event, ProposalHidden):
        hidden = HiddenText(
            title=dossier.title,
            description=dossier.description,
            ground=event.ground,
            reason=event.reason,
            hidden=deed(entry, event),
        )
        return {"hidden": hidden, "title": HIDDEN, "description": HIDDEN}
    if dossier.hidden is None:
        return {}
    if isinstance(event, ReviewRequested):
        return {"hidden": altered(dossier.hidden, {"appeal": event.reason})}
    decided = {"outcome": event.outcome, "outcome_reason": event.reason}
    changes: Changes = {"hidden": altered(dossier.hidden, decided)}
    if event.outcome is ReviewOutcome.SHOWN_AGAIN:
        changes["title"] = dossier.hidden.title
        changes["description"] = dossier.hidden.description
    return changes
