"""One well-formed example of every command by which a decision is looked at again or held up."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.appeal import RecordAppeal, RecordRuling
from domain.closure import CloseGrant
from domain.command import ActorCommand
from domain.direct_appeal import ForwardObjection, RejectDirectAppeal
from domain.integrity_case import OpenIntegrityCase, RecordCaseFinding, SuspendCasePayments
from domain.integrity_events import CaseOrigin, CaseOutcome, FollowUp
from domain.integrity_outcome import CloseCase, DecideCase, PublishCaseOutcome
from domain.money import ZERO
from domain.objection import (
    LodgeObjection,
    RecordCommitteeAdvice,
    RecordHearing,
    RegisterObjection,
    WithdrawObjection,
)
from domain.objection_decision import DecideObjection
from domain.objection_events import ObjectionOutcome, RulingOutcome
from domain.objection_postponed import PostponeObjection
from domain.suspension import LiftSuspension, SuspendPayments
from domain.withdrawal import AnnounceWithdrawal, GiveViews, RejectWithdrawal, WithdrawGrant
from domain.withdrawal_ground import WithdrawalGround

TODAY = date(2027, 3, 1)
TEXT = "c0" * 32

_PROPOSAL = {"proposal_id": "garden"}
_CASE = {"case_id": "case-1"}
_OBJECTION = {"proposal_id": "garden", "objection_id": "objection-1"}

EXAMPLES_OF_SAFEGUARDS: dict[type[ActorCommand], dict[str, Any]] = {
    SuspendPayments: _PROPOSAL | {"ground": WithdrawalGround.WRONG_INFORMATION, "reason": TEXT},
    LiftSuspension: _PROPOSAL | {"reason": TEXT},
    LodgeObjection: _OBJECTION | {"reason": TEXT},
    RegisterObjection: _OBJECTION,
    PostponeObjection: _OBJECTION | {"decide_by": date(2027, 5, 1), "reason": TEXT},
    WithdrawObjection: _OBJECTION,
    RecordHearing: _OBJECTION | {"held_on": TODAY, "report": TEXT},
    RecordCommitteeAdvice: _OBJECTION | {"advice": ObjectionOutcome.FOUNDED, "reason": TEXT},
    DecideObjection: _OBJECTION | {"outcome": ObjectionOutcome.UNFOUNDED, "reason": TEXT},
    ForwardObjection: _OBJECTION | {"court": "MNE", "reason": TEXT},
    RejectDirectAppeal: _OBJECTION | {"reason": TEXT},
    RecordAppeal: _OBJECTION | {"court": "MNE", "reference": "27-1", "lodged_on": TODAY},
    RecordRuling: _OBJECTION
    | {"outcome": RulingOutcome.DISMISSED, "reason": TEXT, "ruled_on": TODAY},
    AnnounceWithdrawal: _PROPOSAL
    | {
        "amount_cents": ZERO,
        "ground": WithdrawalGround.WRONG_INFORMATION,
        "reason": TEXT,
        "views_until": TODAY,
    },
    GiveViews: _PROPOSAL | {"note": TEXT},
    WithdrawGrant: _PROPOSAL | {"announced_reason": TEXT},
    RejectWithdrawal: _PROPOSAL | {"reason": TEXT},
    CloseGrant: _PROPOSAL,
    OpenIntegrityCase: _PROPOSAL
    | _CASE
    | {"origin": CaseOrigin.REPORT, "reason": TEXT, "decide_by": TODAY},
    RecordCaseFinding: _CASE | {"note": TEXT},
    SuspendCasePayments: _PROPOSAL
    | _CASE
    | {"ground": WithdrawalGround.WRONG_INFORMATION, "reason": TEXT},
    DecideCase: _CASE
    | {"outcome": CaseOutcome.FOUNDED, "follow_up": FollowUp.NOTHING, "reason": TEXT},
    PublishCaseOutcome: _CASE | {"summary": TEXT},
    CloseCase: _CASE,
}
