"""Proposals: how a dossier follows from the events about a proposal, its round, grant and payouts.

Beside the dossiers stand two small documents: which proposals are on a round's list (`round:…`),
since closing and tallying do not name those that lost; and the article of each mandate
(`mandate:…`), since a decision names the mandate only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from domain.decision import DecisionPrepared
from domain.event import Event, PublicEvent
from domain.mandate import MandateGiven
from domain.money import Money, total
from domain.proposal import ProposalSubmitted
from domain.proposal_events import ProposalDuplicateMarked
from domain.proposal_support import SupportGiven, SupportWithdrawn
from domain.round_events import ActivitiesLeftOff
from domain.voting_round import (
    VotingRoundClosed,
    VotingRoundExtended,
    VotingRoundOpened,
    VotingRoundTallied,
)
from projections.document import Document, Documents, altered, as_told, made
from projections.dossier import HAPPENINGS_MAX, Happening, LineOnList, PlaceOnList, ProposalDossier
from projections.dossier_changes import changes_by, submitted
from projections.entry import Entry
from projections.next_step import RoundOutcome
from projections.proposal_parts import RegroupingDocument
from projections.regroupings import RegroupingEvent, after_regrouping, regrouping_keys

DUPLICATES_MAX = 100
"""A dossier points to the last so many; each of them points back."""

RoundEvent = (
    VotingRoundOpened
    | ActivitiesLeftOff
    | VotingRoundExtended
    | VotingRoundClosed
    | VotingRoundTallied
)


class ListOfRound(Document):
    """Kept beside the dossiers: which proposals stand on the list of a round."""

    proposal_ids: tuple[str, ...]


class ArticleOfMandate(Document):
    """Kept beside the dossiers: under which article a mandate was given."""

    article: str


class ProposalsProjection:
    """One dossier per proposal."""

    name = "proposals"
    version = 19
    subjects: frozenset[str] | None = frozenset(
        {
            "proposal",
            "support",
            "regrouping",
            "feasibility",
            "moderation",
            "board",
            "ranking",
            "voting_round",
            "grant",
            "decision",
            "payout",
            "mandate",
            "account",
            "recovery",
            "determination",
            "objection",
            "appeal",
            "withdrawal",
        }
    )
    kinds: Mapping[str, type[Document]] = {
        "": ProposalDossier,
        "round": ListOfRound,
        "mandate": ArticleOfMandate,
        "regrouping": RegroupingDocument,
    }

    def keys(self, entry: Entry) -> Iterable[str]:
        """The dossiers that the event names, and what has to be known beside them."""
        event = entry.event
        if isinstance(event, RegroupingEvent):
            return regrouping_keys(event)
        named: str | None = vars(event).get("proposal_id")
        if named is None:
            return _keys_of_round(event)
        if type(event) is DecisionPrepared:
            return named, f"mandate:{event.mandate_id}"
        if type(event) is ProposalDuplicateMarked:
            return named, event.duplicate_of
        return (named,)

    def evolve(self, entry: Entry, documents: Documents) -> Mapping[str, Document]:
        """The dossiers that the event changes."""
        event = entry.event
        if isinstance(event, RegroupingEvent):
            return after_regrouping(entry, event, documents)
        if "proposal_id" not in vars(event):
            return _after_other(entry, event, documents)
        if type(event) is ProposalSubmitted:
            return {event.proposal_id: _with_happening(entry, submitted(entry, event))}
        return _after_event(entry, event, documents) if isinstance(event, PublicEvent) else {}


def _keys_of_round(event: Event) -> Iterable[str]:
    match event:
        case VotingRoundOpened():
            return _listed(event)
        case VotingRoundExtended() | VotingRoundClosed() | VotingRoundTallied():
            return (f"round:{event.round_id}",)
        case ActivitiesLeftOff():
            return (f"round:{event.round_id}",)
        case _:
            return ()


def _after_other(entry: Entry, event: Event, documents: Documents) -> Mapping[str, Document]:
    """What follows from an event that is not about one proposal."""
    match event:
        case MandateGiven():
            kept = ArticleOfMandate(position=entry.position, article=event.article)
            return {f"mandate:{event.mandate_id}": kept}
        case VotingRoundOpened() | VotingRoundExtended() | ActivitiesLeftOff():
            return _after_round(entry, event, documents)
        case VotingRoundClosed() | VotingRoundTallied():
            return _after_round(entry, event, documents)
        case _:
            return {}


def _after_event(entry: Entry, event: PublicEvent, documents: Documents) -> Mapping[str, Document]:
    proposal_id = vars(event).get("proposal_id")
    dossier = documents.find(proposal_id, ProposalDossier) if proposal_id else None
    if dossier is None:
        return {}
    article = _article(event, documents)
    changes = changes_by(entry, event, dossier, article)
    if isinstance(event, SupportGiven | SupportWithdrawn):
        # Counted, and not told one by one: what people who read on need would drown in it.
        return {dossier.proposal_id: altered(dossier, changes | {"position": entry.position})}
    told: dict[str, Document] = {dossier.proposal_id: _with_happening(entry, dossier, changes)}
    if isinstance(event, ProposalDuplicateMarked):
        told |= _linked_back(entry, event, documents)
    return told


def _linked_back(
    entry: Entry, event: ProposalDuplicateMarked, documents: Documents
) -> dict[str, Document]:
    """The other proposal points to its duplicate as well."""
    other = documents.find(event.duplicate_of, ProposalDossier)
    if other is None:
        return {}
    duplicates = (*other.duplicates, event.proposal_id)[-DUPLICATES_MAX:]
    changes = {"duplicates": duplicates, "position": entry.position}
    return {other.proposal_id: altered(other, changes)}


def _article(event: PublicEvent, documents: Documents) -> str | None:
    if not isinstance(event, DecisionPrepared):
        return None
    kept = documents.find(f"mandate:{event.mandate_id}", ArticleOfMandate)
    return kept.article if kept else None


def _after_round(entry: Entry, event: RoundEvent, documents: Documents) -> Mapping[str, Document]:
    """What a round's opening, closing and tally mean for every proposal on its list."""
    changed: dict[str, Document] = {}
    if isinstance(event, VotingRoundOpened):
        proposal_ids = _listed(event)
        kept = ListOfRound(position=entry.position, proposal_ids=proposal_ids)
        changed[f"round:{event.round_id}"] = kept
    else:
        found = documents.find(f"round:{event.round_id}", ListOfRound)
        proposal_ids = found.proposal_ids if found else ()
    for proposal_id in proposal_ids:
        dossier = documents.find(proposal_id, ProposalDossier)
        if dossier is None:
            continue
        changes = {"round": _place_after(event, dossier), "position": entry.position}
        if isinstance(event, VotingRoundOpened):
            # Being placed on the list is told by the proposal's own event.
            changed[proposal_id] = altered(dossier, changes)
        else:
            changed[proposal_id] = _with_happening(entry, dossier, changes)
    return changed


