"""The ranking by points, where no board advised: given, ended, and decisions held against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from application.coordinator import guard_assessor
from application.interest import guard_no_interest
from application.proposal_standing import (
    holds_money,
    money_of,
    proposal_in_handling,
    round_and_rules,
)
from application.regulation import rules_under
from application.streams import Reading, StreamEvents
from domain import ranking
from domain.activity import Granted
from domain.advice_weighing import is_advised_now
from domain.command import ActorCommand
from domain.decision import guard_not_decided
from domain.event import Event
from domain.grant import outcome_binds
from domain.money import ZERO
from domain.proposal import Proposal
from domain.proposal_support import supporters_of
from domain.ranking import GivePoints, LinePoints, Standing, ranks_by_points, standing_of
from domain.ranking_weighing import (
    FOLLOWS,
    Departure,
    RankedLine,
    RankingWeighed,
    departure_of,
    guard_ranking_unchanged,
    paid_lines,
    points_now,
    weigh_ranking,
)
from domain.regulation_contents import Regulation


def give_points(command: GivePoints, read: Reading) -> list[StreamEvents]:
    """A case officer gives points to what is in handling and not decided on."""
    guard_no_interest(command, read)
    proposal = proposal_in_handling(read, command.proposal_id)
    guard_assessor(command, read, command.proposal_id, command.by.id)
    found = read.ranking(proposal.year, proposal.wijk)
    rules = rules_under(read, proposal.regulation)
    is_advised = is_advised_now(proposal, read.board(proposal.wijk).state)
    given = ranking.give_points(command, found.state, proposal, rules, is_advised=is_advised)
    guard_not_decided(read.decision(command.proposal_id).state, command.proposal_id)
    return [found.gets(given)]


def ranked_no_longer(command: ActorCommand, read: Reading, *ended: Proposal) -> list[StreamEvents]:
    """Of one wijk and year, what is decided on or goes no further passes nobody over."""
    ranked = [each for each in ended if ranks_by_points(rules_under(read, each.regulation))]
    if not ranked:
        return []
    found = read.ranking(ranked[0].year, ranked[0].wijk)
    done = ranking.end_ranking(command, found.state, ranked)
    return [found.gets(done)] if done else []


def is_ranked(read: Reading, proposal: Proposal) -> bool:
    """Whether points order the decision on it: not where a board advised on what is asked now, nor
    where people voted and their outcome binds.
    """
    if not ranks_by_points(rules_under(read, proposal.regulation)):
        return False
    counted, rules = round_and_rules(read, proposal)
    voted = counted is not None and outcome_binds(counted, rules)
    return not (voted or is_advised_now(proposal, read.board(proposal.wijk).state))


def weighed_by_points(
    command: ActorCommand,
    read: Reading,
    proposal: Proposal,
    granted: Granted,
    departure: str | None,
    *,
    is_advised: bool,
) -> list[Event]:
    """How a draft stands to the ranking, where points order the decision. Where it `is_advised` on
    something earlier, a reason may be for departing from that alone.
    """
    found = _departure_of(read, proposal, granted)
    is_for_advice = is_advised and found.is_none
    return weigh_ranking(command, proposal, found, None if is_for_advice else departure)


def guard_order_unchanged(
    read: Reading, proposal: Proposal, granted: Granted, weighed: RankingWeighed | None
) -> None:
    """What is decided passes over no more than the draft gave its reason for."""
    if is_ranked(read, proposal):
        guard_ranking_unchanged(weighed, _departure_of(read, proposal, granted))


def _departure_of(read: Reading, proposal: Proposal, granted: Granted) -> Departure:
    rules = rules_under(read, proposal.regulation)
    paid = paid_lines(proposal, rules, granted.amount, granted.activities)
    if not paid:
        return FOLLOWS
    _, money = money_of(read, proposal)
    left = money.available + money.reserved.get(proposal.proposal_id, ZERO) - granted.amount
    found = read.ranking(proposal.year, proposal.wijk).state or ranking.Ranking()
    own = _lines(read, proposal, found.waiting.get(proposal.proposal_id, {}))
    return departure_of(proposal.proposal_id, paid, own, _of_others(read, proposal, found), left)


def _of_others(read: Reading, proposal: Proposal, found: ranking.Ranking) -> Iterator[RankedLine]:
    """What waits without money of its own, and no board advised on as it reads now."""
    board = read.board(proposal.wijk).state
    for proposal_id, points in found.waiting.items():
        each = read.proposal(proposal_id).state
        if each is None or proposal_id == proposal.proposal_id or is_advised_now(each, board):
            continue
        if each.round_id is None and not holds_money(read, proposal_id):
            yield from _lines(read, each, points).values()


def _lines(
    read: Reading, proposal: Proposal, points: Mapping[str | None, LinePoints]
) -> dict[str | None, RankedLine]:
    rules = rules_under(read, proposal.regulation)
    return {
        name: RankedLine(
            proposal.proposal_id,
            proposal.activities[name].asked if name else proposal.amount,
            _standing(read, proposal, rules, each),
        )
        for name, each in points_now(proposal, rules, points).items()
    }


def _standing(read: Reading, proposal: Proposal, rules: Regulation, given: LinePoints) -> Standing:
    support = read.proposal_support(proposal.proposal_id).state if rules.support else None
    return standing_of(
        rules,
        proposal.applicant_kind,
        given.points,
        has_support=supporters_of(support) > 0,
    )
