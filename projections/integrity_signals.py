"""Signals: what was seen that may be a reason to look. They accuse nobody.

Two kinds follow from what the log knows, also where a rule that forbids it came later than what
happened, or somebody took a role on later: who sits in the board of a wijk and applies for its
money, and who coordinates a wijk and gets a grant there. The third, many voting passes fetched from
one address, is seen by the register alone, and handed in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.calendar import dutch_day
from domain.coordinator import everyone_of
from domain.fetched_passes import PassSignal
from domain.integrity_events import CaseOrigin
from domain.proposal import ProposalStatus
from domain.regulation_contents import NO_RULES, Regulation
from domain.validity import Period, Validity
from projections.boards import BoardDocument
from projections.coordinators import CoordinatorDocument
from projections.dossier import ProposalDossier
from projections.rounds import RoundDocument

_ENDED = (ProposalStatus.WITHDRAWN, ProposalStatus.MERGED, ProposalStatus.UNCONFIRMED)
"""A proposal that went nowhere, or was never confirmed, asks nothing of the wijk's money."""


@dataclass(frozen=True, slots=True)
class IntegritySignal:
    """Something to look at, about a round or a proposal. `seen` are the figures of a round."""

    origin: CaseOrigin
    year: int
    wijk: str
    round_id: str | None = None
    proposal_id: str | None = None
    title: str | None = None
    seen: PassSignal | None = None


def signals_of_rounds(
    rounds: Iterable[RoundDocument], passes: Mapping[str, PassSignal]
) -> list[IntegritySignal]:
    """Rounds of which the register saw many passes fetched from one address; `passes` is by id."""
    return [
        IntegritySignal(
            CaseOrigin.PASSES_FROM_ONE_ADDRESS,
            each.year,
            each.wijk,
            round_id=each.round_id,
            seen=passes[each.round_id],
        )
        for each in rounds
        if each.round_id in passes
    ]


def signals_of_proposals(
    dossiers: Iterable[ProposalDossier],
    boards: Mapping[str, BoardDocument],
    coordinators: Collection[CoordinatorDocument],
    rules_of: Mapping[str, Regulation],
) -> list[IntegritySignal]:
    """What the log tells of proposals. `boards` is by wijk, `rules_of` by regulation. That a
    regulation lets a coordinator be paid is no signal.
    """
    found: list[IntegritySignal] = []
    for dossier in dossiers:
        separation = rules_of.get(dossier.regulation_id or "", NO_RULES).separation
        allowed = separation is not None and separation.may_be_paid
        board = boards.get(dossier.wijk)
        found += _of_proposal(dossier, board, () if allowed else coordinators)
    return found


def _of_proposal(
    dossier: ProposalDossier,
    board: BoardDocument | None,
    coordinators: Iterable[CoordinatorDocument],
) -> Iterator[IntegritySignal]:
    if dossier.status in _ENDED:
        return
    about = (dossier.year, dossier.wijk, None, dossier.proposal_id, dossier.title)
    if board is not None and _sits(dossier, board):
        yield IntegritySignal(CaseOrigin.BOARD_MEMBER_APPLIED, *about)
    if any(_coordinates(dossier, each) for each in coordinators):
        yield IntegritySignal(CaseOrigin.COORDINATOR_PAID, *about)


def _sits(dossier: ProposalDossier, board: BoardDocument) -> bool:
    """Whether an applicant has a seat between submitting and the decision: themselves, or as the
    organisation that a member speaks for.
    """
    awaited = Period(dutch_day(dossier.submitted.at), _decided_on(dossier))
    return any(
        not {seat.member_id, *seat.party_ids}.isdisjoint(dossier.applicants)
        and seat.period.meets(awaited)
        for seat in board.seats
    )


def _coordinates(dossier: ProposalDossier, appointment: CoordinatorDocument) -> bool:
    """Whether an applicant with a grant coordinates the wijk between submitting and being settled:
    themselves, or as the party that they speak for.
    """
    if not dossier.granted_cents:
        return False
    last = dutch_day(dossier.closed.at) if dossier.closed else date.max
    unsettled = Validity(
        Period(dutch_day(dossier.submitted.at), last), wijken=frozenset({dossier.wijk})
    )
    is_theirs = not everyone_of(appointment.parties).isdisjoint(dossier.applicants)
    return is_theirs and appointment.validity.meets(unsettled)


def _decided_on(dossier: ProposalDossier) -> date:
    """The day of the decision; while there is none, whoever takes a seat still matters."""
    return dossier.decision.taken_on if dossier.decision else date.max
