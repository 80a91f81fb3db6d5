"""Mergers and splits: the document of each, and that the dossiers it is about point to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.regrouping import (
    ConsentGiven,
    MergerPrepared,
    RegroupingRejected,
    RegroupingStatus,
    SplitPrepared,
)
from projections.document import Changes, Document, Documents, altered, as_told, deed
from projections.dossier import ProposalDossier
from projections.entry import Entry
from projections.proposal_parts import RegroupingDocument

RegroupingEvent = MergerPrepared | SplitPrepared | ConsentGiven | RegroupingRejected
POINTED_TO_MAX = 50
"""A dossier points to the last so many mergers and splits."""


def regrouping_keys(event: RegroupingEvent) -> Iterable[str]:
    """Its own document, and the dossiers it is about where the event names them."""
    key = f"regrouping:{event.regrouping_id}"
    match event:
        case MergerPrepared():
            return (key, *event.proposal_ids)
        case SplitPrepared():
            return (key, event.proposal_id)
        case _:
            return (key,)


def after_regrouping(
    entry: Entry, event: RegroupingEvent, documents: Documents
) -> Mapping[str, Document]:
    """The documents that the event changes."""
    key = f"regrouping:{event.regrouping_id}"
    if isinstance(event, MergerPrepared | SplitPrepared):
        prepared = _prepared(entry, event)
        return {key: prepared, **_pointing(entry, prepared, documents)}
    found = documents.find(key, RegroupingDocument)
    return {key: _answered(entry, event, found)} if found else {}


def _prepared(entry: Entry, event: MergerPrepared | SplitPrepared) -> RegroupingDocument:
    merging = event.proposal_ids if isinstance(event, MergerPrepared) else (event.proposal_id,)
    agreed = tuple(each for each in event.asked_of if each == event.by.id)
    everyone = len(agreed) == len(event.asked_of)
    return as_told(
        RegroupingDocument,
        event,
        position=entry.position,
        proposal_ids=merging,
        is_merger=isinstance(event, MergerPrepared),
        activity_ids=event.activity_ids if isinstance(event, SplitPrepared) else (),
        agreed=agreed,
        status=RegroupingStatus.DONE if everyone else RegroupingStatus.PREPARED,
        prepared=deed(entry, event),
    )


def _answered(
    entry: Entry, event: ConsentGiven | RegroupingRejected, found: RegroupingDocument
) -> RegroupingDocument:
    changes: Changes = {"position": entry.position}
    if isinstance(event, RegroupingRejected):
        changes["status"] = RegroupingStatus.REJECTED
    else:
        agreed = (*found.agreed, event.by.id)
        changes["agreed"] = agreed
        if len(agreed) == len(found.asked_of):
            changes["status"] = RegroupingStatus.DONE
    return altered(found, changes)


def _pointing(
    entry: Entry, prepared: RegroupingDocument, documents: Documents
) -> dict[str, Document]:
    pointing: dict[str, Document] = {}
    for proposal_id in prepared.proposal_ids:
        dossier = documents.find(proposal_id, ProposalDossier)
        if dossier is not None:
            known = (*dossier.regroupings, prepared.regrouping_id)[-POINTED_TO_MAX:]
            changes = {"regroupings": known, "position": entry.position}
            pointing[proposal_id] = altered(dossier, changes)
    return pointing
