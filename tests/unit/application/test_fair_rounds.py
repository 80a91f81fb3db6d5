"""Who makes a round cannot decide it: not by its key, and not around its outcome."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from domain.command import Role
from domain.tally.rules import VotingRule
from domain.voting_round import OpenVotingRound, VotingRoundOpened
from domain.voting_rules import RoundRules
from tests.scenarios.town import PASS_KEY, Town
from tests.unit.application.commands import EXAMPLES


class TestTheKeyOfItsPasses:
    """Whoever holds the private half can make as many passes as he likes."""

    def test_who_opens_a_round_does_not_choose_it(self) -> None:
        own_key = {"pass_key": "bb" * 32}
        with pytest.raises(ValidationError, match="pass_key"):
            Town().do(OpenVotingRound, Role.CASE_OFFICER, **EXAMPLES[OpenVotingRound] | own_key)

    def test_it_is_the_one_that_the_register_made_for_this_round(self) -> None:
        town = Town().with_money()
        town.admit("garden", 100)
        town.open_round(["garden"], budget=100)
        (opened,) = (event for event in town.events() if isinstance(event, VotingRoundOpened))
        assert opened.pass_key == PASS_KEY


class TestItsRules:
    """What is frozen can be read again by everyone, for ever."""

    def test_limits_that_no_reader_would_take_are_not_frozen(self) -> None:
        town = Town().with_money()
        town.admit("garden", 100)
        beyond = RoundRules(rule=VotingRule.GREEDY).model_copy(update={"max_choices": 100_000})
        with pytest.raises(ValidationError, match="max_choices"):
            town.open_round(["garden"], budget=100, rules=beyond)
