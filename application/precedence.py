"""Who goes first: what waits is counted, and grants to who goes after leave room for it."""

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
from domain.precedence import (
    PrecedenceGround,
    PrecedenceOf,
    ground_before,
    grounds_of,
    is_formal,
    may_go_after,
)
from domain.proposal import Proposal
from domain.proposal_support import supporters_of
from domain.regulation_contents import Regulation


def now_waits(command: ActorCommand, read: Reading, proposal: Proposal) -> list[StreamEvents]:
    """A proposal that may go before others is in handling: from now on it waits for a decision."""
    grounds = grounds_of(proposal.applicant_kind, rules_under(read, proposal.regulation))
    if not grounds:
        return []
    found = read.precedence(proposal.year, proposal.wijk)
    return [found.gets([precedence.wait(command, found.state, proposal, grounds)])]


def waits_no_longer(command: ActorCommand, read: Reading, *ended: Proposal) -> list[StreamEvents]:
    """Proposals of one wijk and year that are decided on, or go no further, hold nobody up: neither
    as initiatives that go first, nor by their place in the ranking.
    """
    ranked = ranked_no_longer(command, read, *ended)
    first = [
        each
        for each in ended
        if grounds_of(each.applicant_kind, rules_under(read, each.regulation))
    ]
    if not first:
        return ranked
    found = read.precedence(first[0].year, first[0].wijk)
    done = precedence.end_wait(command, found.state, first)
    return [found.gets(done), *ranked] if done else ranked


def guard_goes_first(read: Reading, proposal: Proposal, amount: Money) -> None:
    """Who goes after gets this much when what is left pays for whoever goes before."""
    _, money = money_of(read, proposal)
    left = money.available + money.reserved.get(proposal.proposal_id, ZERO) - amount
    _guard_left(read, proposal, left)


def guard_goes_first_again(read: Reading, proposal: Proposal, amount: Money) -> None:
    """After an objection too, as far as the grant takes from what is left today: what comes above
    that is lawful excess, and nobody waits for it (Awb 4:25, third paragraph).
    """
    _, money = money_of(read, proposal)
    takes = min(amount - money.granted.get(proposal.proposal_id, ZERO), money.available)
    if takes > ZERO:
        _guard_left(read, proposal, money.available - takes)


def _guard_left(read: Reading, proposal: Proposal, left: Money) -> None:
    rules = rules_under(read, proposal.regulation)
    asked = _standing(read, proposal)
    if not may_go_after(rules, asked) or _won_a_round(read, proposal):
        return
    unpaid: dict[PrecedenceGround, list[Proposal]] = {}
    for ground, waits in _before(read, proposal, rules, asked):
        unpaid.setdefault(ground, []).append(waits)
    precedence.guard_goes_first(rules, unpaid, left)


def _standing(read: Reading, proposal: Proposal) -> PrecedenceOf:
    support = read.proposal_support(proposal.proposal_id).state
    return PrecedenceOf(is_formal(proposal.applicant_kind), supporters_of(support) > 0)


def _won_a_round(read: Reading, proposal: Proposal) -> bool:
    counted, rules = round_and_rules(read, proposal)
    return counted is not None and outcome_binds(counted, rules)


def _before(
    read: Reading, proposal: Proposal, rules: Regulation, asked: PrecedenceOf
) -> Iterator[tuple[PrecedenceGround, Proposal]]:
    """What goes before it and waits without money of its own, with the ground."""
    found = read.precedence(proposal.year, proposal.wijk).state
    for proposal_id, grounds in found.grounds.items() if found else ():
        waits = read.proposal(proposal_id).state
        if waits is None or waits.round_id is not None or holds_money(read, proposal_id):
            continue
        ground = ground_before(rules, asked, _standing(read, waits), grounds)
        if ground is not None:
            yield ground, waits