def _listed(event: VotingRoundOpened) -> tuple[str, ...]:
    """The proposals on the list, each once, also where their activities stand on it."""
    return tuple(dict.fromkeys(line.proposal_id for line in event.candidates))


def _place_after(event: RoundEvent, dossier: ProposalDossier) -> PlaceOnList | None:
    if isinstance(event, VotingRoundOpened):
        own = (line for line in event.candidates if line.proposal_id == dossier.proposal_id)
        lines = tuple(
            made(
                LineOnList,
                line_id=line.line_id,
                activity_id=line.activity_id,
                price_cents=line.price_cents,
                funded_cents=None,
            )
            for line in own
        )
        price = total(line.price_cents for line in lines)
        needed = event.procedure.ballots_for_outcome(event.minimum_ballots)
        about = {"price_cents": price, "lines": lines, "ballots_for_outcome": needed}
        return as_told(PlaceOnList, event, **about)
    if dossier.round is None:
        return None
    if isinstance(event, ActivitiesLeftOff):
        return _with_left_off(event, dossier.proposal_id, dossier.round)
    if isinstance(event, VotingRoundExtended):
        return altered(dossier.round, {"closes_at": event.closes_at})
    if isinstance(event, VotingRoundClosed):
        return altered(dossier.round, {"outcome": RoundOutcome.CLOSED})
    funded = {winner.line_id: winner.funded_cents for winner in event.winners}
    lines = tuple(
        altered(line, {"funded_cents": funded.get(line.line_id)}) for line in dossier.round.lines
    )
    part = total(line.funded_cents for line in lines if line.funded_cents) or None
    counted = {"outcome": _outcome(event, dossier.round, part), "funded_cents": part}
    return altered(dossier.round, counted | {"lines": lines})


def _outcome(event: VotingRoundTallied, place: PlaceOnList, part: Money | None) -> RoundOutcome:
    if event.ballots < place.ballots_for_outcome:
        return RoundOutcome.NO_OUTCOME
    return RoundOutcome.WON if part else RoundOutcome.LOST


def _with_left_off(event: ActivitiesLeftOff, proposal_id: str, place: PlaceOnList) -> PlaceOnList:
    """Its own activities that do not stand on the list, and why; nothing where all of them do."""
    own = tuple(each.activity_id for each in event.activities if each.proposal_id == proposal_id)
    return altered(place, {"left_off": own, "left_off_reason": event.reason}) if own else place


def _with_happening(
    entry: Entry, dossier: ProposalDossier, changes: Mapping[str, object] = MappingProxyType({})
) -> ProposalDossier:
    """The dossier with its changes and one more line of what happened.

    Beyond the bound the oldest line goes.
    """
    event = entry.event
    if not isinstance(event, PublicEvent):
        return altered(dossier, changes)
    fields = vars(event)
    happening = made(
        Happening,
        position=entry.position,
        event=event.TOPIC,
        at=event.at,
        actor_id=event.by.id,
        role=event.by.role,
        amount_cents=fields.get("amount_cents"),
        about=fields.get("payout_id") or fields.get("round_id"),
    )
    happenings = (*dossier.happenings, happening)
    left_out = max(0, len(happenings) - HAPPENINGS_MAX)
    return altered(
        dossier,
        {
            **changes,
            "position": entry.position,
            "happenings": happenings[left_out:],
            "happenings_left_out": dossier.happenings_left_out + left_out,
        },
    )
