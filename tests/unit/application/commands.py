"""One well-formed example of every command, for what holds of all of them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from domain.activity import CostKind, CostLine
from domain.allocation import PublishAllocation
from domain.allocation_correction import CorrectAllocation
from domain.allocation_key import KeyPart, KeyPartKind
from domain.board_events import CriterionPoints
from domain.budget_year import (
    ActKind,
    Body,
    OpenBudgetYear,
    RecordFrameworkAct,
    Remainder,
)
from domain.challenge import RecordAgreement
from domain.command import Actor, ActorCommand
from domain.decision import Finding, PrepareDecision, TakeDecision, VerifyDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.determination import DetermineGrant, RenderAccount
from domain.determination_events import DeterminationGround
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.grant import ReleaseGrant, ReserveGrant
from domain.leaving_out import LeaveOutOfHandling
from domain.mandate import AcceptMandate, GiveMandate, WithdrawMandate
from domain.moderation import (
    DecideReview,
    HideProposal,
    ModerationGround,
    RequestReview,
    ReviewOutcome,
)
from domain.money import ZERO, Money
from domain.network import AnnounceMeeting, MeetingKind, RecordAttendance
from domain.payout import ApprovePayout, RecordPayment, RejectPayout, RequestPayout
from domain.plan_execution import ChooseExecutor, ReviewPriority
from domain.proposal import (
    ConfirmProposal,
    LeftOutGround,
    SubmitProposal,
    TakeInHandling,
    WithdrawProposal,
)
from domain.proposal_activities import RankActivities, RemoveActivity, SetActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_completion import CompleteProposal, RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from domain.proposal_support import GiveSupport, WithdrawSupport
from domain.quickscan import RecordIndicator, SummariseQuickscan
from domain.ranking import GivePoints
from domain.recovery import (
    RecordRecovery,
)
from domain.regrouping import GiveConsent, PrepareMerger, PrepareSplit, RejectRegrouping
from domain.regulation import AdoptRegulation, WithdrawRegulation
from domain.regulation_contents import Regulation
from domain.round_extension import ExtendVotingRound
from domain.tally.parameters import VotingRule
from domain.theme_division import ThemeDivision
from domain.theme_round import OpenThemeRound
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound
from domain.voting_rules import RoundRules
from domain.wijk_division import AdoptDivision, BorderChange, RecordBorders, Wijk
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import ExecutorKind, NeedSource, Theme
from domain.year_closing import CloseBudgetYear
from tests.unit.application.commands_of_boards import EXAMPLES_OF_BOARDS
from tests.unit.application.commands_of_safeguards import EXAMPLES_OF_SAFEGUARDS
from tests.unit.application.money_commands import EXAMPLES_OF_MONEY

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
TODAY = date(2027, 3, 1)
TEXT = "c0" * 32

_YEAR = {"year": 2027}
_WIJK = {"wijk": "WK030710", "year": 2027}
_PROPOSAL = {"proposal_id": "garden"}
_PAYOUT = {"proposal_id": "garden", "payout_id": "payout-1"}
_ROUND = {"round_id": "round-1"}
_REGROUPING = {"regrouping_id": "regrouping-1"}
_TEXTS = {"title": TEXT, "description": TEXT, "amount_cents": Money(1)}

_ALLOCATION = {
    "total_cents": Money(1),
    "key": "inhabitants",
    "parts": (
        KeyPart(
            kind=KeyPartKind.INHABITANTS,
            points=1,
            source="cbs",
            measured_on=TODAY,
            weights={"WK030710": 1},
        ),
    ),
}

EXAMPLES: dict[type[ActorCommand], dict[str, Any]] = {
    **EXAMPLES_OF_MONEY,
    **EXAMPLES_OF_BOARDS,
    **EXAMPLES_OF_SAFEGUARDS,
    AdoptDivision: {
        "division_id": "GM0307-2022",
        "municipality": "GM0307",
        "valid_from": TODAY,
        "wijken": (Wijk(code="WK030710", name="Liendert"),),
    },
    RecordFrameworkAct: _YEAR
    | {"kind": ActKind.SCHEME, "body": Body.COLLEGE, "number": "R-1", "decided_on": TODAY},
    OpenBudgetYear: _YEAR | {"division_id": "GM0307-2022", "ceiling_cents": Money(1)},
    RecordBorders: {
        "division_id": "GM0307-2022",
        "former_id": "GM0307-2021",
        "source": "city",
        "changes": (BorderChange(former_wijk="WK030710", wijk="WK030710"),),
    },
    PublishAllocation: _YEAR | _ALLOCATION,
    CorrectAllocation: _YEAR | _ALLOCATION | {"number": 1, "reason": TEXT},
    CloseBudgetYear: _YEAR | {"remainder": Remainder.RELEASE},
    AdoptRegulation: {
        "regulation_id": "projects-2027",
        "scheme": "R-1",
        "decided_on": TODAY,
        "rules": Regulation(),
        "valid_from": TODAY,
    },
    WithdrawRegulation: {"regulation_id": "projects-2027", "last_day": TODAY},
    GiveMandate: {
        "mandate_id": "mandate-1",
        "holder_id": "person-carla",
        "ceiling_cents": Money(1),
        "valid_from": TODAY,
        "valid_until": TODAY,
        "article": "art-4",
    },
    AcceptMandate: {"mandate_id": "mandate-1"},
    WithdrawMandate: {"mandate_id": "mandate-1"},
    RecordNeed: _WIJK | {"need_id": "need-1", "source": NeedSource.LETTER, "description": TEXT},
    SetPriority: _WIJK
    | {
        "priority_id": "priority-1",
        "theme": Theme.CARING,
        "title": TEXT,
        "need_ids": ("need-1",),
    },
    ChooseExecutor: _WIJK
    | {
        "priority_id": "priority-1",
        "executor_id": "neighbours",
        "kind": ExecutorKind.VOLUNTEERS,
        "name": TEXT,
        "reason": TEXT,
    },
    AdoptWijkplan: _WIJK | {"adopted_on": TODAY},
    ReviewPriority: _WIJK | {"priority_id": "priority-1", "done": TEXT, "learnt": TEXT},
    AnnounceMeeting: _WIJK
    | {
        "meeting_id": "meeting-1",
        "kind": MeetingKind.NEEDS,
        "planned_on": TODAY,
        "place": TEXT,
    },
    RecordAttendance: {
        "wijk": "WK030710",
        "meeting_id": "meeting-1",
        "residents": 12,
        "newcomers": 3,
        "professionals": 4,
    },
    RecordIndicator: _YEAR
    | {
        "indicator": "lonely",
        "title": TEXT,
        "unit": "percent",
        "source": "cbs",
        "measured_on": TODAY,
        "values": {"WK030710": 1},
    },
    SummariseQuickscan: _WIJK | {"summary": TEXT},
    SubmitProposal: _WIJK
    | _PROPOSAL
    | {"title": TEXT, "description": TEXT, "amount_cents": Money(1)},
    WithdrawProposal: _PROPOSAL,
    TakeInHandling: _PROPOSAL,
    LeaveOutOfHandling: _PROPOSAL | {"ground": LeftOutGround.INCOMPLETE, "reason": TEXT},
    ConfirmProposal: _PROPOSAL,
    AmendProposal: _PROPOSAL | _TEXTS,
    RequestCompletion: _PROPOSAL | {"reason": TEXT, "answer_by": TODAY},
    CompleteProposal: _PROPOSAL | {"note": TEXT},
    SetActivity: _PROPOSAL
    | {
        "activity_id": "digging",
        "title": TEXT,
        "costs": (CostLine(kind=CostKind.HIRE, amount_cents=Money(1)),),
    },
    RemoveActivity: _PROPOSAL | {"activity_id": "digging"},
    RankActivities: _PROPOSAL | {"activity_ids": ("digging",), "reason": TEXT},
    GivePoints: _PROPOSAL
    | {"points": (CriterionPoints(criterion="reach", points=5),), "reason": TEXT},
    GiveSupport: _PROPOSAL,
    WithdrawSupport: _PROPOSAL,
    PrepareMerger: _REGROUPING | _TEXTS | {"proposal_ids": ("garden", "pond")},
    PrepareSplit: _REGROUPING | _PROPOSAL | _TEXTS,
    GiveConsent: _REGROUPING,
    RejectRegrouping: _REGROUPING,
    MarkDuplicate: _PROPOSAL | {"duplicate_of": "pond", "reason": TEXT},
    AssignValuator: _PROPOSAL | {"valuator_id": "person-carla"},
    RecordFeasibility: _PROPOSAL
    | {"findings": (GroundFinding(ground="safe", holds=True),), "reason": TEXT},
    HideProposal: _PROPOSAL | {"ground": ModerationGround.OFFENSIVE, "reason": TEXT},
    RequestReview: _PROPOSAL | {"reason": TEXT},
    DecideReview: _PROPOSAL | {"outcome": ReviewOutcome.SHOWN_AGAIN, "reason": TEXT},
    RecordAgreement: _PROPOSAL | {"agreement": "A-1", "reason": TEXT, "agreed_on": TODAY},
    OpenVotingRound: _WIJK
    | _ROUND
    | {
        "budget_cents": Money(1),
        "rules": RoundRules(rule=VotingRule.GREEDY),
        "proposal_ids": ("garden",),
        "opens_at": NOON,
    },
    OpenThemeRound: _WIJK
    | _ROUND
    | {
        "budget_cents": Money(2),
        "division": ThemeDivision(themes=("green", "care"), step_cents=Money(1), least_themes=1),
        "opens_at": NOON,
    },
    ExtendVotingRound: _ROUND | {"closes_at": NOON, "reason": TEXT},
    CloseVotingRound: _ROUND,
    TallyVotingRound: _ROUND,
    ReserveGrant: _PROPOSAL | {"amount_cents": Money(1)},
    ReleaseGrant: _PROPOSAL | {"reason": TEXT},
    PrepareDecision: _PROPOSAL
    | {
        "outcome": DecisionOutcome.REFUSE,
        "amount_cents": ZERO,
        "ground": DecisionGround.ROUND_LOST,
        "reason": TEXT,
    },
    TakeDecision: _PROPOSAL | {"draft_reason": TEXT},
    VerifyDecision: _PROPOSAL | {"finding": Finding.IN_ORDER},
    RenderAccount: _PROPOSAL | {"costs_cents": Money(1), "report": TEXT},
    DetermineGrant: _PROPOSAL
    | {
        "mandate_id": "mandate-1",
        "amount_cents": Money(1),
        "ground": DeterminationGround.AS_GRANTED,
        "reason": TEXT,
    },
    RecordRecovery: _PROPOSAL
    | {"recovery_id": "recovery-1", "amount_cents": Money(1), "reference": "bank-1"},
    RequestPayout: _PAYOUT | {"amount_cents": Money(1)},
    ApprovePayout: _PAYOUT,
    RejectPayout: _PAYOUT | {"reason": TEXT},
    RecordPayment: _PAYOUT | {"reference": "bank-1"},
}


def example_of(intention: type[ActorCommand], by: Actor) -> ActorCommand:
    """A well-formed command of this kind, given by somebody."""
    return intention(command_id=uuid4(), at=NOON, by=by, **EXAMPLES[intention])
