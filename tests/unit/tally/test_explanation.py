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


def test_greedy_per_cost_says_what_a_vote_stood_for() -> None:
    counted = election(10_000, {"a": 5_000, "b": 100}, "a", "a", "a")
    sentences = explain(count(counted, "greedy-cost"), EURO)
    assert sentences["a"].dutch == (
        "Gekozen in stap 1: 3 stemmers kozen dit project, één stem op elke € 16,67 van de prijs, "
        "en de prijs van € 50 paste in de € 100 die nog over was."
    )
    assert sentences["b"].english == (
        "Chosen in step 2: 0 voters chose this project, "
        "and its price of € 1 fitted in the € 50 that was left."
    )


def test_bounded_overspending_says_what_was_missing() -> None:
    counted = election(10, {"park": 10, "bench": 1}, *["park"] * 9, "bench")
    assert explain(count(counted, "bos"))["park"].english == (
        "Chosen in step 1: 9 voters chose this project; 9 of its price of 10 was paid together, "
        "by nobody more than 1; the 1 that was missing came out of what was left of the budget."
    )


def test_phragmen_says_when_the_price_was_raised_and_what_the_end_of_the_count_cut_off() -> None:
    counted = election(17, {"a": 6, "b": 7, "c": 5, "d": 6}, "a b", "a", "c d")
    sentences = explain(count(counted, "phragmen"))
    assert sentences["a"].dutch == (
        "Gekozen in stap 1: 2 stemmers kozen dit project; de prijs van 6 was bijeen toen elke "
        "stemmer in totaal 3 had gekregen."
    )
    assert sentences["b"].english == (
        "Not chosen: 1 voter chose this project, but its price of 7 did not fit in the 6 that was "
        "left."
    )
    assert sentences["d"].english == (
        "Not chosen: 1 voter chose this project; 5 of its price of 6 was raised when the count "
        "ended, because a project whose turn had come did not fit in the budget any more."
    )


def test_maximin_support_says_how_evenly_the_winners_can_be_paid() -> None:
    counted = election(13, {"a": 4, "b": 4, "c": 5}, "a b", "a", "c")
    assert explain(count(counted, "maximin"))["b"].dutch == (
        "Gekozen in stap 2: 1 stemmer koos dit project; als stemmers alles wat tot dan toe gekozen "
        "is zo gelijk mogelijk betalen, betaalt niemand meer dan 4, en met geen ander project dat "
        "nog paste was dat minder."
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
