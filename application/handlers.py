"""Which handler carries out which command: the table of contents of the use cases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from application import (
    appeal,
    board,
    budget_line,
    budget_year,
    challenge,
    closure,
    coordinator,
    decision,
    determination,
    direct_appeal,
    feasibility,
    grant,
    integrity_case,
    mandate,
    moderation,
    network,
    objection,
    payout,
    proposal,
    proposal_amendment,
    proposal_support,
    quickscan,
    ranking,
    regrouping,
    regulation,
    subsidy,
    suspension,
    voting_round,
    wijkplan,
    withdrawal,
)
from application.ballot_box import BallotBox
from application.command_desk import Handler
from application.draw_seeds import DrawSeeds
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
from domain.command import ActorCommand
from domain.coordinator import AppointCoordinator, EndAppointment
from domain.deadlines import IsHoliday, no_holiday
from domain.decision import PrepareDecision, TakeDecision, VerifyDecision
from domain.determination import DetermineGrant, RenderAccount
from domain.direct_appeal import ForwardObjection, RejectDirectAppeal
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
from domain.proposal import (
    ConfirmProposal,
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

FRAMING_AND_PLANNING: dict[type[ActorCommand], Handler] = {
    AdoptDivision: budget_year.adopt_division,
    RecordBorders: budget_year.record_borders,
    RecordFrameworkAct: budget_year.record_framework_act,
    OpenBudgetYear: budget_year.open_budget_year,
    PublishAllocation: budget_year.publish_allocation,
    CorrectAllocation: budget_year.correct_allocation,
    CloseBudgetYear: budget_year.close_budget_year,
    PoolRemainders: budget_year.pool_remainders,
    DivideMoney: budget_line.divide_money,
    MoveMoney: budget_line.move_money,
    RecordSubsidy: subsidy.record_subsidy,
    BindSubsidy: subsidy.bind_subsidy,
    CarrySubsidy: subsidy.carry_subsidy,
    AnnounceEnding: subsidy.announce_ending,
    ReverseEnding: subsidy.reverse_ending,
    FreeSubsidy: subsidy.free_subsidy,
    HandOverActivity: subsidy.hand_over_activity,
    RecordNeed: wijkplan.record_need,
    SetPriority: wijkplan.set_priority,
    ChooseExecutor: wijkplan.choose_executor,
    AdoptWijkplan: wijkplan.adopt_wijkplan,
    ReviewPriority: wijkplan.review_priority,
    AnnounceMeeting: network.announce_meeting,
    RecordAttendance: network.record_attendance,
    RecordIndicator: quickscan.record_indicator,
    SummariseQuickscan: quickscan.summarise_quickscan,
    AppointCoordinator: coordinator.appoint_coordinator,
    EndAppointment: coordinator.end_appointment,
    AppointMember: board.appoint_member,
    EndSeat: board.end_seat,
    RecordBoardMeeting: board.record_board_meeting,
    RankNeeds: board.rank_needs,
    GiveMandate: mandate.give_mandate,
    AcceptMandate: mandate.accept_mandate,
    WithdrawMandate: mandate.withdraw_mandate,
    AdoptRegulation: regulation.adopt_regulation,
    WithdrawRegulation: regulation.withdraw_regulation,
}
"""What comes before any proposal: the frame of a year, its money, its plan, its rules."""

AFTER_A_SUSPICION: dict[type[ActorCommand], Handler] = {
    OpenIntegrityCase: integrity_case.open_integrity_case,
    RecordCaseFinding: integrity_case.record_case_finding,
    SuspendCasePayments: integrity_case.suspend_case_payments,
    DecideCase: integrity_case.decide_case,
    PublishCaseOutcome: integrity_case.publish_case_outcome,
    CloseCase: integrity_case.close_case,
}
"""How a suspicion is looked into, decided on and told."""


def handlers(
    ballot_box: BallotBox,
    pass_key_of: Callable[[str], str],
    draw_seeds: DrawSeeds,
    is_holiday: IsHoliday = no_holiday,
) -> dict[type[ActorCommand], Handler]:
    """One handler per command; closing and counting a round look into the ballot box.

    `pass_key_of` is the register's: the public key of a round's passes, made once. `draw_seeds`
    keeps the seeds of rounds in which ties go by a draw. `is_holiday` knows the public holidays, on
    which no term of the law ends.
    """
    return {
        **FRAMING_AND_PLANNING,
        SubmitProposal: proposal.submit_proposal,
        TakeInHandling: proposal.take_in_handling,
        EndSubsidy: partial(subsidy.end_subsidy, is_holiday=is_holiday),
        LeaveOutOfHandling: partial(proposal.leave_out_of_handling, is_holiday=is_holiday),
        WithdrawProposal: proposal.withdraw_proposal,
        ConfirmProposal: proposal.confirm_proposal,
        **_after_submission(is_holiday),
        OpenVotingRound: partial(
            voting_round.open_voting_round, pass_key_of=pass_key_of, draw_seeds=draw_seeds
        ),
        CloseVotingRound: partial(
            voting_round.close_voting_round, ballot_box=ballot_box, draw_seeds=draw_seeds
        ),
        OpenThemeRound: partial(voting_round.open_theme_round, pass_key_of=pass_key_of),
        ExtendVotingRound: voting_round.extend_voting_round,
        TallyVotingRound: partial(voting_round.tally_voting_round, ballot_box=ballot_box),
        ReserveGrant: partial(grant.reserve_grant, is_holiday=is_holiday),
        ReleaseGrant: grant.release_grant,
        PrepareDecision: decision.prepare_decision,
        TakeDecision: partial(decision.take_decision, is_holiday=is_holiday),
        VerifyDecision: decision.verify_decision,
        RenderAccount: determination.render_account,
        DetermineGrant: partial(determination.determine_grant, is_holiday=is_holiday),
        RecordRecovery: determination.record_recovery,
        RequestPayout: payout.request_payout,
        ApprovePayout: payout.approve_payout,
        RejectPayout: payout.reject_payout,
        RecordPayment: payout.record_payment,
        SuspendPayments: suspension.suspend_payments,
        LiftSuspension: suspension.lift_suspension,
        **_after_decision(is_holiday),
    }


def _after_submission(is_holiday: IsHoliday) -> dict[type[ActorCommand], Handler]:
    """What can be done with a proposal between being submitted and being decided on."""
    return {
        AmendProposal: proposal_amendment.amend_proposal,
        RequestCompletion: partial(proposal_amendment.request_completion, is_holiday=is_holiday),
        CompleteProposal: proposal_amendment.complete_proposal,
        SetActivity: proposal_amendment.set_activity,
        RemoveActivity: proposal_amendment.remove_activity,
        RankActivities: proposal_amendment.rank_activities,
        GivePoints: ranking.give_points,
        GiveSupport: proposal_support.give_support,
        WithdrawSupport: proposal_support.withdraw_support,
        PrepareMerger: regrouping.prepare_merger,
        PrepareSplit: regrouping.prepare_split,
        GiveConsent: regrouping.give_consent,
        RejectRegrouping: regrouping.reject_regrouping,
        MarkDuplicate: regrouping.mark_duplicate,
        AssignValuator: feasibility.assign_valuator,
        RecordFeasibility: feasibility.record_feasibility,
        HideProposal: moderation.hide_proposal,
        RequestReview: moderation.request_review,
        DecideReview: moderation.decide_review,
        RecordAgreement: challenge.record_agreement,
        DeclareInterest: board.declare_interest,
        GiveAdvice: board.give_advice,
    }


def _after_decision(is_holiday: IsHoliday) -> dict[type[ActorCommand], Handler]:
    """How a decision is looked at again: by an objection, by a court, by the body itself."""
    return {
        LodgeObjection: partial(objection.lodge_objection, is_holiday=is_holiday),
        RegisterObjection: partial(objection.register_objection, is_holiday=is_holiday),
        PostponeObjection: partial(objection.postpone_objection, is_holiday=is_holiday),
        WithdrawObjection: objection.withdraw_objection,
        RecordHearing: objection.record_hearing,
        RecordCommitteeAdvice: objection.record_committee_advice,
        DecideObjection: partial(objection.decide_objection, is_holiday=is_holiday),
        ForwardObjection: direct_appeal.forward_objection,
        RejectDirectAppeal: direct_appeal.reject_direct_appeal,
        RecordAppeal: appeal.record_appeal,
        RecordRuling: partial(appeal.record_ruling, is_holiday=is_holiday),
        AnnounceWithdrawal: withdrawal.announce_withdrawal,
        GiveViews: withdrawal.give_views,
        WithdrawGrant: partial(withdrawal.withdraw_grant, is_holiday=is_holiday),
        RejectWithdrawal: withdrawal.reject_withdrawal,
        CloseGrant: closure.close_grant,
        **AFTER_A_SUSPICION,
    }
