"""The authorisation matrix, as data: which role may give which command, and ask which question.

A ballot has no role: its voting pass is the right to cast it. The matrix is tested over every
command and every role, and every endpoint of the web names the line it falls under.
"""

from __future__ import annotations

from enum import StrEnum

from domain.allocation import PublishAllocation
from domain.allocation_correction import CorrectAllocation
from domain.appeal import RecordAppeal, RecordRuling
from domain.board import AppointMember, EndSeat, RecordBoardMeeting
from domain.board_advice import DeclareInterest, GiveAdvice, RankNeeds
from domain.budget_line import DivideMoney, MoveMoney
from domain.budget_year import OpenBudgetYear, RecordFrameworkAct
from domain.challenge import RecordAgreement
from domain.city_money import PoolRemainders
from domain.closure import CloseGrant
from domain.command import Actor, ActorCommand, Role
from domain.coordinator import AppointCoordinator, EndAppointment
from domain.decision import PrepareDecision, TakeDecision, VerifyDecision
from domain.determination import DetermineGrant, RenderAccount
from domain.direct_appeal import ForwardObjection, RejectDirectAppeal
from domain.errors import FORBIDDEN, Refusal
from domain.feasibility import AssignValuator, RecordFeasibility
from domain.grant import ReleaseGrant, ReserveGrant
from domain.integrity_case import OpenIntegrityCase, RecordCaseFinding, SuspendCasePayments
from domain.integrity_outcome import CloseCase, DecideCase, PublishCaseOutcome
from domain.leaving_out import LeaveOutOfHandling
from domain.mandate import AcceptMandate, GiveMandate, WithdrawMandate
from domain.moderation import DecideReview, HideProposal, RequestReview
from domain.network import AnnounceMeeting, RecordAttendance
from domain.objection import (
    LodgeObjection,
    RecordCommitteeAdvice,
    RecordHearing,
    RegisterObjection,
    WithdrawObjection,
)
from domain.objection_decision import DecideObjection
from domain.objection_postponed import PostponeObjection
from domain.payout import ApprovePayout, RecordPayment, RejectPayout, RequestPayout
from domain.plan_execution import ChooseExecutor, ReviewPriority
from domain.proposal import ConfirmProposal, SubmitProposal, TakeInHandling, WithdrawProposal
from domain.proposal_activities import RankActivities, RemoveActivity, SetActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_completion import CompleteProposal, RequestCompletion
from domain.proposal_duplicate import MarkDuplicate
from domain.proposal_support import GiveSupport, WithdrawSupport
from domain.quickscan import RecordIndicator, SummariseQuickscan
from domain.ranking import GivePoints
from domain.recovery import RecordRecovery
from domain.regrouping import GiveConsent, PrepareMerger, PrepareSplit, RejectRegrouping
from domain.regulation import AdoptRegulation, WithdrawRegulation
from domain.round_extension import ExtendVotingRound
from domain.subsidy import AnnounceEnding, EndSubsidy, HandOverActivity, RecordSubsidy
from domain.subsidy_borders import CarrySubsidy
from domain.subsidy_money import BindSubsidy, FreeSubsidy
from domain.subsidy_reversed import ReverseEnding
from domain.suspension import LiftSuspension, SuspendPayments
from domain.theme_round import OpenThemeRound
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound
from domain.wijk_division import AdoptDivision, RecordBorders
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.withdrawal import (
    AnnounceWithdrawal,
    GiveViews,
    RejectWithdrawal,
    WithdrawGrant,
)
from domain.year_closing import CloseBudgetYear


class NotAuthorised(Refusal):
    code = "authorisation.role_may_not"
    status = FORBIDDEN
    dutch = "Dit mag niet in de rol waarmee u bent aangemeld."
    english = "The role in which you are signed in may not do this."


EXAMPLE_PREFIX = "example:"
"""With this the ids of example people begin; they can act in a demonstration and nowhere else."""


class ExamplePersonRefused(Refusal):
    code = "authorisation.example_person"
    status = FORBIDDEN
    dutch = "Voorbeeldpersonen bestaan alleen in de demonstratie."
    english = "Example people exist only in the demonstration."


class Question(StrEnum):
    """What can be asked; the public questions are open to everyone."""

    PUBLIC_PAGES = "public_pages"
    REGISTER_OF_VOTERS = "register_of_voters"
    CASE_FILES = "case_files"
    DEADLINES = "deadlines"
    RULE_COMPARISON = "rule_comparison"
    PAYOUT_WORK_LIST = "payout_work_list"
    AUDIT_LOG = "audit_log"
    INTEGRITY_CASES = "integrity_cases"


