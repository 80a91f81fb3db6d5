"""What the checker of certificates reads, by itself, and what it says in the end."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from adapters.command_line.certificate_check import amount, check, main, read, trusted
from tests.unit.test_certificate_check_alone import PB, certificate, pb


def ballots(text: str) -> list[tuple[dict[str, int], int]]:
    return [(dict(ballot), voters) for ballot, voters in read(text)[2].items()]


class TestAFileIsRead:
    def test_with_its_budget_prices_and_how_often_each_ballot_is_in_it(self) -> None:
        budget, prices, found = read(PB)
        assert budget == 40
        assert prices == {"a": 12, "b": 5, "c": 11}
        assert found == Counter(
            {
                frozenset({("a", 1)}): 2,
                frozenset({("a", 1), ("b", 1)}): 1,
                frozenset({("c", 1)}): 1,
            }
        )

    def test_whatever_its_capitals_blanks_empty_lines_and_byte_order_mark(self) -> None:
        other = PB.replace("META", "\n Meta ").replace("VOTES", " votes ")
        other = other.replace("budget;40", " BUDGET ; 40 \n;\n").replace("a;12", " a ; 12,0 ")
        other = other.replace("project_id;cost", " Project_ID ; COST ").replace(
            "3;a,b", "3; b , a,"
        )
        other = other.replace("PROJECTS", "projects").replace("voter_id;vote", "voter_id; Vote ")
        assert read("\ufeff" + other) == read(PB)

    def test_also_where_a_row_is_longer_or_shorter_than_its_head(self) -> None:
        other = PB.replace("a;12", "a;12;park;yes").replace("4;c", "4;c;more\n5")
        _, prices, found = read(other)
        assert prices["a"] == 12
        assert found[frozenset()] == 1
        assert found[frozenset({("c", 1)})] == 1

    def test_with_columns_that_have_no_name_or_nothing_in_them(self) -> None:
        other = PB.replace("project_id;cost", "project_id;cost;;name")
        other = other.replace("a;12", "a;12;;").replace("voter_id;vote", "voter_id;vote;")
        assert read(other) == read(PB)

    def test_with_columns_in_another_order(self) -> None:
        other = PB.replace("project_id;cost", "cost;project_id").replace("a;12", "12;a")
        other = other.replace("b;5", "5;b").replace("c;11", "11;c")
        assert read(other) == read(PB)

    @pytest.mark.parametrize("kind", ["cumulative", "scoring", "Ordinal"])
    def test_with_points_where_ballots_give_them(self, kind: str) -> None:
        assert ballots(pb(kind, "b,a;3,1", "a;2", "a;0", ";")) == [
            ({"a": 1, "b": 3}, 1),
            ({"a": 2}, 1),
            ({}, 2),
        ]

    def test_with_a_point_more_for_each_place_where_ballots_only_give_an_order(self) -> None:
        text = pb("ordinal", "b,a", "a", columns="voter_id;vote")
        assert ballots(text) == [({"b": 2, "a": 1}, 1), ({"a": 1}, 1)]

    def test_with_the_points_of_what_a_ballot_does_not_name(self) -> None:
        assert ballots(pb("scoring", "b;3", meta="default_score; 2\n")) == [({"a": 2, "b": 3}, 1)]
        assert ballots(pb("scoring", "b;3", meta="default_score;\n")) == [({"b": 3}, 1)]
        assert ballots(pb("approval", "b;3", meta="default_score;2\n")) == [({"b": 1}, 1)]

    def test_and_approvals_have_no_points_of_their_own(self) -> None:
        assert ballots(pb("approval", "b,a;3,1")) == [({"a": 1, "b": 1}, 1)]

    @pytest.mark.parametrize("vote", ["b,a;3", "b;3,1"])
    def test_but_not_with_more_points_than_projects_or_fewer(self, vote: str) -> None:
        assert check(pb("scoring", vote), certificate()) == [("malformed", "")]


class TestAnAmountIs:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (7, 7),
            ("0", 0),
            (" 12.50 ", Fraction(25, 2)),
            ("0,5", Fraction(1, 2)),
            ("1/3", Fraction(1, 3)),
            ("9" * 4000, int("9" * 4000)),
        ],
    )
    def test_a_number_a_decimal_or_a_fraction(self, text: object, found: Fraction) -> None:
        assert amount(text) == found

    @pytest.mark.parametrize(
        "text", ["", "-1", "1e3", "1/2/3", ".5", "1.", "٣", "9" * 4001, "x1", "1x", None, True]
    )
    def test_and_nothing_else(self, text: object) -> None:
        with pytest.raises(ValueError, match=r"^"):
            amount(text)


class TestTheCommand:
    @pytest.fixture
    def files(self, tmp_path: Path) -> tuple[Path, Path]:
        text, written = tmp_path / "city.pb", tmp_path / "certificate.json"
        text.write_text(PB.replace("a;12\n", "a;12\né;40\n"), "utf-8")
        written.write_text(json.dumps(certificate()), "utf-8")
        return text, written

    def test_says_that_all_is_well_and_what_it_took_for_granted(
        self, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(*map(str, files)) == 0
        assert capsys.readouterr().out == f"GOED / CORRECT {trusted(certificate())}\n"

    def test_finds_a_certificate_in_the_answer_of_a_count(
        self, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        written = certificate(added=["é", "a"])
        files[1].write_text(json.dumps({"certificate": written}, ensure_ascii=False), "utf-8")
        assert main(*map(str, files)) == 1
        assert capsys.readouterr().out == (
            "project a: bestaat niet, of is al gekozen / does not exist, or was chosen before\n"
            "budget : het budget is niet genoeg / the budget does not suffice\n"
            f"FOUT / WRONG {trusted(written)}\n"
        )

    def test_takes_for_granted_what_no_payment_can_show(self) -> None:
        assert trusted(certificate(budget=40)) == {
            "rule": "mes",
            "utility": "cost",
            "raises": 0,
            "minimum_votes": 0,
            "minimum_points": 0,
            "added": [],
            "barred": {},
        }
