"""Every way that a proposal can go until it is decided on, and every way of voting on it."""

from __future__ import annotations

from collections.abc import Mapping

from domain.advice_weighing import AdviceWeighed
from domain.decision import DecisionTaken
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.feasibility import FeasibilityRecorded
from domain.integrity_events import (
    CaseDecided,
    CaseFindingRecorded,
    CaseOrigin,
    CaseOutcome,
    CaseOutcomePublished,
    CasePaymentsSuspended,
    FollowUp,
    IntegrityCaseOpened,
)
from domain.moderation import ProposalHidden, ReviewDecided, ReviewOutcome, ReviewRequested
from domain.outcome_weighing import OutcomeWeighed
from domain.proposal import (
    LeftOutGround,
    ProposalConfirmed,
    ProposalKind,
    ProposalLeftOutOfHandling,
    ProposalSubmitted,
    ProposalTakenInHandling,
    ProposalWithdrawn,
)
from domain.proposal_events import (
    ProposalActivitiesRanked,
    ProposalActivityRemoved,
    ProposalActivitySet,
    ProposalAgreementRecorded,
    ProposalAmended,
    ProposalCompleted,
    ProposalCompletionRequested,
    ProposalDuplicateMarked,
    ProposalMerged,
    ProposalReturned,
    ProposalSplit,
)
from domain.proposal_support import SupportGiven, SupportWithdrawn
from domain.ranking import PointsGiven
from domain.ranking_weighing import RankingWeighed
from domain.regrouping import RegroupingRejected
from domain.round_events import ActivitiesLeftOff, ExtensionCause
from domain.round_procedure import QuorumMissed
from domain.theme_round_events import ThemeRoundTallied
from domain.voting_round import VotingRoundExtended, VotingRoundOpened, VotingRoundTallied
from domain.voting_rules import Candidate
from tests.scenarios.three_years.history import History, Path, in_order, one


def challenge_agreed(history: History) -> bool:
    """Residents take a municipal task over, by an agreement in place of a grant."""
    challenges = history.proposals(kind=ProposalKind.CHALLENGE)
    return any(each.proposal_id in challenges for each in history.of(ProposalAgreementRecorded))


def quorum_missed(follows: QuorumMissed) -> Path:
    """Fewer voted than a round asked for, and this followed at its counting."""

    def missed(history: History) -> bool:
        counted = {each.round_id: each for each in history.of(VotingRoundTallied)}
        return any(
            (quorum := each.procedure.quorum)
            and quorum.when_missed is follows
            and counted[each.round_id].ballots < quorum.ballots_needed
            and bool(counted[each.round_id].winners) is (follows is QuorumMissed.ADVICE)
            for each in history.of(VotingRoundOpened)
            if each.round_id in counted
        )

    return missed


def _by_activity(candidates: tuple[Candidate, ...]) -> bool:
    return any(each.activity_id for each in candidates)


PROPOSALS: Mapping[str, Path] = {
    "by people of several kinds together": one(
        ProposalSubmitted,
        joint_applicants=lambda joint: any(each.kind != "resident" for each in joint),
    ),
    "with help, and confirmed by who was helped": lambda history: any(
        each.proposal_id in history.proposals(helper_ids=bool)
        for each in history.of(ProposalConfirmed)
    ),
    "with activities of its own": one(ProposalActivitySet),
    "own work as co-funding": one(
        ProposalActivitySet, funding=lambda lines: any(each.kind.in_kind for each in lines)
    ),
    "an activity was taken out": one(ProposalActivityRemoved),
    "activities in an order": one(ProposalActivitiesRanked),
    "amended": one(ProposalAmended),
    "completed when asked": in_order(
        ProposalSubmitted, ProposalCompletionRequested, ProposalCompleted, ProposalTakenInHandling
    ),
    "supported": one(SupportGiven),
    "support taken back": one(SupportWithdrawn),
    "found feasible": one(FeasibilityRecorded, feasible=True),
    "found not feasible": one(FeasibilityRecorded, feasible=False),
    "merged": one(ProposalMerged),
    "a merger without consent did not happen": one(RegroupingRejected),
    "split": one(ProposalSplit),
    "marked as asking the same": one(ProposalDuplicateMarked),
    "withdrawn": one(ProposalWithdrawn),
    "nothing came within the term": one(
        ProposalLeftOutOfHandling, ground=LeftOutGround.NOT_COMPLETED_IN_TIME
    ),
    "left out of handling after a term to complete it, and returned by an objection": in_order(
        ProposalSubmitted, ProposalCompletionRequested, ProposalLeftOutOfHandling, ProposalReturned
    ),
    "hidden, and shown again after an appeal": lambda history: (
        history.in_order(ProposalHidden, ReviewRequested, ReviewDecided)
        and history.of(ReviewDecided, outcome=ReviewOutcome.SHOWN_AGAIN)
    ),
    "hidden, and it stays so after an appeal": one(
        ReviewDecided, outcome=ReviewOutcome.STAYS_HIDDEN
    ),
    "a right to challenge that ended in an agreement": challenge_agreed,
}
"""Until it is voted or decided on."""

