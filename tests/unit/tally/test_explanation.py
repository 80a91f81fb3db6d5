"""Why a project won or lost, in a sentence that a resident understands."""

from __future__ import annotations

from fractions import Fraction

from domain.tally.explanation import Denomination, explain
from domain.tally.rules import Completion, TallyParameters, count
from tests.unit.tally.ballots import election

EURO = Denomination("€", 100)
NO_COMPLETION = TallyParameters(completion=Completion.NONE)


def test_amounts_are_said_in_the_way_of_each_language_and_never_rounded_in_favour() -> None:
    assert EURO.down(123_456).dutch == "€ 1.234,56"
    assert EURO.up(100_000).english == "€ 1,000"
    assert Denomination().down(Fraction(2, 3)).english == "0.66"
    assert Denomination().up(Fraction(2, 3)).english == "0.67"


def test_equal_shares_says_what_supporters_had_and_paid() -> None:
    counted = election(10_000, {"park": 6_000, "b": 4_000, "c": 10}, "park b", "park", "b", "b")
    sentences = explain(count(counted, "mes", NO_COMPLETION), EURO)
    assert list(sentences) == ["b", "park", "c"] or list(sentences) == ["b", "c", "park"]
    assert sentences["b"].english == (
        "Chosen in step 1: 3 voters chose this project, with € 75 to spend together; "
        "its price was € 40 and nobody paid more than € 13.34."
    )
    assert sentences["park"].dutch == (
        "Niet gekozen: 2 stemmers kozen dit project en hadden aan het eind samen nog € 36,66; "
        "voor de prijs van € 60 kwam € 23,34 tekort."
    )
    assert sentences["c"].english == "Not chosen: nobody voted for this project."


def test_greedy_says_what_was_left() -> None:
    sentences = explain(count(election(10, {"a": 6, "b": 5}, "a b", "a"), "greedy"))
    assert sentences["a"].english == (
        "Chosen in step 1: 2 voters chose this project, "
        "and its price of 6 fitted in the 10 that was left."
    )
    assert sentences["b"].dutch == (
        "Niet gekozen: 1 stemmer koos dit project, "
        "maar de prijs van 5 paste niet in de 4 die nog over was."
    )


def test_too_few_votes_is_a_reason_of_its_own() -> None:
    parameters = TallyParameters(minimum_votes=2)
    sentences = explain(count(election(10, {"a": 6}, "a"), "greedy", parameters))
    assert "fewer than it needs" in sentences["a"].english


def test_money_that_only_a_raise_made_is_not_named() -> None:
    raised = TallyParameters(completion=Completion.ADD1)
    ballots = ("park b", "park", "b", "c", "c")
    counted = count(
        election(100, {"park": 45, "b": 30, "c": 200, "d": 20}, *ballots), "mes", raised
    )
    assert counted.raises > 0
    sentences = explain(counted)
    assert sentences["b"].english == (
        "Chosen in step 1: 2 voters chose this project and paid its price of 30 together; "
        "nobody paid more than 15."
    )
    assert sentences["c"].dutch == (
        "Niet gekozen: 2 stemmers kozen dit project, maar de prijs van 200 paste niet in de 25 "
        "die nog over was."
    )


def test_a_project_that_fits_but_stays_out_of_its_voters_reach_says_so() -> None:
    raised = TallyParameters(completion=Completion.ADD1)
    ballots = ("b", "c", "a c", "b c")
    counted = count(election(60, {"a": 27, "b": 48, "c": 27}, *ballots), "mes", raised)
    assert counted.winners == ("c",)
    assert explain(counted)["a"].english == (
        "Not chosen: 1 voter chose this project; even with a larger share they could not pay "
        "its price of 27 together."
    )
