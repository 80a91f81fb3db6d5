"""Completing a proposal: what is missing is asked once, with a term, and answered (Awb 4:5)."""

from __future__ import annotations

from datetime import timedelta

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.proposal import Proposal, ProposalStatus, guard_status
from domain.proposal_amendment import guard_applies
from domain.proposal_events import ProposalCompleted, ProposalCompletionRequested

TERM_DAYS_MIN = 7
TERM_DAYS_MAX = 92


class CompletionTermUnfit(Refusal):
    code = "proposal.completion_term_unfit"
    dutch = "Geef de indiener {least} tot {most} dagen om aan te vullen."
    english = "Give the applicant {least} to {most} days to complete the proposal."


class CompletionTermOver(Refusal):
    code = "proposal.completion_term_over"
    dutch = "Aanvullen kon tot en met {answer_by}. Neem contact op met de behandelaar."
    english = "The proposal could be completed until {answer_by}. Contact the case officer."


class RequestCompletion(ActorCommand):
    """Say what is missing, and until which day the applicant can bring it."""

    proposal_id: Identifier
    reason: Commitment
    answer_by: Day


class CompleteProposal(ActorCommand):
    """Answer what was missing. Text and activities are amended with commands of their own."""

    proposal_id: Identifier
    note: Commitment


def request_completion(command: RequestCompletion, proposal: Proposal | None) -> list[Event]:
    """A case officer asks, with a reasonable term."""
    guard_status(proposal, command.proposal_id, ProposalStatus.SUBMITTED)
    today = dutch_day(command.at)
    earliest, latest = (today + timedelta(days=days) for days in (TERM_DAYS_MIN, TERM_DAYS_MAX))
    if not earliest <= command.answer_by <= latest:
        raise CompletionTermUnfit(least=TERM_DAYS_MIN, most=TERM_DAYS_MAX)
    return [ProposalCompletionRequested.following(command)]


def complete(command: CompleteProposal, proposal: Proposal | None) -> list[Event]:
    """The applicant answers within the term; then the proposal is looked at again."""
    found = guard_status(proposal, command.proposal_id, ProposalStatus.AWAITS_COMPLETION)
    guard_applies(command, found)
    if found.answer_by is not None and dutch_day(command.at) > found.answer_by:
        raise CompletionTermOver(answer_by=found.answer_by.isoformat())
    return [ProposalCompleted.following(command)]
