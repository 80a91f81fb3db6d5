"""What each event by which a decision is looked at again changes in a dossier."""

from __future__ import annotations

from domain.determination_events import DeterminationChanged, RecoveryClaimed, RecoveryRecorded
from domain.objection_events import (
    AppealRecorded,
    CommitteeAdviceRecorded,
    DirectAppealRejected,
    HearingRecorded,
    ObjectionDecided,
    ObjectionEvent,
    ObjectionForwarded,
    ObjectionLodged,
    ObjectionPostponed,
    ObjectionRegistered,
    ObjectionWithdrawn,
    RulingOutcome,
    RulingRecorded,
)
from domain.objection_state import ObjectionStatus
from domain.suspension import PaymentsSuspended, SuspensionLifted
from domain.withdrawal_events import (
    GrantWithdrawn,
    ViewsGiven,
    WithdrawalAnnounced,
    WithdrawalRejected,
)
from projections.decision_parts import SuspensionInDossier
from projections.document import Changes, altered, as_told, deed
from projections.dossier import ProposalDossier
from projections.entry import Entry
from projections.protection_parts import (
    AppealInDossier,
    ClaimInDossier,
    DirectAppealAnswer,
    HearingInDossier,
    ObjectionDecision,
    ObjectionInDossier,
    PostponementInDossier,
    ViewsInDossier,
    WithdrawalInDossier,
)


def suspended(entry: Entry, event: PaymentsSuspended, dossier: ProposalDossier) -> Changes:
    """Nothing is paid for a while."""
    earlier = dossier.suspension.times if dossier.suspension else ()
    begun = as_told(SuspensionInDossier, event, notified=deed(entry, event), earlier=earlier)
    return {"suspension": begun}


def lifted(entry: Entry, event: SuspensionLifted, dossier: ProposalDossier) -> Changes:
    """Payments go on."""
    if dossier.suspension is None:
        return {}
    ended = {"lifted": deed(entry, event), "lifted_reason": event.reason}
    return {"suspension": altered(dossier.suspension, ended)}


def determined_otherwise(
    _: Entry, event: DeterminationChanged, dossier: ProposalDossier
) -> Changes:
    """The determination comes to another amount."""
    if dossier.determination is None:
        return {}
    changes = {"amount_cents": event.amount_cents}
    return {"determination": altered(dossier.determination, changes)}


def claimed(_: Entry, event: RecoveryClaimed, dossier: ProposalDossier) -> Changes:
    """Another amount is to be paid back."""
    if dossier.determination is not None:
        back = event.amount_cents + dossier.determination.recovered_cents
        changed = {
            "claimed_back_cents": back,
            "pay_back_by": event.pay_back_by,
            "recovery_until": event.recovery_until,
        }
        return {"determination": altered(dossier.determination, changed)}
    if not event.amount_cents:
        return {"claim": None}
    return {"claim": as_told(ClaimInDossier, event, to_recover=event.amount_cents)}


def received(_: Entry, event: RecoveryRecorded, dossier: ProposalDossier) -> Changes:
    """Money came back."""
    changes: Changes = {"recovered_cents": dossier.recovered_cents + event.amount_cents}
    if dossier.determination is not None:
        back = dossier.determination.recovered_cents + event.amount_cents
        settled = altered(dossier.determination, {"recovered_cents": back})
        return changes | {"determination": settled}
    if dossier.claim is not None:
        left = dossier.claim.to_recover - event.amount_cents
        return changes | {"claim": altered(dossier.claim, {"to_recover": left}) if left else None}
    return changes


def objection_changes(entry: Entry, event: ObjectionEvent, dossier: ProposalDossier) -> Changes:
    """A new objection, or a step of one that is there."""
    if isinstance(event, ObjectionLodged):
        return {"objections": (*dossier.objections, _lodged(event))}
    objections = tuple(
        altered(each, _step(entry, event, each, dossier))
        if each.objection_id == event.objection_id
        else each
        for each in dossier.objections
    )
    return {"objections": objections}


def _lodged(event: ObjectionLodged) -> ObjectionInDossier:
    return as_told(ObjectionInDossier, event)


