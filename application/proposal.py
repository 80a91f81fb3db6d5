"""Handling a proposal: submitted, admitted or left out, withdrawn."""

from __future__ import annotations

from application.coordinator import coordinator_in, guard_assessor
from application.interest import guard_no_interest
from application.log import Log
from application.precedence import now_waits, waits_no_longer
from application.proposal_standing import existing_proposal, holds_money
from application.regulation import regulation_in_force, rules_under
from application.round_money import ended_without_money
from application.streams import Reading, StreamEvents
from application.wijkplan import guard_wijk_of_open_year
from domain import applicant, leaving_out, proposal, proposal_number
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.deadlines import IsHoliday, no_holiday
from domain.decision import guard_not_decided
from domain.event_catalogue import event_from
from domain.leaving_out import LeaveOutOfHandling
from domain.proposal import (
    ConfirmProposal,
    Proposal,
    ProposalSubmitted,
    SubmitProposal,
    TakeInHandling,
    WithdrawProposal,
)
from domain.proposal_activities import guard_budget
from domain.proposal_support import supporters_of
from domain.regulation_contents import Regulation
from domain.regulation_guards import guard_support
from domain.separation import guard_may_be_paid, guard_may_execute


def submit_proposal(command: SubmitProposal, read: Reading) -> list[StreamEvents]:
    """A resident proposes an initiative for a wijk of an open year.

    Two at the same moment find the same number free; the log takes one of them, and the other is
    decided again and gets the next.
    """
    guard_wijk_of_open_year(read, command.year, command.wijk)
    proposal_id = command.proposal_id or next_id(command.year, command.wijk, read)
    found = read.proposal(proposal_id)
    regulation = regulation_in_force(read, command.wijk, dutch_day(command.at))
    submitted = found.gets(proposal.submit(command, proposal_id, found.state, regulation))
    if regulation is not None:
        _guard_not_the_coordinator(command, regulation.rules, read)
    if command.proposal_id is not None:
        return [submitted]
    # The receipt has the last position: that is where the id is looked up.
    return [*_counts(command, proposal_id, read), submitted]


def _guard_not_the_coordinator(command: SubmitProposal, rules: Regulation, read: Reading) -> None:
    """Who applies executes what is asked for, and is paid for it."""
    joint = (each.applicant_id for each in command.joint_applicants)
    applicants = frozenset({command.on_behalf_of or command.by.id, *joint})
    coordinates = coordinator_in(read, command.wijk, dutch_day(command.at))
    guard_may_execute(rules, coordinates, applicants)
    guard_may_be_paid(rules, coordinates, applicants)


def _counts(command: SubmitProposal, proposal_id: str, read: Reading) -> list[StreamEvents]:
    """It is one more of its applicant, and of whoever helped."""
    applicant_id = command.on_behalf_of or command.by.id
    changes = [counted(command, read, applicant_id, (command.year, proposal_id))]
    if applicant_id != command.by.id:
        helped = read.help(command.year, command.by.id)
        changes.append(helped.gets(applicant.count_help(command, helped.state, proposal_id)))
    return changes


def counted(
    command: ActorCommand,
    read: Reading,
    applicant_id: str,
    new: tuple[int, str],
    ending: tuple[str, ...] = (),
) -> StreamEvents:
    """One more proposal of an applicant: `new` is its year and id; `ending` go on in it."""
    year, proposal_id = new
    own = read.submissions(year, applicant_id)
    earlier = [each for each in (own.state.proposal_ids if own.state else ()) if each not in ending]
    return own.gets(
        applicant.count(
            command,
            own.state,
            (_is_open(read, each) for each in earlier),
            applicant_id=applicant_id,
            year=year,
            proposal_id=proposal_id,
        )
    )


def _is_open(read: Reading, proposal_id: str) -> bool:
    found = read.proposal(proposal_id).state
    decided = read.decision(proposal_id).state
    return found is not None and found.is_undecided and (decided is None or not decided.taken)


def next_id(year: int, wijk: str, read: Reading) -> str:
    """The id that the next proposal of a wijk and year gets."""

    def id_of(number: int) -> str:
        return proposal_number.numbered_id(year, wijk, number)

    def is_taken(number: int) -> bool:
        return read.proposal(id_of(number)).state is not None

    return id_of(proposal_number.next_number(is_taken))


def proposal_submitted_at(log: Log, position: int) -> str:
    """The id that a proposal got: what a submission answers is a position of the log.

    Raises `LookupError` where no proposal was submitted.
    """
    for entry in log.read(position, limit=1):
        event = event_from(entry.name, entry.payload)
        if isinstance(event, ProposalSubmitted):
            return event.proposal_id
    raise LookupError(f"no proposal was submitted at position {position}")


def confirm_proposal(command: ConfirmProposal, read: Reading) -> list[StreamEvents]:
    """Who was helped, or is named as joint applicant, says that it is theirs."""
    found = read.proposal(command.proposal_id)
    return [found.gets(proposal.confirm(command, found.state))]


def take_in_handling(command: TakeInHandling, read: Reading) -> list[StreamEvents]:
    """A case officer admits a proposal that has the support and co-funding it needs."""
    guard_no_interest(command, read)
    found = read.proposal(command.proposal_id)
    taken = proposal.take_in_handling(command, found.state)
    asked = existing_proposal(read, command.proposal_id)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    guard_still_fits(read, asked)
    return [found.gets(taken), *now_waits(command, read, asked)]


def guard_still_fits(read: Reading, asked: Proposal) -> None:
    """What is handled has the support and co-funding that its rules ask, in every version."""
    rules = rules_under(read, asked.regulation)
    support = read.proposal_support(asked.proposal_id).state
    guard_support(rules, asked.amount, supporters_of(support))
    guard_budget(rules, asked)


def leave_out_of_handling(
    command: LeaveOutOfHandling, read: Reading, is_holiday: IsHoliday = no_holiday
) -> list[StreamEvents]:
    """Who has a mandate for it, or the college, leaves a proposal out of handling."""
    guard_no_interest(command, read)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    found = read.proposal(command.proposal_id)
    mandate = read.mandate_named(command.mandate_id)
    left = leaving_out.leave_out_of_handling(command, found.state, is_holiday, mandate=mandate)
    return [found.gets(left)]


def withdraw_proposal(command: WithdrawProposal, read: Reading) -> list[StreamEvents]:
    """An applicant takes a proposal back, until money is bound to it or it is decided on."""
    found = read.proposal(command.proposal_id)
    has_money = holds_money(read, command.proposal_id)
    withdrawn = proposal.withdraw(command, found.state, has_money=has_money)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    asked = existing_proposal(read, command.proposal_id)
    follows = ended_without_money(command, read, asked)
    return [found.gets(withdrawn), *follows, *waits_no_longer(command, read, asked)]
