"""With fewer ballots than keep a vote secret, nothing says what anybody chose."""

from __future__ import annotations

import json

import pytest

from application.closed_round import TooFewForSecrecy, closed_papers, closed_round
from application.divided_round import divided_round
from application.streams import Reading
from domain.event_catalogue import event_from
from domain.money import ZERO, Money
from domain.regulation_contents import Regulation
from domain.round_opening import frozen_hash
from domain.theme_division import ThemeDivision
from domain.theme_round_events import ThemeRoundOpened, ThemeRoundTallied
from domain.voting_round import VotingRoundOpened, VotingRoundTallied
from projections.next_step import NextStep, RoundOutcome
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.domain.given import refused
from tests.unit.projections.entries import dossier_of
from tests.unit.test_golden_events import GOLDEN

DIVISION = ThemeDivision(
    themes=("green", "care", "play", "safe", "art"), step_cents=Money(100_00), least_themes=4
)


def where_ten_are_needed() -> Town:
    """Money for one of two proposals, under a regulation that asks for ten ballots."""
    town = Town().with_plan(1_000_00)
    voting = {"article": "4.1", "minimum_ballots": 10}
    town.adopt_regulation(Regulation.model_validate({"voting": voting}))
    for name in ("garden", "oven"):
        town.admit(name, 600_00)
    return town


def voted(voters: int) -> Town:
    """So many people want the garden, and their ballots were counted."""
    town = where_ten_are_needed()
    town.open_round(["garden", "oven"], 700_00)
    for voter in range(voters):
        town.cast(voter, "garden")
    town.close_round()
    town.tally()
    return town


def divided(voters: int) -> Town:
    """So many people divide nine hundred euros alike."""
    town = where_ten_are_needed()
    town.open_theme_round(DIVISION, 900_00)
    for voter in range(voters):
        town.cast(voter, "green", "care", "play", "safe", points=(5, 2, 1, 1), round_id="themes")
    town.close_round("themes")
    town.tally("themes")
    return town


class TestWithTooFew:
    def test_nobody_wins_and_the_log_says_how_many_voted_only(self) -> None:
        (tallied,) = (each for each in voted(9).events() if isinstance(each, VotingRoundTallied))
        assert (tallied.ballots, tallied.winners, tallied.ties) == (9, (), ())

    def test_no_theme_gets_what_a_ballot_gave_it(self) -> None:
        (tallied,) = (each for each in divided(1).events() if isinstance(each, ThemeRoundTallied))
        assert (tallied.ballots, tallied.shares) == (1, ())

    def test_all_money_is_free_and_whoever_decides_is_not_bound(self) -> None:
        town = voted(1)
        money = Reading(town.streams).budget(YEAR, LIENDERT).state
        assert money is not None
        assert (money.available, money.won) == (Money(1_000_00), {})
        assert town.reserve("oven", 600_00)

    def test_every_dossier_on_the_list_says_that_there_is_no_outcome(self) -> None:
        town = voted(1)
        for name in ("garden", "oven"):
            dossier = dossier_of(town, name)
            assert dossier.round is not None
            assert dossier.round.outcome is RoundOutcome.NO_OUTCOME
            assert dossier.next_step is NextStep.AWAITS_COLLEGE

    def test_the_list_stays_sealed_and_the_refusal_names_the_article(self) -> None:
        town = voted(9)
        assert closed_papers("round-1", town.log).has_no_outcome
        with refused(TooFewForSecrecy) as caught:
            closed_round("round-1", town.log, town.box.counting)
        assert "artikel 4.1" in caught.value.text("nl")
        assert "article 4.1" in caught.value.text("en")
        with refused(TooFewForSecrecy):
            divided_round("themes", divided(1).log, town.box.counting)


class TestWithEnough:
    def test_who_won_wins(self) -> None:
        found = dossier_of(voted(10)).round
        assert found is not None
        assert found.outcome is RoundOutcome.WON

    def test_themes_get_what_ballots_gave_them(self) -> None:
        (tallied,) = (each for each in divided(10).events() if isinstance(each, ThemeRoundTallied))
        assert [share.amount_cents for share in tallied.shares] == [
            Money(500_00),
            Money(200_00),
            Money(100_00),
            Money(100_00),
            ZERO,
        ]


class TestWhatIsFrozen:
    def test_the_number_is_among_the_rules_that_are_hashed_at_the_opening(self) -> None:
        town = where_ten_are_needed()
        town.open_round(["garden", "oven"], 100_00)
        town.open_theme_round(DIVISION, 900_00)
        opened = [
            each for each in town.events() if isinstance(each, VotingRoundOpened | ThemeRoundOpened)
        ]
        assert [each.minimum_ballots for each in opened] == [10, 10]
        for each in opened:
            written = each.model_dump(mode="json")
            assert frozen_hash(written) == each.rules_hash
            assert frozen_hash(written | {"minimum_ballots": 0}) != each.rules_hash

    @pytest.mark.parametrize("name", ["voting_round.opened.v5", "theme_round.opened.v1"])
    def test_a_round_of_the_past_has_its_outcome_with_however_few(self, name: str) -> None:
        opened = event_from(name, GOLDEN[name])
        assert isinstance(opened, VotingRoundOpened | ThemeRoundOpened)
        assert opened.minimum_ballots == 0
        assert opened.rules_hash == json.loads(GOLDEN[name])["rules_hash"]
