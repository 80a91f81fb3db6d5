"""What the page of a result says: lines, pictures, the share of a voter. It counts once."""

from __future__ import annotations

import json
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import cast

import pytest

from adapters.command_line.certificate_check import check
from adapters.house import House
from adapters.web.result_account import ResultAccount, account_of
from adapters.web.result_pictures import WIDTH, Whose
from adapters.web.results import RESULTS_MAX, Results
from domain.money import Money
from domain.tally.election import Election
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count
from projections.rounds import RoundDocument
from tests.unit.tally.ballots import election
from tests.unit.test_certificate_check import pb_of

PLAIN = TallyParameters(completion=Completion.NONE)
PARK = election(10_000, {"park": 6_000, "b": 4_000, "c": 10}, "park b", "park", "b", "b")


def account(
    counted: Election, rule: str = "mes", parameters: TallyParameters = PLAIN
) -> ResultAccount:
    return account_of(counted, parameters, count(counted, rule, parameters))


class TestLines:
    def test_winners_come_first_and_then_the_most_votes(self) -> None:
        lines = account(PARK).lines
        assert [line.line_id for line in lines] == ["b", "park", "c"]
        assert [line.won for line in lines] == [True, False, False]

    def test_a_loser_says_what_would_have_been_enough(self) -> None:
        (_, park, c) = account(PARK).lines
        assert park.nearness is not None
        assert park.nearness.dutch == (
            "Met 2 stemmen meer of bij een prijs van € 36,66 was dit voorstel wel gekozen."
        )
        assert c.nearness is not None
        assert "1 stem meer" in c.nearness.dutch

    def test_a_winner_says_how_dear_it_could_have_been(self) -> None:
        assert "€ 75 was dit voorstel gekozen" in str(account(PARK).lines[0].nearness)

    def test_money_is_followed_to_each_winner(self) -> None:
        park = account(PARK).lines[1]
        assert (park.went, park.unspent) == ((("b", Money(1_333)),), Money(3_666))

    def test_raised_shares_leave_no_money_that_is_not_there(self) -> None:
        ballots = ("park b", "park", "b", "c", "c")
        raised = election(100, {"park": 45, "b": 30, "c": 200, "d": 20}, *ballots)
        found = account(raised, parameters=TallyParameters())
        assert found.raises > 0
        assert all(line.unspent is None for line in found.lines)
        pictures = {line.line_id: line.picture for line in found.lines}
        assert pictures["b"] is not None
        assert (pictures["b"].whose, pictures["b"].had) == (Whose.PART, Money(40))
        assert pictures["c"] is not None
        assert (pictures["c"].whose, pictures["c"].had) == (Whose.ROUND, Money(25))

    def test_a_rival_that_won_is_named(self) -> None:
        parameters = TallyParameters(exclusions=(("park", "b"),))
        lines = account(PARK, "greedy", parameters).lines
        assert {line.rival for line in lines if not line.won} == {"b"}

    def test_points_are_shown_where_they_were_counted(self) -> None:
        counted = Election.of(10_000, {"a": 6_000, "b": 5_000}, [{"a": 3, "b": 1}, {"a": 2}])
        assert [line.points for line in account(counted, "greedy").lines] == [5, 1]
        assert [line.points for line in account(PARK).lines] == [None] * 3


class TestPictures:
    def test_what_was_there_is_drawn_against_the_price(self) -> None:
        park = account(PARK).lines[1].picture
        assert park is not None
        assert (park.whose, park.had, park.elsewhere) == (
            Whose.SUPPORTERS,
            Money(3_666),
            Money(1_333),
        )
        assert (park.had_width, park.price_x) == (611, WIDTH)
        assert park.had_width + park.elsewhere_width <= WIDTH

    def test_a_winner_had_its_price_at_its_turn(self) -> None:
        won = account(PARK).lines[0].picture
        assert won is not None
        assert (won.had, won.elsewhere) == (Money(7_500), Money(0))
        assert won.price_x <= won.had_width

    def test_greedy_draws_what_was_left_of_the_round(self) -> None:
        first, *_ = account(PARK, "greedy").lines
        assert first.picture is not None
        assert (first.picture.whose, first.picture.had) == (Whose.ROUND, Money(10_000))

    def test_nothing_is_drawn_where_nothing_is_meant(self) -> None:
        assert account(PARK).lines[2].picture is None
        assert all(line.picture is None for line in account(PARK, "maximin").lines)


class TestTheShareOfAVoter:
    def test_is_in_whole_coins(self) -> None:
        share = account(PARK).share
        assert share is not None
        assert (share.given, share.coins_per_cent, share.given_coins) == (Money(2_500), 3, 7_500)
        (part,) = share.parts
        assert (part.line_id, part.coins, part.at_most) == ("b", 4_000, Money(1_334))

    def test_of_phragmen_has_no_full_payment(self) -> None:
        share = account(PARK, "phragmen").share
        assert share is not None
        assert {part.coins for part in share.parts} == {None}

    @pytest.mark.parametrize("rule", ["greedy", "maximin"])
    def test_is_none_where_voters_do_not_pay(self, rule: str) -> None:
        assert account(PARK, rule).share is None


class TestTheCertificate:
    @pytest.mark.parametrize("rule", ["mes", "phragmen"])
    def test_is_in_euros_and_passes_the_checker(self, rule: str) -> None:
        written = account(PARK, rule).certificate_json()
        assert written is not None
        prices = {each: price / 100 for each, price in PARK.prices.items()}
        text = pb_of(PARK).replace("budget;10000", "budget;100")
        for project_id, price in PARK.prices.items():
            text = text.replace(f"{project_id};{price}", f"{project_id};{prices[project_id]}")
        assert check(text, json.loads(written)) == []

    def test_is_none_where_there_is_nothing_to_check(self) -> None:
        assert account(PARK, "greedy").certificate_json() is None


class Counting(Results):
    """Results that note how often they count, and wait for each other first."""

    def __init__(self) -> None:
        super().__init__(cast("House", None))
        self.counted: list[str] = []

    def _counted(self, round_id: str) -> ResultAccount:
        self.counted.append(round_id)
        return ResultAccount((), 0, None, 0)


def document(round_id: str) -> RoundDocument:
    return cast("RoundDocument", SimpleNamespace(round_id=round_id))


class TestResults:
    def test_of_a_round_are_counted_once_also_when_asked_at_the_same_moment(self) -> None:
        results, start = Counting(), Barrier(8)

        def ask() -> None:
            start.wait()
            results.account(document("one"))

        threads = [Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results.counted == ["one"]

    def test_are_kept_for_so_many_rounds_and_no_more(self) -> None:
        results = Counting()
        for number in range(RESULTS_MAX + 1):
            results.account(document(str(number)))
        results.account(document(str(RESULTS_MAX)))
        assert len(results.counted) == RESULTS_MAX + 1
        results.account(document("0"))
        assert len(results.counted) == RESULTS_MAX + 2
