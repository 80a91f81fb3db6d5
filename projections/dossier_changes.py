"""What each event about a proposal changes in its dossier, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.advice_weighing import AdviceWeighed
from domain.board_events import AdviceGiven, InterestDeclared
from domain.calendar import dutch_day
from domain.closure import GrantClosed, GrantReopened
from domain.deadlines import stood_still_unanswered
from domain.decision import DecisionPrepared, DecisionTaken, DecisionVerified
from domain.determination_events import (
    AccountRendered,
    DeterminationChanged,
    GrantDetermined,
    RecoveryClaimed,
    RecoveryRecorded,
)
from domain.event import PublicEvent
from domain.grant import GrantChanged, GrantGranted, GrantReleased, GrantReserved
from domain.money import ZERO
from domain.objection_events import ObjectionEvent
from domain.outcome_weighing import OutcomeWeighed
from domain.payout import (
    PayoutApproved,
    PayoutEvent,
    PayoutPaid,
    PayoutRejected,
    PayoutRequested,
    PayoutStatus,
)
from domain.proposal import (
    ProposalLeftOutOfHandling,
    ProposalStatus,
    ProposalSubmitted,
    ProposalTakenInHandling,
    ProposalWithdrawn,
)
from domain.proposal_events import ProposalReturned
from domain.ranking import PointsGiven
from domain.ranking_weighing import RankingWeighed
from domain.suspension import PaymentsSuspended, SuspensionLifted
from domain.withdrawal_events import (
    GrantWithdrawn,
    ViewsGiven,
    WithdrawalAnnounced,
    WithdrawalRejected,
)
from projections.decision_parts import (
    AccountInDossier,
    DecisionInDossier,
    DeterminationInDossier,
    Draft,
    PayoutInDossier,
    Verification,
)
from projections.document import Changes, altered, as_told, deed
from projections.dossier import LeftOut, ProposalDossier
from projections.dossier_advice import (
    OutcomeFollowed,
    RankingFollowed,
    advised,
    followed,
    interest_declared,
    pointed,
)
from projections.dossier_content import content_changes
from projections.dossier_protection import (
    announced,
    claimed,
    determined_otherwise,
    lifted,
    objection_changes,
    received,
    suspended,
    views_given,
    withdrawal_rejected,
    withdrawn,
)
from projections.entry import Entry


def submitted(entry: Entry, event: ProposalSubmitted) -> ProposalDossier:
    """The dossier of a proposal that was just submitted."""
    unconfirmed = event.to_confirm
    return as_told(
        ProposalDossier,
        event,
        position=entry.position,
        submitted=deed(entry, event),
        regulation_id=event.regulation.regulation_id if event.regulation else None,
        status=ProposalStatus.UNCONFIRMED if unconfirmed else ProposalStatus.SUBMITTED,
        unconfirmed=unconfirmed,
    )


def changes_by(
    entry: Entry, event: PublicEvent, dossier: ProposalDossier, article: str | None
) -> Changes:
    """The fields that an event changes. `article` is that of the mandate a draft names."""
    if type(event) is DecisionPrepared:
        return {"draft": _draft(entry, event, article)}
    change = _CHANGES.get(type(event))
    if isinstance(event, ObjectionEvent):
        return objection_changes(entry, event, dossier)
    if change is None:
        return content_changes(entry, event, dossier)
    return change(entry, event, dossier)


def _left_out(entry: Entry, event: ProposalLeftOutOfHandling, dossier: ProposalDossier) -> Changes:
    done = as_told(LeftOut, event, done=deed(entry, event))
    status = ProposalStatus.LEFT_OUT_OF_HANDLING
    return {"status": status, "left_out": done} | _not_completed(dossier)


def _not_completed(dossier: ProposalDossier) -> Changes:
    """For how long the term stood still, where the one for completing it has passed unused."""
    asked = dossier.completion
    if dossier.status is not ProposalStatus.AWAITS_COMPLETION or asked is None:
        return {}
    unanswered = stood_still_unanswered(dutch_day(asked.asked.at), asked.answer_by)
    return {"stood_still_days": dossier.stood_still_days + unanswered.days}


def _in_handling(_: Entry, __: ProposalTakenInHandling, dossier: ProposalDossier) -> Changes:
    return {"status": ProposalStatus.IN_HANDLING} | _not_completed(dossier)


def _returned(_: Entry, __: ProposalReturned, ___: ProposalDossier) -> Changes:
    """It is in handling after all."""
    return {"status": ProposalStatus.IN_HANDLING, "left_out": None}


def _taken(entry: Entry, event: DecisionTaken, dossier: ProposalDossier) -> Changes:
    article = dossier.draft.mandate_article if dossier.draft and event.mandate_id else None
    draft = dossier.draft
    against = ("advice", "ranking", "voted") if draft else ()
    stands = {name: getattr(draft, name) for name in against}
    return {"decision": altered(_decision(entry, event, article), stands)}


def _weighed(_: Entry, event: AdviceWeighed, dossier: ProposalDossier) -> Changes:
    if dossier.draft is None:
        return {}
    return {"draft": altered(dossier.draft, {"advice": followed(event)})}


def _ranked(_: Entry, event: RankingWeighed, dossier: ProposalDossier) -> Changes:
    if dossier.draft is None:
        return {}
    return {"draft": altered(dossier.draft, {"ranking": as_told(RankingFollowed, event)})}


def _voted(_: Entry, event: OutcomeWeighed, dossier: ProposalDossier) -> Changes:
    if dossier.draft is None:
        return {}
    return {"draft": altered(dossier.draft, {"voted": as_told(OutcomeFollowed, event)})}


def _verified(entry: Entry, event: DecisionVerified, dossier: ProposalDossier) -> Changes:
    if dossier.decision is None:
        return {}
    found = Verification(finding=event.finding, note=event.note, done=deed(entry, event))
    return {"decision": altered(dossier.decision, {"verification": found})}


def _payout(entry: Entry, event: PayoutEvent, dossier: ProposalDossier) -> Changes:
    return {"payouts": _payouts_after(entry, event, dossier.payouts)}


def _settlement_changes(
    entry: Entry,
    event: AccountRendered | GrantDetermined,
    _: ProposalDossier,
) -> Changes:
    match event:
        case AccountRendered():
            rendered = as_told(AccountInDossier, event, rendered=deed(entry, event))
            return {"account": rendered}
        case GrantDetermined():
            return {"determination": _determination(entry, event), "claim": None}


def _determination(entry: Entry, event: GrantDetermined) -> DeterminationInDossier:
    return as_told(DeterminationInDossier, event, determined=deed(entry, event))


_CHANGES: Mapping[type[PublicEvent], Callable[[Entry, Any, ProposalDossier], Changes]] = {
    ProposalTakenInHandling: _in_handling,
    ProposalLeftOutOfHandling: _left_out,
    ProposalReturned: _returned,
    ProposalWithdrawn: lambda *_: {"status": ProposalStatus.WITHDRAWN},
    GrantReserved: lambda _, event, __: {
        "reserved_cents": event.amount_cents,
        "release_reason": None,
    },
    GrantGranted: lambda _, event, __: {
        "reserved_cents": ZERO,
        "granted_on": dutch_day(event.at),
        "granted_cents": event.amount_cents,
        "granted_activities": event.activities,
    },
    GrantChanged: lambda _, event, dossier: {
        "granted_on": dossier.granted_on if dossier.granted_cents else dutch_day(event.at),
        "granted_cents": event.amount_cents,
        "granted_activities": event.activities,
    },
    GrantReleased: lambda _, event, __: {"reserved_cents": ZERO, "release_reason": event.reason},
    AdviceGiven: lambda entry, event, dossier: advised(entry, event, dossier.advice),
    InterestDeclared: lambda entry, event, dossier: interest_declared(entry, event, dossier.advice),
    AdviceWeighed: _weighed,
    PointsGiven: lambda entry, event, dossier: pointed(entry, event, dossier.points),
    RankingWeighed: _ranked,
    OutcomeWeighed: _voted,
    DecisionTaken: _taken,
    DecisionVerified: _verified,
    AccountRendered: _settlement_changes,
    GrantDetermined: _settlement_changes,
    RecoveryRecorded: received,
    RecoveryClaimed: claimed,
    DeterminationChanged: determined_otherwise,
    WithdrawalAnnounced: announced,
    ViewsGiven: views_given,
    GrantWithdrawn: withdrawn,
    WithdrawalRejected: withdrawal_rejected,
    GrantClosed: lambda entry, event, _: {"closed": deed(entry, event)},
    GrantReopened: lambda *_: {"closed": None},
    PaymentsSuspended: suspended,
    SuspensionLifted: lifted,
    PayoutRequested: _payout,
    PayoutApproved: _payout,
    PayoutRejected: _payout,
    PayoutPaid: _payout,
}
"""What each event changes, by its class: asking an event which of many it is takes longer."""


def _draft(entry: Entry, event: DecisionPrepared, article: str | None) -> Draft:
    return as_told(Draft, event, mandate_article=article, prepared=deed(entry, event))


def _decision(entry: Entry, event: DecisionTaken, article: str | None) -> DecisionInDossier:
    return as_told(DecisionInDossier, event, mandate_article=article, taken=deed(entry, event))


def _payouts_after(
    entry: Entry, event: PayoutEvent, payouts: tuple[PayoutInDossier, ...]
) -> tuple[PayoutInDossier, ...]:
    if isinstance(event, PayoutRequested):
        asked = PayoutInDossier(
            payout_id=event.payout_id,
            amount_cents=event.amount_cents,
            status=PayoutStatus.REQUESTED,
            requested=deed(entry, event),
        )
        return (*payouts, asked)
    changes = payout_changes(entry, event)
    return tuple(
        altered(each, changes) if each.payout_id == event.payout_id else each for each in payouts
    )


def payout_changes(entry: Entry, event: PayoutEvent) -> Changes:
    """What happens to a payout after it was requested."""
    done = deed(entry, event)
    match event:
        case PayoutApproved():
            return {"status": PayoutStatus.APPROVED, "approved": done}
        case PayoutRejected():
            return {"status": PayoutStatus.REJECTED, "rejected": done, "reason": event.reason}
        case PayoutPaid():
            return {"status": PayoutStatus.PAID, "paid": done, "reference": event.reference}
        case _:
            return {}
