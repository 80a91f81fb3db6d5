"""Lists of proposals and activities: no price is lost, and what won is paid to the cent."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activity import GrantedActivity
from domain.errors import Refusal
from domain.money import ZERO, Money, total
from domain.proposal import Proposal
from domain.round_list import guard_activities_won
from domain.round_opening import open_round
from domain.voting_round import (
    VotingRound,
    VotingRoundOpened,
    VotingRoundTallied,
    Winner,
)
from tests.unit.domain.given import euros, happened
from tests.unit.domain.rounds import (
    BUDGET,
    PASS_KEY,
    in_handling,
    opening,
    rules,
    the_round,
)
from tests.unit.domain.test_round_list import PER_ACTIVITY, with_activities

WHOLE_OR_NOT = st.dictionaries(st.sampled_from("abcde"), st.integers(1, 30), max_size=5)
"""Activities with what they ask, in euros; none: the proposal stands on the list as a whole."""


@st.composite
def lists(draw: st.DrawFn) -> tuple[dict[str, Proposal], VotingRoundOpened]:
    """Proposals with activities and without, and the round that was opened on them."""
    asked = draw(st.dictionaries(st.sampled_from("vwxyz"), WHOLE_OR_NOT, min_size=1, max_size=5))
    proposals = {
        name: with_activities(name, **each) if each else in_handling(name, amount=euros(7))
        for name, each in asked.items()
    }
    command = opening(rules(rule="greedy"), proposal_ids=tuple(proposals))
    event, _ = open_round(
        command.model_copy(update={"per_activity": True}),
        None,
        BUDGET,
        proposals,
        PASS_KEY,
        rules_of=lambda _: PER_ACTIVITY,
    )
    return proposals, event


@st.composite
def counts(draw: st.DrawFn) -> tuple[Mapping[str, Proposal], VotingRound]:
    """Such a round, of which some lines won, each with its price or with a part of it."""
    proposals, event = draw(lists())
    won = draw(st.sets(st.sampled_from([line.line_id for line in event.candidates])))
    winners = tuple(
        Winner(
            line_id=line.line_id,
            price_cents=line.price_cents,
            funded_cents=Money(draw(st.integers(1, line.price_cents.cents))),
        )
        for line in event.candidates
        if line.line_id in won
    )
    result = happened(VotingRoundTallied, round_id="round-1", ballots=1, winners=winners, ties=())
    return proposals, the_round(event, result)


@given(lists())
def test_the_lines_of_a_proposal_cost_what_it_asks_together(
    found: tuple[dict[str, Proposal], VotingRoundOpened],
) -> None:
    proposals, event = found
    names = [line.line_id for line in event.candidates]
    assert names == sorted(set(names))
    for name, proposal in proposals.items():
        lines = [each for each in event.candidates if each.proposal_id == name]
        assert total(each.price_cents for each in lines) == proposal.amount
        assert len(lines) == max(1, len(proposal.activities))


@given(counts())
def test_what_proposals_won_is_what_their_lines_won_to_the_cent(
    found: tuple[Mapping[str, Proposal], VotingRound],
) -> None:
    proposals, counted = found
    assert total(counted.won.values()) == total(counted.funded.values())
    for name, proposal in proposals.items():
        won = counted.won.get(name, ZERO)
        assert won <= proposal.amount
        if proposal.activities:
            assert total(counted.won_per_activity(name).values()) == won


@given(counts(), st.data())
def test_an_activity_gets_up_to_what_it_won_and_not_a_cent_more(
    found: tuple[Mapping[str, Proposal], VotingRound], data: st.DataObject
) -> None:
    proposals, counted = found
    lines = [each for each in counted.lines.values() if each.activity_id]
    if not lines:
        return
    line = data.draw(st.sampled_from(lines))
    assert line.activity_id
    won = counted.won_per_activity(line.proposal_id).get(line.activity_id, ZERO)
    for amount in (won, won + Money(1)):
        if not amount:
            continue
        gets = (GrantedActivity(activity_id=line.activity_id, amount_cents=amount),)
        if amount <= won:
            guard_activities_won(proposals[line.proposal_id], counted, gets)
        else:
            with pytest.raises(Refusal):
                guard_activities_won(proposals[line.proposal_id], counted, gets)