COUNCIL_STAFF = frozenset({Role.GRIFFIER})
CASE_OFFICERS = frozenset({Role.CASE_OFFICER})
RESIDENTS = frozenset({Role.RESIDENT})
BOARD_MEMBERS = frozenset({Role.BOARD_MEMBER})
EVERYONE = frozenset(Role)
DECIDERS = frozenset({Role.MANDATE_HOLDER, Role.COLLEGE})
CASE_FILE_READERS = CASE_OFFICERS | DECIDERS | COUNCIL_STAFF | {Role.AUDITOR}

MAY_COMMAND: dict[type[ActorCommand], frozenset[Role]] = {
    AdoptDivision: COUNCIL_STAFF,
    RecordBorders: COUNCIL_STAFF,
    RecordFrameworkAct: COUNCIL_STAFF,
    OpenBudgetYear: COUNCIL_STAFF,
    PublishAllocation: COUNCIL_STAFF,
    CorrectAllocation: COUNCIL_STAFF,
    CloseBudgetYear: COUNCIL_STAFF,
    PoolRemainders: COUNCIL_STAFF,
    DivideMoney: COUNCIL_STAFF,
    MoveMoney: COUNCIL_STAFF,
    RecordSubsidy: CASE_OFFICERS,
    BindSubsidy: CASE_OFFICERS,
    CarrySubsidy: CASE_OFFICERS,
    AnnounceEnding: frozenset({Role.COLLEGE}),
    EndSubsidy: frozenset({Role.COLLEGE}),
    ReverseEnding: frozenset({Role.COLLEGE}),
    FreeSubsidy: CASE_OFFICERS,
    HandOverActivity: CASE_OFFICERS,
    AdoptRegulation: COUNCIL_STAFF,
    WithdrawRegulation: COUNCIL_STAFF,
    GiveMandate: frozenset({Role.COLLEGE}),
    AcceptMandate: frozenset({Role.MANDATE_HOLDER}),
    WithdrawMandate: frozenset({Role.COLLEGE}),
    RecordNeed: frozenset({Role.COORDINATOR}),
    SetPriority: frozenset({Role.COORDINATOR}),
    ChooseExecutor: frozenset({Role.COORDINATOR}),
    AdoptWijkplan: frozenset({Role.COORDINATOR}),
    ReviewPriority: frozenset({Role.COORDINATOR}),
    AnnounceMeeting: frozenset({Role.COORDINATOR}),
    RecordAttendance: frozenset({Role.COORDINATOR}),
    AppointCoordinator: frozenset({Role.COLLEGE}),
    EndAppointment: frozenset({Role.COLLEGE}),
    AppointMember: CASE_OFFICERS,
    EndSeat: CASE_OFFICERS,
    RecordBoardMeeting: frozenset({Role.CASE_OFFICER, Role.BOARD_MEMBER}),
    DeclareInterest: BOARD_MEMBERS,
    RankNeeds: BOARD_MEMBERS,
    GiveAdvice: BOARD_MEMBERS,
    RecordIndicator: CASE_OFFICERS,
    SummariseQuickscan: frozenset({Role.CASE_OFFICER, Role.COORDINATOR}),
    SubmitProposal: frozenset({Role.RESIDENT}),
    ConfirmProposal: RESIDENTS,
    AmendProposal: RESIDENTS,
    CompleteProposal: RESIDENTS,
    SetActivity: RESIDENTS,
    RemoveActivity: RESIDENTS,
    GiveSupport: RESIDENTS,
    WithdrawSupport: RESIDENTS,
    PrepareMerger: frozenset({Role.RESIDENT, Role.CASE_OFFICER}),
    PrepareSplit: RESIDENTS,
    GiveConsent: RESIDENTS,
    RejectRegrouping: RESIDENTS,
    RequestReview: RESIDENTS,
    WithdrawProposal: frozenset({Role.RESIDENT}),
    TakeInHandling: CASE_OFFICERS,
    LeaveOutOfHandling: CASE_OFFICERS | DECIDERS,
    RequestCompletion: CASE_OFFICERS,
    RankActivities: CASE_OFFICERS,
    GivePoints: CASE_OFFICERS,
    MarkDuplicate: CASE_OFFICERS,
    AssignValuator: CASE_OFFICERS,
    RecordFeasibility: CASE_OFFICERS,
    HideProposal: CASE_OFFICERS,
    DecideReview: CASE_OFFICERS,
    RecordAgreement: frozenset({Role.MANDATE_HOLDER, Role.COLLEGE}),
    OpenVotingRound: CASE_OFFICERS,
    CloseVotingRound: CASE_OFFICERS,
    OpenThemeRound: CASE_OFFICERS,
    ExtendVotingRound: CASE_OFFICERS,
    TallyVotingRound: CASE_OFFICERS,
    ReserveGrant: CASE_OFFICERS,
    ReleaseGrant: CASE_OFFICERS,
    PrepareDecision: CASE_OFFICERS,
    TakeDecision: DECIDERS,
    VerifyDecision: COUNCIL_STAFF,
    RenderAccount: frozenset({Role.RESIDENT}),
    DetermineGrant: DECIDERS,
    RecordRecovery: frozenset({Role.FINANCE}),
    RequestPayout: frozenset({Role.CASE_OFFICER, Role.FINANCE}),
    ApprovePayout: frozenset({Role.FINANCE}),
    RejectPayout: frozenset({Role.FINANCE}),
    RecordPayment: frozenset({Role.FINANCE}),
    SuspendPayments: DECIDERS,
    LiftSuspension: DECIDERS,
    LodgeObjection: frozenset({Role.RESIDENT, Role.CASE_OFFICER}),
    RegisterObjection: CASE_OFFICERS,
    PostponeObjection: CASE_OFFICERS,
    WithdrawObjection: RESIDENTS,
    RecordHearing: CASE_OFFICERS,
    RecordCommitteeAdvice: CASE_OFFICERS,
    DecideObjection: DECIDERS,
    ForwardObjection: DECIDERS,
    RejectDirectAppeal: DECIDERS,
    RecordAppeal: CASE_OFFICERS,
    RecordRuling: frozenset({Role.COLLEGE}),
    AnnounceWithdrawal: CASE_OFFICERS,
    GiveViews: RESIDENTS,
    WithdrawGrant: DECIDERS,
    RejectWithdrawal: DECIDERS,
    CloseGrant: CASE_OFFICERS,
    OpenIntegrityCase: CASE_OFFICERS,
    RecordCaseFinding: CASE_OFFICERS,
    SuspendCasePayments: DECIDERS,
    DecideCase: frozenset({Role.COLLEGE}),
    PublishCaseOutcome: frozenset({Role.COLLEGE}),
    CloseCase: CASE_OFFICERS,
}

