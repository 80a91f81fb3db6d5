"""Watching fetched passes: only where the regulation of the round says so, and only addresses."""

from __future__ import annotations

from application.pass_watch import note_fetch
from application.streams import Reading
from domain.regulation_contents import Regulation
from domain.regulation_procedure import IntegrityRule
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from tests.fakes.pass_watch import FakePassWatch
from tests.scenarios.town import Town

RULE = IntegrityRule(article="9", passes_from_one_address=3, within_minutes=60, kept_days=7)
ADDRESS = "203.0.113.7"


def voting(rules: Regulation | None) -> Town:
    """A town in which people vote, under a regulation or none."""
    town = Town().with_plan()
    if rules is not None:
        town.adopt_regulation(rules)
    for name in ("garden", "oven"):
        town.admit(name, 300_00)
    town.open_round(["garden", "oven"], 300_00, RoundRules(rule=VotingRule.GREEDY))
    return town


def noted(town: Town, address: str | None = ADDRESS, round_id: str = "round-1") -> FakePassWatch:
    """What the watch hears of three passes."""
    watch = FakePassWatch()
    for _ in range(3):
        note_fetch(watch, Reading(town.streams), round_id, address, town.now)
    return watch


def test_under_a_regulation_that_watches_many_from_one_address_are_a_signal() -> None:
    watch = noted(voting(Regulation(integrity=RULE)))
    (signal,) = watch.signals(["round-1"]).values()
    assert (signal.addresses, signal.passes, signal.minutes) == (1, 3, 60)


def test_without_a_rule_nothing_is_kept() -> None:
    assert noted(voting(Regulation())).noted == []
    assert noted(voting(None)).noted == []


def test_a_rule_that_came_after_the_opening_does_not_watch_that_round() -> None:
    town = voting(None)
    town.adopt_regulation(Regulation(integrity=RULE))
    assert noted(town).noted == []


def test_what_comes_from_no_address_is_not_kept() -> None:
    town = voting(Regulation(integrity=RULE))
    for address in (None, "a-local-socket"):
        assert noted(town, address).noted == []


def test_of_a_round_that_is_not_there_nothing_is_kept() -> None:
    assert noted(voting(Regulation(integrity=RULE)), round_id="round-none").noted == []
