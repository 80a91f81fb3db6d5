"""`wijkkas compare`: several rules side by side, per file and in total."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from adapters.command_line.compare import register
from adapters.command_line.comparison_tables import Said
from adapters.rule_comparison.answer import decimal
from domain.tally.comparing.variants import DEFAULT_NAMES

FILE = """META
key;value
budget;100
currency;{currency}
vote_type;approval
num_votes;7
PROJECTS
project_id;cost;name;category;district
square;80;The [red]square;play,green;north
bench;10;Bench;meet;south
trees;25;Trees;none;
VOTES
voter_id;vote
a;square
b;square
c;square
d;bench,trees
e;bench,trees
f;
"""

Command = Callable[..., Result]


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs the command on files in the folder `tmp_path`, of which two are there."""
    (tmp_path / "euros.pb").write_text(FILE.format(currency="EUR"))
    (tmp_path / "crowns.pb").write_text(FILE.format(currency="CZK"))
    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)

    def run(*options: str, files: tuple[str, ...] = ("euros.pb",)) -> Result:
        paths = [str(tmp_path / name) for name in files]
        return CliRunner().invoke(app, ["compare", *paths, *options])

    return run


def answer(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


class TestOneFile:
    """Outcomes, money and voters of each rule."""

    def test_the_rules_asked_for_are_compared_in_that_order(self, command: Command) -> None:
        found = answer(command("--rules", "greedy-cost, greedy", "--json"))
        (election,) = found["elections"]
        assert [each["name"] for each in found["variants"]] == ["greedy-cost", "greedy"]
        assert [each["winners"] for each in election["outcomes"]] == [
            ["bench", "trees"],
            ["square", "bench"],
        ]
        assert election["differences"] == [
            {
                "one": "greedy-cost",
                "other": "greedy",
                "only_one": ["trees"],
                "only_other": ["square"],
            }
        ]
        assert set(election["seconds"]) == {"parse", "compare"}

    def test_without_a_choice_it_is_the_default_set(self, command: Command) -> None:
        found = answer(command("--json"))
        assert [each["name"] for each in found["variants"]] == list(DEFAULT_NAMES)

    def test_every_rule_has_a_name_and_a_tendency_in_two_languages(self, command: Command) -> None:
        (variant,) = answer(command("--rules", "mes", "--json"))["variants"]
        assert variant["title"] == {"nl": "Gelijke delen", "en": "Equal shares"}
        assert set(variant["tendency"]) == {"nl", "en"}

    def test_money_is_divided_over_categories_and_areas_of_the_file(self, command: Command) -> None:
        (election,) = answer(command("--rules", "greedy", "--json"))["elections"]
        (outcome,) = election["outcomes"]
        assert (outcome["cost"], outcome["budget_left"]) == (90, 10)
        assert outcome["by_category"] == [
            {"name": "green", "amount": 40},
            {"name": "meet", "amount": 10},
            {"name": "play", "amount": 40},
            {"name": None, "amount": 0},
        ]
        assert outcome["by_area"][0] == {"name": "north", "amount": 80}

    def test_a_threshold_holds_under_every_rule(self, command: Command) -> None:
        (election,) = answer(command("--minimum-votes", "3", "--json"))["elections"]
        assert {tuple(each["winners"]) for each in election["outcomes"]} <= {("square",), ()}

    def test_what_is_odd_in_the_file_is_said_beside_the_answer(self, command: Command) -> None:
        result = command("--rules", "greedy", "--json", "--language", "en")
        assert "num_votes is 7, but there are 6" in result.stderr
        assert answer(result)["elections"][0]["remarks"]


class TestSeveralFiles:
    """Per file, and together."""

    def test_the_total_adds_up_what_has_one_currency(self, command: Command) -> None:
        found = answer(command("--rules", "greedy,greedy-cost", "--json", files=("euros.pb",) * 2))
        greedy, per_cost = found["total"]
        assert (greedy["elections"], greedy["cost"], greedy["budget"]) == (2, 180, 200)
        assert (greedy["voters"], greedy["voters_with_a_winner"]) == (12, 10)
        assert (greedy["same_as_first"], per_cost["same_as_first"]) == (2, 0)
        assert greedy["by_category"][0] == {"name": "green", "amount": 80}
        assert greedy["mean_share_spent"] == 0.9

    def test_crowns_and_euros_are_not_added_up(self, command: Command) -> None:
        files = ("euros.pb", "crowns.pb")
        (total,) = answer(command("--rules", "greedy", "--json", files=files))["total"]
        assert total["cost"] is total["budget"] is total["by_category"] is None
        assert (total["winners"], total["mean_share_spent"]) == (4, 0.9)


class TestForPeople:
    """A table."""

    def test_rules_are_named_and_numbers_written_in_the_language_asked_for(
        self, command: Command
    ) -> None:
        dutch = command("--rules", "greedy,mes").stdout
        assert "1  Meeste stemmen eerst" in dutch
        assert "83,3%" in dutch
        english = command("--rules", "greedy,mes", "--language", "en").stdout
        assert "1  Most votes first" in english
        assert "83.3%" in english

    def test_several_files_end_with_a_total(self, command: Command) -> None:
        result = command("--rules", "greedy", files=("euros.pb", "crowns.pb"))
        assert "Alle bestanden samen" in result.stdout
        assert "crowns.pb" in result.stdout

    def test_who_does_not_win_everywhere_has_a_dot_where_it_does(self, command: Command) -> None:
        shown = command("--rules", "greedy,greedy-cost").stdout
        (line,) = [line for line in shown.splitlines() if "trees" in line]
        assert line.split() == ["trees", "Trees", "·", "●"]

    def test_with_the_same_winners_everywhere_there_is_no_table_of_differences(
        self, command: Command
    ) -> None:
        assert "Niet overal gekozen" in command("--rules", "greedy,greedy-cost").stdout
        assert "Niet overal gekozen" not in command("--rules", "greedy").stdout

    def test_no_word_of_six_rules_is_cut_off(self, command: Command) -> None:
        shown = command().stdout
        assert "Stemmers met een winnaar" in shown
        assert "…" not in shown

    def test_a_name_in_a_file_has_no_power_over_the_terminal(self, command: Command) -> None:
        assert "The [red]square" in command("--rules", "greedy,greedy-cost").stdout
        assert Said("nl").plain("a\x1b[31m") == "a�[31m"


class TestWhatIsRefused:
    """Exit 1, with a stable code."""

    @pytest.mark.parametrize(
        ("rules", "code"),
        [
            ("coin", "comparison.variant_unknown"),
            ("greedy,greedy", "comparison.variant_twice"),
            (" , ", "comparison.no_variants"),
        ],
    )
    def test_rules_that_cannot_be_compared(self, command: Command, rules: str, code: str) -> None:
        result = command("--rules", rules, "--json")
        assert result.exit_code == 1
        assert json.loads(result.stdout)["code"] == code

    def test_a_file_that_is_not_there(self, command: Command) -> None:
        result = command("--json", files=("euros.pb", "nothing.pb"))
        assert result.exit_code == 1
        assert json.loads(result.stdout)["code"] == "ballot_file.not_found"


def test_shares_are_rounded_to_nine_decimals() -> None:
    assert decimal(Fraction(2, 3)) == 0.666666667
