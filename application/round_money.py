"""Money that people vote on: what a round, its count, and the end of what won do to it."""

from __future__ import annotations

from collections.abc import Sequence

from application.proposal_standing import holds_money, round_and_rules
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import round_money
from domain.budget import Budget, budget_after
from domain.command import ActorCommand
from domain.event import Event
from domain.grant import outcome_binds
from domain.money import ZERO, Money, total
from domain.proposal import Proposal
from domain.theme_round_events import ThemeRoundTallied, ThemeShare
from domain.voting_round import TallyVotingRound, VotingRound, evolve


def votes_counted(
    command: TallyVotingRound, read: Reading, voting_round: VotingRound | None, count: Event
) -> list[StreamEvents]:
    """What nobody won is free again, and all of it where the outcome does not bind."""
    after = evolve(voting_round, count)
    if after is None:
        return []
    money = read.budget(after.year, after.wijk)
    if money.state is None:
        return []
    won: dict[str, Money] = {}
    themes = ZERO
    if outcome_binds(after, rules_under(read, after.regulation)):
        won = _still_wanted(after, read)
        themes = total(each.amount_cents for each in _shares(count))
    moved = round_money.counted(command, money.state, command.round_id, won, themes)
    return [money.gets(moved)] if moved else []


def _still_wanted(counted: VotingRound, read: Reading) -> dict[str, Money]:
    """What won, was not withdrawn while people voted, and has no reservation from before that."""
    won = counted.won
    proposals = {name: read.proposal(name).state for name in won}
    wanted = (name for name, found in proposals.items() if found and found.is_undecided)
    return {name: won[name] for name in wanted if not holds_money(read, name)}


def _shares(count: Event) -> Sequence[ThemeShare]:
    return count.shares if isinstance(count, ThemeRoundTallied) else ()


def ended_without_money(
    command: ActorCommand, read: Reading, proposal: Proposal
) -> list[StreamEvents]:
    """What won and was withdrawn, refused or agreed on without a reservation holds nothing more."""
    if proposal.round_id is None:
        return []
    money = read.budget(proposal.year, proposal.wijk)
    freed = round_money.freed_for(command, money.state, proposal) if money.state else []
    return [money.gets(freed)] if freed else []


def kept_when_given_up(
    command: ActorCommand, read: Reading, proposal: Proposal, before: Budget, moved: list[Event]
) -> list[Event]:
    """These movements, by which a reservation is given up; what won keeps its money in the year."""
    year = read.budget_year(proposal.year).state
    counted, rules = round_and_rules(read, proposal)
    if counted is None or year is None or year.closed or not outcome_binds(counted, rules):
        return moved
    won = counted.won.get(proposal.proposal_id, ZERO)
    given_up = before.reserved.get(proposal.proposal_id, ZERO)
    left = budget_after(before, moved)
    return [*moved, *round_money.kept_again(command, left, proposal, won, given_up)]
