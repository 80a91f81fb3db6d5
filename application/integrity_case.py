"""Inquiries after a suspicion: nobody with an interest in what it is about touches them."""

from __future__ import annotations

from collections.abc import Iterable

from application.interest import guard_has_none, guard_no_interest
from application.proposal_standing import existing_proposal
from application.streams import Reading, Stream, StreamEvents
from application.suspension import suspend_payments
from domain import integrity_case, integrity_outcome, suspension
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.grant import GrantStatus
from domain.integrity_case import (
    CaseAboutOneThing,
    OpenIntegrityCase,
    ProposalOutsideCase,
    RecordCaseFinding,
    SuspendCasePayments,
)
from domain.integrity_events import FollowUp, IntegrityCase
from domain.integrity_outcome import CloseCase, DecideCase, PublishCaseOutcome
from domain.suspension import PaymentsSuspended, SuspendPayments
from domain.voting_round import VotingRoundUnknown


def open_integrity_case(command: OpenIntegrityCase, read: Reading) -> list[StreamEvents]:
    """An officer without an interest opens a case about one round, or about one proposal."""
    found = read.integrity_case(command.case_id)
    if (command.round_id is None) is (command.proposal_id is None):
        raise CaseAboutOneThing()
    year, wijk = _place(read, command.round_id, command.proposal_id)
    _guard_none_is_own(command, read, _proposals(read, command.round_id, command.proposal_id))
    return [found.gets(integrity_case.open_case(command, found.state, year, wijk))]


def record_case_finding(command: RecordCaseFinding, read: Reading) -> list[StreamEvents]:
    """An officer writes down what was found."""
    found, case = _touched(command, read, command.case_id)
    return [found.gets(integrity_case.record_finding(command, case))]


def suspend_case_payments(command: SuspendCasePayments, read: Reading) -> list[StreamEvents]:
    """Whoever may suspend payments does so in a case; the notice is as any other."""
    guard_no_interest(command, read)
    found, case = _touched(command, read, command.case_id)
    if command.proposal_id not in _proposals(read, case.round_id, case.proposal_id):
        raise ProposalOutsideCase(proposal=command.proposal_id)
    integrity_case.guard_may_suspend(command, case)
    fields = command.model_dump(exclude={"case_id", "by"})
    (notices,) = suspend_payments(SuspendPayments(by=command.by, **fields), read)
    (notice,) = (each for each in notices.events if isinstance(each, PaymentsSuspended))
    return [found.gets(integrity_case.suspended_in(command, notice)), notices]


def decide_case(command: DecideCase, read: Reading) -> list[StreamEvents]:
    """The college decides; where payments go on, they do so by the same command."""
    found, case = _touched(command, read, command.case_id)
    running = _running(command, read, case)
    proposals = _proposals(read, case.round_id, case.proposal_id)
    is_granted = any(_is_granted(read, proposal_id) for proposal_id in proposals)
    decided = integrity_outcome.decide(
        command, case, is_suspended=bool(running), is_granted=is_granted
    )
    lifted = running if command.follow_up is FollowUp.PAYMENTS_GO_ON else []
    return [found.gets(decided), *(_lifted(command, read, proposal_id) for proposal_id in lifted)]


def publish_case_outcome(command: PublishCaseOutcome, read: Reading) -> list[StreamEvents]:
    """The college tells everyone what came of it."""
    found, case = _touched(command, read, command.case_id)
    return [found.gets(integrity_outcome.publish(command, case))]


def close_case(command: CloseCase, read: Reading) -> list[StreamEvents]:
    """An officer closes what was told, or came to nothing."""
    found, case = _touched(command, read, command.case_id)
    return [found.gets(integrity_outcome.close(command, case))]


def _touched(
    command: ActorCommand, read: Reading, case_id: str
) -> tuple[Stream[IntegrityCase], IntegrityCase]:
    """The case, for somebody without an interest in what it is about."""
    found = read.integrity_case(case_id)
    case = integrity_case.guard_case(found.state, case_id)
    _guard_none_is_own(command, read, _proposals(read, case.round_id, case.proposal_id))
    return found, case


def _guard_none_is_own(command: ActorCommand, read: Reading, proposals: Iterable[str]) -> None:
    for proposal_id in proposals:
        guard_has_none(command.by, existing_proposal(read, proposal_id), read)


def _place(read: Reading, round_id: str | None, proposal_id: str | None) -> tuple[int, str]:
    """Year and wijk of what a case is about."""
    if proposal_id is not None:
        proposal = existing_proposal(read, proposal_id)
        return proposal.year, proposal.wijk
    found = read.voting_round(round_id).state if round_id else None
    if found is None:
        raise VotingRoundUnknown(round=round_id)
    return found.year, found.wijk


def _proposals(read: Reading, round_id: str | None, proposal_id: str | None) -> tuple[str, ...]:
    """The proposals that a case is about: the one, or those on the list of the round."""
    if proposal_id is not None:
        return (proposal_id,)
    found = read.voting_round(round_id).state if round_id else None
    return () if found is None else found.proposal_ids


def _is_granted(read: Reading, proposal_id: str) -> bool:
    grant = read.grant(proposal_id).state
    return grant is not None and grant.status is GrantStatus.GRANTED


def _running(command: DecideCase, read: Reading, case: IntegrityCase) -> list[str]:
    """The grants on which payments are suspended today by a notice of this case."""
    return [
        each.proposal_id
        for each in case.running_on(dutch_day(command.at))
        if _is_granted(read, each.proposal_id)
        and (now := read.suspension(each.proposal_id).state) is not None
        and now.notice == each.notice
    ]


def _lifted(command: DecideCase, read: Reading, proposal_id: str) -> StreamEvents:
    found = read.suspension(proposal_id)
    grant = read.grant(proposal_id).state
    return found.gets(suspension.lift_with_case(command, found.state, grant, proposal_id))
