"""Payouts as the work list of finance: what waits for a second person, for the bank, or is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.event import Commitment
from domain.money import Money
from domain.payout import PayoutEvent, PayoutRequested, PayoutStatus
from domain.proposal import ProposalSubmitted
from projections.document import Deed, Document, Documents, altered, as_told, deed
from projections.dossier_changes import payout_changes
from projections.entry import Entry


class ProposalPlace(Document):
    """Kept beside the payouts: of which wijk and year a proposal is, and its title."""

    proposal_id: str
    year: int
    wijk: str
    title: Commitment


class PayoutDocument(Document):
    """A payout. Listed by status first: `requested/2027/WK030710/garden/payout-1`."""

    payout_id: str
    proposal_id: str
    year: int
    wijk: str
    title: Commitment
    amount_cents: Money
    status: PayoutStatus
    requested: Deed
    approved: Deed | None = None
    rejected: Deed | None = None
    reason: Commitment | None = None
    paid: Deed | None = None
    reference: str | None = None

    @property
    def path(self) -> str:
        place = f"{self.year}/{self.wijk}/{self.proposal_id}/{self.payout_id}"
        return f"{self.status.value}/{place}"


class PayoutsProjection:
    """One document per payout, under `proposal/payout`; and the place of each proposal."""

    name = "payouts"
    version = 1
    subjects: frozenset[str] | None = frozenset({"proposal", "payout"})
    kinds: Mapping[str, type[Document]] = {"": PayoutDocument, "proposal": ProposalPlace}

    def keys(self, entry: Entry) -> Iterable[str]:
        """The payout and its proposal."""
        match entry.event:
            case ProposalSubmitted(proposal_id=proposal_id):
                return (f"proposal:{proposal_id}",)
            case PayoutEvent() as event:
                return _key(event), f"proposal:{event.proposal_id}"
            case _:
                return ()

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The place of a new proposal, or the payout after the event."""
        match entry.event:
            case ProposalSubmitted() as event:
                return {f"proposal:{event.proposal_id}": _place(entry, event)}
            case PayoutRequested() as event:
                place = documents.find(f"proposal:{event.proposal_id}", ProposalPlace)
                return {_key(event): _requested(entry, event, place)} if place else {}
            case PayoutEvent() as event:
                payout = documents.find(_key(event), PayoutDocument)
                return {_key(event): _after(entry, event, payout)} if payout else {}
            case _:
                return {}


def _key(event: PayoutEvent) -> str:
    return f"{event.proposal_id}/{event.payout_id}"


def _place(entry: Entry, event: ProposalSubmitted) -> ProposalPlace:
    return as_told(ProposalPlace, event, position=entry.position)


def _requested(entry: Entry, event: PayoutRequested, place: ProposalPlace) -> PayoutDocument:
    return as_told(
        PayoutDocument,
        event,
        position=entry.position,
        year=place.year,
        wijk=place.wijk,
        title=place.title,
        status=PayoutStatus.REQUESTED,
        requested=deed(entry, event),
    )


def _after(entry: Entry, event: PayoutEvent, payout: PayoutDocument) -> PayoutDocument:
    changes = payout_changes(entry, event) | {"position": entry.position}
    return altered(payout, changes)
