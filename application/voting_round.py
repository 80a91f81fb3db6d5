"""Running a voting round: open, close, tally. Ballots themselves go into the ballot box."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from application.ballot_box import BallotBox
from application.draw_seeds import DrawSeeds
from application.granting import guard_found_feasible
from application.interest import guard_has_none
from application.proposal import guard_still_fits
from application.regulation import regulation_in_force, rules_under
from application.round_money import votes_counted
from application.streams import Reading, StreamEvents
from application.wijk_money import money_in
from domain import round_money, round_opening, round_result, theme_round, voting_round
from domain.ballot_list import ballots_root
from domain.budget import budget_after
from domain.budget_year import guard_year_is_open
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.decision import guard_not_decided
from domain.draw_seed import seed_to_reveal
from domain.money import ZERO
from domain.proposal import Proposal
from domain.round_extension import (
    ExtendVotingRound,
    extend,
    extend_for_quorum,
    may_go_on_for_quorum,
)
from domain.round_list import left_off
from domain.theme_round import OpenThemeRound
from domain.voting_round import (
    CloseVotingRound,
    OpenVotingRound,
    TallyVotingRound,
    VotingRound,
)
from domain.voting_rules import TieBreak

_ANY_COMMITMENT = "0" * 64
"""Stands for a commitment while an opening is checked, before any seed is made for it."""


def open_voting_round(
    command: OpenVotingRound,
    read: Reading,
    pass_key_of: Callable[[str], str],
    draw_seeds: DrawSeeds,
) -> list[StreamEvents]:
    """Freeze rules, prices and list; each proposal learns that it is on it.

    Nobody votes on what was decided before. Where ties go by a draw, its seed is made last: asking
    in vain makes none, or whoever reads them could ask for round after round until one pleases.
    """
    guard_year_is_open(read.budget_year(command.year).state, command.year)
    found = read.voting_round(command.round_id)
    money, budget = money_in(read, command.year, command.wijk)
    within = {each.name: each.max_cents or ZERO for each in command.rules.categories}
    freed = round_money.taken_over(command, budget, command.theme_round_id, within)
    held = round_money.put_to_vote(command, budget, command.round_id, command.budget_cents)
    proposals = {proposal_id: read.proposal(proposal_id) for proposal_id in command.proposal_ids}
    themes = read.voting_round(command.theme_round_id) if command.theme_round_id else None
    states = {proposal_id: listed.state for proposal_id, listed in proposals.items()}
    opened, placed = round_opening.open_round(
        command,
        found.state,
        budget_after(budget, freed),
        states,
        pass_key_of(command.round_id),
        regulation=regulation_in_force(read, command.wijk, dutch_day(command.at)),
        divided=themes.state if themes else None,
        rules_of=lambda proposal: rules_under(read, proposal.regulation),
    )
    _guard_none_is_own(command, read, states.values())
    for proposal_id in placed:
        guard_not_decided(read.decision(proposal_id).state, proposal_id)
        if (listed := states[proposal_id]) is not None:
            guard_found_feasible(read, listed)
            guard_still_fits(read, listed)
    if command.rules.tie_break is TieBreak.DRAW:
        tuple(found.gets([round_opening.with_draw(opened, _ANY_COMMITMENT)]).numbered())  # it fits
        opened = round_opening.with_draw(opened, draw_seeds.commit(command.round_id))
    return [
        found.gets([opened, *left_off(command)]),
        money.gets([*freed, held]),
        *(proposals[proposal_id].gets([event]) for proposal_id, event in placed.items()),
    ]


def open_theme_round(
    command: OpenThemeRound, read: Reading, pass_key_of: Callable[[str], str]
) -> list[StreamEvents]:
    """Freeze themes, steps and limits, for residents to divide money over."""
    guard_year_is_open(read.budget_year(command.year).state, command.year)
    found = read.voting_round(command.round_id)
    money, budget = money_in(read, command.year, command.wijk)
    opened = theme_round.open_theme_round(
        command,
        found.state,
        budget,
        pass_key_of(command.round_id),
        regulation_in_force(read, command.wijk, dutch_day(command.at)),
    )
    held = round_money.put_to_vote(command, budget, command.round_id, command.budget_cents)
    return [found.gets(opened), money.gets([held])]


def extend_voting_round(command: ExtendVotingRound, read: Reading) -> list[StreamEvents]:
    """Let people vote longer; the fence around the ballots moves with the event."""
    found = read.voting_round(command.round_id)
    extended = extend(command, found.state)
    _guard_none_is_own(command, read, _listed(read, found.state))
    return [found.gets(extended)]


def _guard_none_is_own(
    command: ActorCommand, read: Reading, listed: Iterable[Proposal | None]
) -> None:
    """Who has an interest in what people vote on has no part in when they do (Awb 2:4)."""
    for each in listed:
        if each is not None:
            guard_has_none(command.by, each, read)


def _listed(read: Reading, voting_round: VotingRound | None) -> list[Proposal]:
    """The proposals on the list of a round; none where money is divided over themes."""
    if voting_round is None:
        return []
    found = (read.proposal(proposal_id).state for proposal_id in voting_round.proposal_ids)
    return [each for each in found if each]


def close_voting_round(
    command: CloseVotingRound, read: Reading, ballot_box: BallotBox, draw_seeds: DrawSeeds
) -> list[StreamEvents]:
    """Shut the ballot box for this round, then record how many ballots count, their root, and the
    seed of the draw if there is one. A closing that is refused for its seed leaves the box open,
    and so does one that too few voted for where the round goes on once.
    """
    found = read.voting_round(command.round_id)
    state = voting_round.guard_may_close(command, found.state)
    seed = draw_seeds.reveal(command.round_id) if state.draw_commitment else None
    seed_to_reveal(state.draw_commitment, seed, forgone=command.reason is not None)
    if may_go_on_for_quorum(state, command.at) and state.lacks_quorum(
        len(ballot_box.counting(command.round_id))
    ):
        _guard_none_is_own(command, read, _listed(read, state))
        return [found.gets(extend_for_quorum(command, state))]
    ballots = ballot_box.shut(command.round_id, state.closes_at)
    closed = voting_round.close(command, state, len(ballots), ballots_root(ballots), seed)
    return [found.gets(closed)]


def tally_voting_round(
    command: TallyVotingRound, read: Reading, ballot_box: BallotBox
) -> list[StreamEvents]:
    """Count the ballots of a closed round by its frozen rules; what nobody won is free again."""
    found = read.voting_round(command.round_id)
    ballots = ballot_box.counting(command.round_id)
    divides = found.state is not None and found.state.division is not None
    count = theme_round.tally if divides else round_result.tally
    counted = count(command, found.state, ballots)
    return [found.gets(counted), *votes_counted(command, read, found.state, counted[0])]
