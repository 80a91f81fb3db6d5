"""What each event about the hold on a grant changes in its dossier."""

from __future__ import annotations

from domain.suspension import PaymentsSuspended, SuspensionLifted
from projections.decision_parts import SuspensionInDossier
from projections.document import Changes, altered, deed
from projections.dossier import ProposalDossier
from projections.entry import Entry


def suspended(entry: Entry, event: PaymentsSuspended, _: ProposalDossier) -> Changes:
    """Nothing is paid for a while."""
    begun = SuspensionInDossier(
        ground=event.ground,
        reason=event.reason,
        mandate_id=event.mandate_id,
        notified=deed(entry, event),
        suspended_until=event.suspended_until,
    )
    return {"suspension": begun}


def lifted(entry: Entry, event: SuspensionLifted, dossier: ProposalDossier) -> Changes:
    """Payments go on."""
    if dossier.suspension is None:
        return {}
    ended = {"lifted": deed(entry, event), "lifted_reason": event.reason}
    return {"suspension": altered(dossier.suspension, ended)}
