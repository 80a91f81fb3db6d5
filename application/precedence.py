"""Who goes first: residents' initiatives that wait are counted, and formal grants leave room."""

from __future__ import annotations

from collections.abc import Iterator

from application.proposal_standing import holds_money, money_of, round_and_rules
from application.ranking import ranked_no_longer
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import precedence
from domain.command import ActorCommand
from domain.grant import outcome_binds
from domain.money import ZERO, Money
from domain.precedence import goes_after, goes_first, guard_residents_first
from domain.proposal import Proposal


def now_waits(command: ActorCommand, read: Reading, proposal: Proposal) -> list[StreamEvents]:
    """A residents' initiative is in handling: from now on it waits for a decision."""
    if not goes_first(proposal, rules_under(read, proposal.regulation)):
        return []
    found = read.precedence(proposal.year, proposal.wijk)
    return [found.gets([precedence.wait(command, found.state, proposal)])]


def waits_no_longer(command: ActorCommand, read: Reading, *ended: Proposal) -> list[StreamEvents]:
    """Proposals of one wijk and year that are decided on, or go no further, hold nobody up: neither
    as initiatives that go first, nor by their place in the ranking.
    """
    ranked = ranked_no_longer(command, read, *ended)
    first = [each for each in ended if goes_first(each, rules_under(read, each.regulation))]
    if not first:
        return ranked
    found = read.precedence(first[0].year, first[0].wijk)
    done = precedence.end_wait(command, found.state, first)
    return [found.gets(done), *ranked] if done else ranked


def guard_goes_first(read: Reading, proposal: Proposal, amount: Money) -> None:
    """A formal applicant gets this much when what is left pays for whoever goes first."""
    rules = rules_under(read, proposal.regulation)
    if not goes_after(proposal, rules) or _won_a_round(read, proposal):
        return
    _, money = money_of(read, proposal)
    left = money.available + money.reserved.get(proposal.proposal_id, ZERO) - amount
    guard_residents_first(rules, _waiting_without_money(read, proposal), left)


def _won_a_round(read: Reading, proposal: Proposal) -> bool:
    counted, rules = round_and_rules(read, proposal)
    return counted is not None and outcome_binds(counted, rules)


def _waiting_without_money(read: Reading, proposal: Proposal) -> Iterator[Proposal]:
    found = read.precedence(proposal.year, proposal.wijk).state
    for proposal_id in found.waiting if found else ():
        waits = read.proposal(proposal_id).state
        if waits and waits.round_id is None and not holds_money(read, proposal_id):
            yield waits
