"""Appeals: that somebody went to court, and what the court ruled."""

from __future__ import annotations

from application.amount_change import (
    WantedAmount,
    amount_changes,
    breach_behind,
    determined_apart,
)
from application.closure import reopened
from application.granting import guard_activities_left
from application.interest import guard_no_interest
from application.objection import returned, standing_of
from application.proposal_standing import existing_proposal
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import appeal
from domain.activity import Granted
from domain.appeal import RecordAppeal, RecordRuling
from domain.deadlines import IsHoliday, no_holiday
from domain.granted_activities import guard_activities_ruled
from domain.objection import Standing
from domain.objection_events import DecisionKind, RulingOutcome
from domain.objection_state import Objections, ObjectionStatus, guard_objection
from domain.proposal import Proposal


def record_appeal(command: RecordAppeal, read: Reading) -> list[StreamEvents]:
    """Somebody went to court; a dossier that was closed is open again until the court ruled."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    recorded = found.gets(appeal.record_appeal(command, found.state))
    return [recorded, *reopened(command, read, command.proposal_id)]


def record_ruling(
    command: RecordRuling, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """The court ruled. Where it says itself what comes of it, the money follows in full."""
    guard_no_interest(command, read)
    found = read.objections(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    about = guard_objection(found.state, command.objection_id, ObjectionStatus.UNDER_APPEAL)
    standing = standing_of(read, proposal, about.against, about.term.taken_at)
    known = found.state or Objections()
    before = known.before(command.objection_id, standing.now)
    is_decision = about.against is DecisionKind.DECISION
    is_settled = is_decision and determined_apart(read, command.proposal_id) is not None
    if before is None or standing.is_overtaken or is_settled:
        before = standing.now
    ruled = appeal.record_ruling(command, about, standing, before)
    if about.against is DecisionKind.HANDLING:
        by_itself = ruled.outcome is RulingOutcome.ANNULLED
        return [found.gets([ruled]), *returned(command, read, proposal, stands=not by_itself)]
    granted = Granted(ruled.amount_cents, ruled.activities)
    if ruled.outcome is RulingOutcome.ANNULLED:
        _guard_activities(read, proposal, about.against, standing, granted)
    wanted = WantedAmount(
        granted=granted,
        kind=about.against,
        cover=command.cover,
        breached_on=breach_behind(read, command.proposal_id, about.against),
    )
    return [found.gets([ruled]), *amount_changes(command, read, proposal, wanted, is_holiday)]


def _guard_activities(
    read: Reading, proposal: Proposal, kind: DecisionKind, standing: Standing, ruled: Granted
) -> None:
    """What the court gives each activity, where it is per activity that is granted."""
    if kind is DecisionKind.DECISION:
        rules = rules_under(read, proposal.regulation)
        guard_activities_ruled(rules, proposal, ruled.amount, ruled.activities)
    else:
        guard_activities_left(read, proposal, standing.had, ruled)
