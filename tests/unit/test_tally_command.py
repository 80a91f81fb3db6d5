"""`wijkkas tally`: what it prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from adapters.command_line.tally import register
from domain.tally.draw import drawn_order
from domain.tally.payments.certificate import written

FILE = """META
key;value
budget;10
currency;EUR
vote_type;approval
min_project_score_threshold;1
PROJECTS
project_id;cost;category
9;5;play,green
10;5;play
7;1,5;green
VOTES
voter_id;vote
a;9,10
b;9,10
c;7
"""

Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs the command on the file above, with the given options."""
    path = tmp_path / "election.pb"
    path.write_text(FILE)
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    return lambda *options, file=path: CliRunner().invoke(app, ["tally", str(file), *options])


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def test_json_has_winners_in_order_cost_ties_and_seconds(command: Command) -> None:
    found = answer(command("--rule", "mes", "--completion", "none", "--json"))
    assert found["winners"] == ["10", "7"]
    assert found["cost"] == "6.5"
    assert found["ties"] == [{"step": 1, "tied": ["10", "9"], "chosen": "10", "raises": 0}]
    assert set(found["seconds"]) == {"parse", "tally"}


def test_mes_completes_with_add1_unless_told_otherwise(command: Command) -> None:
    assert answer(command("--rule", "mes", "--json"))["raises"] > 0
    assert answer(command("--rule", "mes", "--completion", "none", "--json"))["raises"] == 0


def test_a_whole_cost_is_a_number(command: Command) -> None:
    found = answer(command("--rule", "greedy", "--json"))
    assert (found["winners"], found["cost"]) == (["10", "9"], 10)


def test_a_threshold_that_the_file_states_is_said_and_applied_on_request(command: Command) -> None:
    result = command("--rule", "greedy", "--json")
    assert "drempel van 1 stemmen" in result.stderr
    applied = command("--rule", "greedy", "--minimum-votes", "2", "--json")
    assert (applied.stderr, answer(applied)["minimum_votes"]) == ("", 2)


def test_explain_adds_a_sentence_per_project_in_two_languages(command: Command) -> None:
    found = answer(command("--rule", "greedy", "--explain", "--json"))
    assert set(found["explanations"]) == {"9", "10", "7"}
    assert found["explanations"]["7"]["en"].startswith("Not chosen: 1 voter chose")
    assert "EUR 1,50" in found["explanations"]["7"]["nl"]


@pytest.mark.parametrize("rule", ["mes", "phragmen", "maximin"])
def test_the_certificate_accounts_for_every_price(command: Command, rule: str) -> None:
    found = answer(command("--rule", rule, "--completion", "none", "--certificate", "--json"))
    groups = found["certificate"]["groups"]
    for purchase in found["certificate"]["purchases"]:
        paid = sum(
            groups[each["group"]]["voters"] * Fraction(each["each"])
            for each in purchase["payments"]
        )
        assert paid == Fraction(purchase["price"])


def test_the_certificate_of_phragmen_says_what_each_had_been_given(command: Command) -> None:
    purchases = answer(command("--rule", "phragmen", "--certificate", "--json"))["certificate"][
        "purchases"
    ]
    assert [(each["project"], each["share"]) for each in purchases] == [("7", "1.5"), ("10", "2.5")]


def test_without_json_people_read_the_winners_and_the_ties(command: Command) -> None:
    result = command("--rule", "greedy", "--language", "en", "--explain")
    assert result.stdout.splitlines()[:4] == [
        "Chosen: 2 (10 of 10)",
        "   1. 10",
        "   2. 9",
        "Tie in step 1: 10, 9 → 10",
    ]


def test_an_order_for_ties_is_read_from_a_file(command: Command, tmp_path: Path) -> None:
    order = tmp_path / "order.txt"
    order.write_text("9\n10\n7\n")
    found = answer(command("--rule", "greedy", "--tie-order", str(order), "--json"))
    assert found["winners"] == ["9", "10"]


def test_a_seed_is_a_draw_that_others_can_repeat(command: Command) -> None:
    orders = set()
    for digit in "0123456789":
        seed = digit * 64
        found = answer(command("--rule", "greedy", "--draw-seed", seed, "--json"))
        drawn = drawn_order(bytes.fromhex(seed), ("9", "10"))
        assert tuple(found["winners"]) == drawn
        orders.add(drawn)
    assert len(orders) == 2


