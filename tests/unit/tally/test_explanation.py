"""Why a project won or lost, in a sentence that a resident understands."""

from __future__ import annotations

from fractions import Fraction

from domain.tally.constraints import CategoryLimit
from domain.tally.election import Election
from domain.tally.explaining.explanation import explain, wording_of
from domain.tally.explaining.nearness import how_sure_it_was, what_was_enough
from domain.tally.explaining.wording import Denomination, Wording
from domain.tally.margins.enough import Enough
from domain.tally.margins.margin import HighestPrice, Margin
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.rules import count
from domain.two_languages import InTwoLanguages
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
        "its price of 27."
    )


def test_a_project_that_cannot_go_with_a_winner_names_it() -> None:
    parameters = TallyParameters(exclusions=(("a", "b"),))
    counted = count(election(20, {"a": 6, "b": 5}, "a b", "a"), "greedy", parameters)
    assert explain(counted)["b"].dutch == (
        "Niet gekozen: 1 stemmer koos dit project, maar het kan niet samen met project a, en dat "
        "is gekozen."
    )
    proposals = Wording(noun=InTwoLanguages("voorstel", "proposal"))
    assert explain(counted, wording=proposals)["b"].english == (
        "Not chosen: 1 voter chose this proposal, but it cannot go together with proposal a, "
        "which was chosen."
    )


def test_a_full_category_is_named() -> None:
    parameters = TallyParameters(category_limits=(CategoryLimit("sport", ("a", "b"), maximum=7),))
    counted = count(election(20, {"a": 6, "b": 5}, "a b", "a"), "greedy", parameters)
    assert explain(counted)["b"].dutch == (
        "Niet gekozen: 1 stemmer koos dit project; van het geld voor sport was niet genoeg over "
        "voor de prijs van 5."
    )


def test_a_list_that_stops_says_so() -> None:
    parameters = TallyParameters(skip_unaffordable=False)
    counted = count(
        election(10, {"a": 6, "b": 5, "c": 1}, "a b", "a b", "a c"), "greedy", parameters
    )
    assert explain(counted)["c"].dutch == (
        "Niet gekozen: 1 stemmer koos dit project; de telling stopte eerder, bij een project dat "
        "niet meer in het budget paste."
    )


def test_a_project_funded_in_part_says_what_it_gets() -> None:
    parameters = TallyParameters(smallest_parts=(("b", 2),))
    counted = count(election(10, {"a": 6, "b": 5}, "a b", "a"), "greedy", parameters)
    assert explain(counted)["b"].dutch == (
        "Gekozen in stap 2: 1 stemmer koos dit project; van de prijs van 5 was nog 4 over, en met "
        "dat deel kan het ook verder."
    )


def test_cost_weighted_says_what_the_list_goes_by() -> None:
    counted = count(election(10, {"a": 6}, "a"), "greedy-cost-weighted")
    assert explain(counted)["a"].dutch == (
        "Gekozen in stap 1: 1 stemmer koos dit project, op de lijst op volgorde van stemmen keer "
        "prijs, en de prijs van 6 paste in de 10 die nog over was."
    )


def test_points_are_said_where_they_were_counted() -> None:
    counted = Election.of(10, {"a": 6, "b": 5}, [{"a": 3, "b": 1}, {"a": 2}])
    outcome = count(counted, "greedy")
    wording = wording_of(counted, outcome, TallyParameters())
    sentences = explain(outcome, wording=wording)
    assert sentences["a"].dutch.startswith(
        "Gekozen in stap 1: 2 stemmers gaven dit project samen 5"
    )
    assert sentences["b"].english.startswith("Not chosen: 1 voter gave this project 1 point, but")
    by_approval = count(counted, "phragmen")
    assert wording_of(counted, by_approval, TallyParameters()).points is None


def test_a_known_threshold_is_named() -> None:
    counted = election(10, {"a": 6}, "a")
    parameters = TallyParameters(minimum_votes=2)
    outcome = count(counted, "greedy", parameters)
    assert explain(outcome, wording=wording_of(counted, outcome, parameters))["a"].dutch == (
        "Niet gekozen: 1 stemmer koos dit project, en er waren er ten minste 2 nodig."
    )


class TestWhatWouldHaveBeenEnough:
    WORDING = Wording(denomination=EURO, noun=InTwoLanguages("voorstel", "proposal"))

    def test_is_said_as_votes_or_a_price(self) -> None:
        said = what_was_enough(Enough(price=3_666, more_votes=3), self.WORDING)
        assert said == InTwoLanguages(
            "Met 3 stemmen meer of bij een prijs van € 36,66 was dit voorstel wel gekozen.",
            "With 3 votes more or at a price of € 36.66, this proposal would have been chosen.",
        )

    def test_is_said_of_one_alone(self) -> None:
        votes = what_was_enough(Enough(price=None, more_votes=1), self.WORDING)
        price = what_was_enough(Enough(price=100, more_votes=None), self.WORDING)
        assert votes is not None
        assert votes.dutch == "Met 1 stem meer was dit voorstel wel gekozen."
        assert price is not None
        assert price.english == "At a price of € 1, this proposal would have been chosen."

    def test_is_not_said_where_nothing_is_known(self) -> None:
        assert what_was_enough(Enough(None, None), self.WORDING) is None

    def test_points_are_called_points(self) -> None:
        pointed = Wording(points={"a": 1})
        said = what_was_enough(Enough(price=None, more_votes=2), pointed)
        assert said is not None
        assert said.dutch == "Met 2 punten meer was dit project wel gekozen."

    def test_a_winner_says_how_dear_it_could_have_been(self) -> None:
        margin = Margin("a", True, HighestPrice(Fraction(7_500)), None)
        said = how_sure_it_was(margin, self.WORDING)
        assert said is not None
        assert said.dutch == "Ook bij een prijs van € 75 was dit voorstel gekozen."
        assert how_sure_it_was(Margin("a", True, None, None), self.WORDING) is None