def _step(
    entry: Entry, event: ObjectionEvent, objection: ObjectionInDossier, dossier: ProposalDossier
) -> Changes:
    match event:
        case ObjectionForwarded() | DirectAppealRejected():
            return _court_answered(entry, event, dossier)
        case ObjectionRegistered():
            return {
                "status": ObjectionStatus.REGISTERED,
                "with_committee": event.with_committee,
                "decide_by": event.decide_by,
            }
        case ObjectionPostponed():
            put_off = as_told(PostponementInDossier, event)
            postponements = (*objection.postponements, put_off)
            return {"postponements": postponements, "decide_by": event.decide_by}
        case ObjectionWithdrawn():
            return {"status": ObjectionStatus.TAKEN_BACK}
        case HearingRecorded():
            heard = as_told(HearingInDossier, event)
            return {"hearing": heard}
        case CommitteeAdviceRecorded():
            return {"advice": event.advice, "advice_reason": event.reason}
        case ObjectionDecided():
            return {"status": ObjectionStatus.DECIDED, "decision": _decision(entry, event)}
        case AppealRecorded():
            begun = as_told(AppealInDossier, event)
            return {"status": ObjectionStatus.UNDER_APPEAL, "appeal": begun}
        case RulingRecorded() if objection.appeal is not None:
            return _ruled(event, objection.appeal)
        case _:
            return {}


def _court_answered(
    entry: Entry, event: ObjectionForwarded | DirectAppealRejected, dossier: ProposalDossier
) -> Changes:
    is_agreed = isinstance(event, ObjectionForwarded)
    answer = as_told(DirectAppealAnswer, event, is_agreed=is_agreed, taken=deed(entry, event))
    changes: Changes = {"direct_appeal": answer}
    if isinstance(event, ObjectionForwarded):
        changes["status"] = ObjectionStatus.UNDER_APPEAL
        changes["appeal"] = AppealInDossier(
            court=event.court,
            reference=None,
            lodged_on=event.forwarded_on,
            former_activities=dossier.granted_activities,
        )
    return changes


def _decision(entry: Entry, event: ObjectionDecided) -> ObjectionDecision:
    return as_told(ObjectionDecision, event, taken=deed(entry, event))


def _ruled(event: RulingRecorded, appeal: AppealInDossier) -> Changes:
    ruling = {
        "outcome": event.outcome,
        "amount_cents": event.amount_cents,
        "activities": event.activities,
        "reason": event.reason,
        "ruled_on": event.ruled_on,
    }
    changes: Changes = {"appeal": altered(appeal, ruling), "status": ObjectionStatus.CLOSED}
    if event.outcome is RulingOutcome.DECIDE_AGAIN:
        changes |= {"status": ObjectionStatus.REGISTERED, "decide_by": event.decide_by}
    return changes


def announced(entry: Entry, event: WithdrawalAnnounced, _: ProposalDossier) -> Changes:
    """What the body intends."""
    intended = as_told(WithdrawalInDossier, event, announced=deed(entry, event))
    return {"withdrawal": intended}


def views_given(_: Entry, event: ViewsGiven, dossier: ProposalDossier) -> Changes:
    """What an applicant thinks of it, beside what others who applied think."""
    if dossier.withdrawal is None:
        return {}
    views = ViewsInDossier(applicant_id=event.by.id, note=event.note)
    given = (*dossier.withdrawal.views, views)
    return {"withdrawal": altered(dossier.withdrawal, {"views": given})}


def withdrawn(entry: Entry, event: GrantWithdrawn, dossier: ProposalDossier) -> Changes:
    """The grant is less, or gone."""
    if dossier.withdrawal is None:
        return {}
    decided = {
        "mandate_id": event.mandate_id,
        "taken": deed(entry, event),
        "decided_on": event.decided_on,
        "objection_until": event.objection_until,
        "compensation_cents": event.compensation_cents,
        "compensation_reason": event.compensation_reason,
    }
    return {"withdrawal": altered(dossier.withdrawal, decided)}


def withdrawal_rejected(
    entry: Entry, event: WithdrawalRejected, dossier: ProposalDossier
) -> Changes:
    """The grant stays as it is."""
    if dossier.withdrawal is None:
        return {}
    rejected = {"rejected": deed(entry, event), "rejected_reason": event.reason}
    return {"withdrawal": altered(dossier.withdrawal, rejected)}
