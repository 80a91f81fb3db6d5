"""What does not fit in an entry of the log is refused or left out; it never breaks a command."""

from __future__ import annotations

from uuid import UUID

import pytest
from pydantic import ValidationError

from application.log import MAX_PAYLOAD_BYTES
from application.streams import EventTooLarge, Reading
from domain.ballot_list import ballots_root
from domain.command import Role
from domain.event_catalogue import payload_of
from domain.round_result import tally
from domain.tally.parameters import VotingRule
from domain.voting_round import TallyVotingRound, VotingRoundTallied
from domain.voting_rules import MAX_CANDIDATES
from domain.wijk_division import MAX_WIJKEN, AdoptDivision, Wijk
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.application.commands import EXAMPLES
from tests.unit.domain.given import command, refused
from tests.unit.domain.rounds import ballot, closed, opened, rules, the_round

SENT = UUID("0191d3a0-0000-7000-8000-00000000000c")


def test_an_event_that_is_too_large_is_refused_and_so_is_the_same_command_again() -> None:
    wijken = [Wijk(code=f"WK{place:06}", name="\U0001f333" * 80) for place in range(MAX_WIJKEN)]
    adopting = EXAMPLES[AdoptDivision] | {"wijken": tuple(wijken)}
    town = Town()
    for _ in range(2):
        with refused(EventTooLarge):
            town.do(AdoptDivision, Role.GRIFFIER, command_id=SENT, **adopting)
    assert town.log.next_position() == 0


def test_a_version_of_a_plan_has_a_bound_so_that_its_refusal_can_be_written_down() -> None:
    with pytest.raises(ValidationError, match="plan_version"):
        Town().prepare("garden", 1, plan_version=10**3_000)


def test_a_full_list_is_opened_and_counted_with_all_that_its_proposals_are_read_for() -> None:
    town = Town().with_money(MAX_CANDIDATES * 100)
    town.adopt_plan()
    proposal_ids = [f"{place:064}" for place in range(MAX_CANDIDATES)]
    for proposal_id in proposal_ids:
        town.admit(proposal_id, 100)
    town.open_round(proposal_ids, MAX_CANDIDATES * 100, rules(rule=VotingRule.GREEDY))
    town.cast(1, *proposal_ids)
    town.close_round()
    town.tally()
    money = Reading(town.streams).budget(YEAR, LIENDERT).state
    assert money is not None
    assert sorted(money.won) == proposal_ids


def test_a_full_list_on_which_all_stand_equal_and_all_win_can_be_tallied() -> None:
    proposal_ids = tuple(f"{place:064}" for place in range(MAX_CANDIDATES))
    frozen = opened(rules(rule=VotingRule.GREEDY), proposal_ids=proposal_ids)
    ballots = [ballot(1, *proposal_ids)]
    (result,) = tally(
        command(TallyVotingRound, round_id="round-1"),
        the_round(frozen, closed(1, ballots_root(ballots))),
        ballots,
    )
    assert isinstance(result, VotingRoundTallied)
    assert len(result.winners) == MAX_CANDIDATES
    assert len(payload_of(result)) <= MAX_PAYLOAD_BYTES