class TestRefusalsEndWithOne:
    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (["--rule", "dice"], "tally.rule_not_available"),
            (["--rule", "mes", "--completion", "magic"], "tally.option_not_available"),
            (["--rule", "mes", "--utility", "magic"], "tally.option_not_available"),
            (["--rule", "mes", "--step", "0"], "tally.step_not_positive"),
            (["--rule", "phragmen", "--completion", "add1"], "tally.option_not_available"),
        ],
    )
    def test_and_a_stable_code(self, command: Command, options: list[str], code: str) -> None:
        result = command(*options, "--json")
        assert result.exit_code == 1
        refused = json.loads(result.stdout)
        assert (set(refused), refused["code"]) == ({"code", "title", "detail"}, code)

    def test_and_an_english_title_and_a_dutch_detail(self, command: Command) -> None:
        refused = json.loads(command("--rule", "mes", "--json", file=Path("nothing.pb")).stdout)
        assert refused["title"] == "There is no readable ballot file at nothing.pb."
        assert refused["detail"] == "Er is geen leesbaar stembestand op nothing.pb."

    def test_and_a_sentence_on_standard_error_for_people(self, command: Command) -> None:
        result = command("--rule", "mes", file=Path("nothing.pb"))
        assert (result.exit_code, result.stdout) == (1, "")
        assert "ballot_file.not_found" in result.stderr


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--rule", "mes", "--step", "1e9"],
        ["--rule", "mes", "--tie-order", "nothing.txt"],
        ["--rule", "mes", "--language", "fr"],
        ["--rule", "mes", "--draw-seed", "geheim"],
        ["--rule", "mes", "--draw-seed", "ab"],
        ["--rule", "mes", "--draw-seed", "ab" * 32, "--tie-order", "order.txt"],
    ],
)
def test_wrong_usage_ends_with_two(command: Command, options: list[str]) -> None:
    assert command(*options).exit_code == 2


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Fraction(14, 2), 7),
        (Fraction(1, 8), "0.125"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 20), "0.05"),
    ],
)
def test_amounts_are_written_exactly(amount: Fraction, text: int | str) -> None:
    assert written(amount) == text


class TestConditions:
    def test_of_excluded_projects_one_wins(self, command: Command) -> None:
        found = answer(command("--rule", "greedy", "--exclude", "9,10", "--json"))
        assert found["winners"] == ["10", "7"]

    def test_a_category_gets_no_more_than_its_maximum(self, command: Command) -> None:
        found = answer(command("--rule", "greedy", "--category-maximum", "play=5", "--json"))
        assert found["winners"] == ["10", "7"]

    def test_a_category_gets_its_minimum_first(self, command: Command) -> None:
        found = answer(command("--rule", "greedy", "--category-minimum", "green=2", "--json"))
        assert found["winners"] == ["7", "10"]

    def test_a_project_can_be_funded_in_part(self, command: Command) -> None:
        options = ("--rule", "greedy", "--category-maximum", "play=8", "--part", "9=2", "--json")
        assert answer(command(*options))["winners"] == ["10", "9", "7"]
        assert answer(command(*options))["cost"] == "9.5"

    def test_greedy_ends_at_what_does_not_fit_when_asked(self, command: Command) -> None:
        parts = ("--rule", "greedy", "--no-skip", "--exclude", "9,7", "--json")
        assert answer(command(*parts))["winners"] == ["10", "9"]

    @pytest.mark.parametrize(
        "wrong",
        [
            ("--category-maximum", "sport=5"),
            ("--category-maximum", "play"),
            ("--category-maximum", "play=much"),
            ("--part", "=5"),
        ],
    )
    def test_what_names_nothing_is_wrong_usage(
        self, command: Command, wrong: tuple[str, str]
    ) -> None:
        assert command("--rule", "greedy", *wrong).exit_code == 2

    def test_a_condition_on_what_does_not_exist_is_refused(self, command: Command) -> None:
        result = command("--rule", "greedy", "--exclude", "9,x", "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)["code"] == "tally.constraint_names_unknown_project"


class TestABallot:
    def test_is_told_where_its_share_went(self, command: Command) -> None:
        options = ("--rule", "mes", "--completion", "none", "--json")
        found = answer(command(*options, "--ballot", "10,9"))["ballot"]
        assert found == {
            "won": ["10"],
            "lost": ["9"],
            "share": "10/3",
            "paid": [{"project": "10", "amount": "2.5"}],
            "unspent": "5/6",
        }

    def test_is_told_in_words(self, command: Command) -> None:
        shown = command("--rule", "phragmen", "--ballot", "7", "--language", "en").stdout
        assert "Share: 2.5" in shown
        assert "7: 1.5" in shown

    def test_has_no_share_where_voters_do_not_pay(self, command: Command) -> None:
        found = answer(command("--rule", "greedy", "--json", "--ballot", "7"))["ballot"]
        assert (found["share"], found["paid"], found["lost"]) == (None, [], ["7"])

    def test_that_names_something_else_is_refused(self, command: Command) -> None:
        result = command("--rule", "mes", "--json", "--ballot", "moon")
        assert json.loads(result.stdout)["code"] == "election.unknown_project"

    @pytest.mark.parametrize("ballot", ["7,7", "7=x", "7=-1", "7=123456789"])
    def test_that_cannot_be_read_is_wrong_usage(self, command: Command, ballot: str) -> None:
        assert command("--rule", "mes", "--ballot", ballot).exit_code == 2


def test_explain_adds_margins_and_where_the_money_went(command: Command) -> None:
    options = ("--rule", "mes", "--completion", "none", "--explain", "--json")
    found = answer(command(*options))["analysis"]
    assert found["money"]["9"] == {
        "behind": ["20/3", "5/3", "5/3"],
        "went": [{"project": "10", "amount": 5}],
    }
    assert found["margins"]["9"] == {
        "won": False,
        "highest_price": "5/3",
        "included": True,
        "fewest_votes": 3,
        "effective_support": 1,
    }
    assert found["margins"]["10"]["won"]
    assert answer(command("--rule", "bos", "--explain", "--json"))["analysis"]["margins"] == {}