VOTES: Mapping[str, Path] = {
    "per activity": one(VotingRoundOpened, candidates=_by_activity),
    "an activity was left off the list": one(ActivitiesLeftOff),
    "over themes": one(ThemeRoundTallied, shares=bool),
    "for projects within what themes got": one(VotingRoundOpened, theme_round_id=bool),
    "equals by a draw from a seed that was committed to": History.drawn,
    "a quiet period": one(VotingRoundOpened, procedure=lambda held: held.quiet_days > 0),
    "on paper at a polling point": one(
        VotingRoundOpened, procedure=lambda held: bool(held.polling_points)
    ),
    "extended with a reason": one(VotingRoundExtended, cause=ExtensionCause.REASON),
    "extended since too few voted": one(VotingRoundExtended, cause=ExtensionCause.QUORUM),
    "too few voted: no outcome": quorum_missed(QuorumMissed.NO_OUTCOME),
    "too few voted: advice": quorum_missed(QuorumMissed.ADVICE),
    "won and granted": one(DecisionTaken, ground=DecisionGround.ROUND_WON),
    "lost and refused": one(
        DecisionTaken, ground=DecisionGround.ROUND_LOST, outcome=DecisionOutcome.REFUSE
    ),
}
"""Rounds and their outcomes."""

RANKED: Mapping[str, Path] = {
    "as the board advised": one(AdviceWeighed, follows=True),
    "otherwise than the board advised, with a reason": one(AdviceWeighed, departure=bool),
    "as people voted, where that is advice": one(OutcomeWeighed, follows=True),
    "otherwise than people voted, with a reason": one(OutcomeWeighed, departure=bool),
    "points where no board advises": one(PointsGiven),
    "in the order of the ranking": one(RankingWeighed, follows=True),
    "out of that order, with a reason": one(RankingWeighed, departure=bool),
}
"""How a decision stands to advice and ranking."""

INTEGRITY: Mapping[str, Path] = {
    "passes were fetched from one address": one(
        IntegrityCaseOpened, origin=CaseOrigin.PASSES_FROM_ONE_ADDRESS
    ),
    "a member of the board applied": one(
        IntegrityCaseOpened, origin=CaseOrigin.BOARD_MEMBER_APPLIED
    ),
    "founded: what was granted is taken back": one(
        CaseDecided, outcome=CaseOutcome.FOUNDED, follow_up=FollowUp.WITHDRAWAL
    ),
    "founded in part: payments go on": one(
        CaseDecided, outcome=CaseOutcome.IN_PART, follow_up=FollowUp.PAYMENTS_GO_ON
    ),
    "payments were held": one(CasePaymentsSuspended),
    "from a case to what everyone reads of it": in_order(
        IntegrityCaseOpened, CaseFindingRecorded, CaseDecided, CaseOutcomePublished, by="case_id"
    ),
}
"""A suspicion, from a signal to what everyone reads."""
