"""Completing a proposal: what is missing is asked, with a term, and answered (Awb 4:5)."""

from __future__ import annotations

from datetime import date, timedelta

from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import IsHoliday, no_holiday
from domain.errors import Refusal
from domain.event import Commitment, Day, Event, Identifier
from domain.leaving_out import guard_can_be_left_out
from domain.proposal import Proposal, ProposalStatus, guard_status
from domain.proposal_amendment import guard_applies
from domain.proposal_events import ProposalCompleted, ProposalCompletionRequested
from domain.regulation_contents import NO_RULES, Regulation

TERM_DAYS_MIN = 7
TERM_DAYS_MAX = 92


class CompletionTermUnfit(Refusal):
    code = "proposal.completion_term_unfit"
    dutch = "Geef de indiener {least} tot {most} dagen om aan te vullen."
    english = "Give the applicant {least} to {most} days to complete the proposal."


class CompletionTermTooShort(Refusal):
    code = "proposal.completion_term_too_short"
    dutch = "Artikel {article} geeft de indiener ten minste {weeks} weken: tot en met {day}."
    english = "Article {article} gives the applicant {weeks} weeks at least: until {day}."


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


def request_completion(
    command: RequestCompletion,
    proposal: Proposal | None,
    rules: Regulation = NO_RULES,
    is_holiday: IsHoliday = no_holiday,
) -> list[Event]:
    """A case officer asks, with a reasonable term: not shorter than the one of the regulation. Once
    more, as long as it can be left out of handling for what is still missing.
    """
    found = guard_status(proposal, command.proposal_id, ProposalStatus.SUBMITTED)
    today = dutch_day(command.at)
    if found.completion_asked:
        guard_can_be_left_out(found, today, is_holiday)
    _guard_reasonable_term(command, today, rules)
    return [ProposalCompletionRequested.following(command)]


def _guard_reasonable_term(command: RequestCompletion, today: date, rules: Regulation) -> None:
    earliest = today + timedelta(days=TERM_DAYS_MIN)
    latest = today + timedelta(days=TERM_DAYS_MAX)
    if rules.terms is not None:
        of_rules = today + timedelta(weeks=rules.terms.completion_weeks)
        if command.answer_by < of_rules:
            raise CompletionTermTooShort(
                article=rules.terms.article,
                weeks=rules.terms.completion_weeks,
                day=of_rules.isoformat(),
            )
        earliest, latest = max(earliest, of_rules), max(latest, of_rules)
    if not earliest <= command.answer_by <= latest:
        raise CompletionTermUnfit(least=TERM_DAYS_MIN, most=(latest - today).days)


def complete(command: CompleteProposal, proposal: Proposal | None) -> list[Event]:
    """The applicant answers within the term; then the proposal is looked at again."""
    found = guard_status(proposal, command.proposal_id, ProposalStatus.AWAITS_COMPLETION)
    guard_applies(command, found)
    if found.answer_by is not None and dutch_day(command.at) > found.answer_by:
        raise CompletionTermOver(answer_by=found.answer_by.isoformat())
    return [ProposalCompleted.following(command)]
