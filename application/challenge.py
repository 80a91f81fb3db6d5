"""The right to challenge: an agreement in place of a grant."""

from __future__ import annotations

from application.coordinator import guard_assessor, guard_executors
from application.granting import guard_found_feasible
from application.interest import guard_no_interest
from application.precedence import waits_no_longer
from application.proposal_standing import existing_proposal, holds_money, round_and_rules
from application.regulation import rules_under
from application.round_money import ended_without_money
from application.streams import Reading, StreamEvents
from domain import challenge
from domain.challenge import RecordAgreement
from domain.decision import guard_not_decided
from domain.grant import guard_round_was_won
from domain.money import ZERO
from domain.regulation_guards import guard_council_decided


def record_agreement(command: RecordAgreement, read: Reading) -> list[StreamEvents]:
    """Whoever decides for the college records the agreement; after a vote that binds, only where
    it won.
    """
    guard_no_interest(command, read)
    found = read.proposal(command.proposal_id)
    proposal = existing_proposal(read, command.proposal_id)
    has_money = holds_money(read, command.proposal_id)
    mandate = read.mandate_named(command.mandate_id)
    recorded = challenge.record_agreement(command, proposal, has_money=has_money, mandate=mandate)
    asked = rules_under(read, proposal.regulation)
    guard_found_feasible(read, proposal)
    guard_council_decided(asked, proposal.amount, command.council_act, command.agreed_on)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    guard_executors(command, read, proposal)
    voted, rules = round_and_rules(read, proposal)
    guard_round_was_won(proposal, voted, ZERO, rules)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    follows = ended_without_money(command, read, proposal)
    return [found.gets(recorded), *follows, *waits_no_longer(command, read, proposal)]