MAY_ASK: dict[Question, frozenset[Role]] = {
    Question.PUBLIC_PAGES: EVERYONE,
    Question.REGISTER_OF_VOTERS: frozenset({Role.RESIDENT}),
    Question.CASE_FILES: CASE_FILE_READERS,
    Question.DEADLINES: CASE_FILE_READERS | {Role.FINANCE},
    Question.RULE_COMPARISON: frozenset({Role.CASE_OFFICER, Role.GRIFFIER}),
    Question.PAYOUT_WORK_LIST: frozenset({Role.FINANCE, Role.CASE_OFFICER, Role.AUDITOR}),
    Question.AUDIT_LOG: frozenset({Role.AUDITOR, Role.GRIFFIER}),
    Question.INTEGRITY_CASES: frozenset(
        {Role.CASE_OFFICER, Role.MANDATE_HOLDER, Role.COLLEGE, Role.GRIFFIER, Role.AUDITOR}
    ),
}


def may_command(actor: Actor, command: type[ActorCommand]) -> bool:
    """Whether the matrix lets this actor's role give this command."""
    return actor.role in MAY_COMMAND.get(command, frozenset())


def guard_no_example_outside_demo(actor: Actor, *, is_demo: bool) -> None:
    """Example people have no place in the records of a real municipality."""
    if actor.id.startswith(EXAMPLE_PREFIX) and not is_demo:
        raise ExamplePersonRefused()


def authorise(command: ActorCommand) -> None:
    """Raise `NotAuthorised` unless the matrix names the actor's role for this command."""
    if not may_command(command.by, type(command)):
        raise NotAuthorised()


def authorise_question(role: Role, question: Question) -> None:
    """Raise `NotAuthorised` unless the matrix lets this role ask this question."""
    if role not in MAY_ASK[question]:
        raise NotAuthorised()
