"""What a certificate says of an outcome, line by line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from domain.tally.constraints import CategoryLimit
from domain.tally.election import Amount, Election
from domain.tally.equal_shares import Utility
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.payments.certificate import AmountText, Certificate, certificate_of, written
from domain.tally.rules import count
from tests.unit.tally.ballots import election

COUNTED = election(100, {"a": 60, "b": 25, "c": 5, "d": 5}, "a", "a", "a b", "")


def certified(
    rule: str, parameters: TallyParameters, counted: Election = COUNTED, unit: int = 1
) -> Certificate:
    return certificate_of(counted, parameters, count(counted, rule, parameters), unit)


class TestEqualShares:
    """Each has 25: a costs its three supporters 20 each, and what is left of that is too little."""

    parameters = TallyParameters(
        completion=Completion.GREEDY,
        minimum_votes=0,
        exclusions=(("a", "d"),),
        category_limits=(CategoryLimit("green", ("c",), maximum=4),),
    )

    def test_says_who_paid_what_what_was_added_and_what_was_barred(self) -> None:
        assert certified("mes", self.parameters) == {
            "format": "wijkkas/payments/v1",
            "rule": "mes",
            "utility": "cost",
            "budget": 100,
            "share": 25,
            "raises": 0,
            "minimum_votes": 0,
            "minimum_points": 0,
            "groups": [
                {"approved": [], "voters": 1},
                {"approved": ["a"], "voters": 2},
                {"approved": ["a", "b"], "voters": 1},
            ],
            "purchases": [
                {
                    "project": "a",
                    "price": 60,
                    "payments": [{"group": 1, "each": 20}, {"group": 2, "each": 20}],
                }
            ],
            "added": ["b"],
            "barred": {"c": "green", "d": "a"},
        }

    def test_in_another_unit_every_amount_is_divided(self) -> None:
        certificate = certified("mes", self.parameters, unit=100)
        assert (certificate["budget"], certificate["share"]) == (1, "0.25")
        (purchase,) = certificate["purchases"]
        assert purchase["price"] == "0.6"
        assert [each["each"] for each in purchase["payments"]] == ["0.2", "0.2"]

    def test_says_the_least_that_was_asked_and_how_often_shares_were_raised(self) -> None:
        asked = TallyParameters(utility=Utility.CARDINALITY, minimum_votes=1, minimum_points=1)
        certificate = certified("mes", asked)
        assert certificate["minimum_votes"] == certificate["minimum_points"] == 1
        assert (certificate["utility"], certificate["raises"]) == ("cardinality", 20)
        assert certificate["share"] == 45

    def test_says_the_points_of_ballots_that_give_them(self) -> None:
        given = Election.of(9, {"a": 4, "b": 2}, [{"a": 3, "b": 1}, {"a": 3, "b": 1}])
        certificate = certified("mes", TallyParameters(), given)
        assert certificate["utility"] == "points"
        assert certificate["groups"] == [{"approved": ["a", "b"], "points": [3, 1], "voters": 2}]


def test_under_phragmen_each_purchase_says_what_had_been_given_by_then() -> None:
    certificate = certified("phragmen", TallyParameters())
    assert certificate["utility"] == "cost"
    assert certificate["share"] == 45
    assert [each["share"] for each in certificate["purchases"]] == [20, 45]
    assert "part" not in certificate["purchases"][0]
    in_cents = certified("phragmen", TallyParameters(), unit=100)
    assert [each["share"] for each in in_cents["purchases"]] == ["0.2", "0.45"]


def test_rules_on_approvals_say_cost_also_where_ballots_give_points() -> None:
    given = Election.of(9, {"a": 4}, [{"a": 3}])
    assert certified("phragmen", TallyParameters(), given)["utility"] == "cost"
    asked = TallyParameters(utility=Utility.CARDINALITY)
    assert certified("bos", asked, given)["utility"] == "cardinality"


def test_down_a_list_nobody_in_particular_pays_and_nothing_is_added() -> None:
    parameters = TallyParameters(smallest_parts=(("b", 10),))
    counted = election(80, COUNTED.prices, "a", "a b")
    certificate = certified("greedy", parameters, counted)
    assert certificate["share"] is None
    assert certificate["purchases"] == [
        {"project": "a", "price": 60, "payments": []},
        {"project": "b", "price": 25, "payments": [], "part": 20},
    ]
    assert (certificate["added"], certificate["barred"]) == ([], {})
    in_cents = certified("greedy", parameters, counted, unit=100)
    assert in_cents["purchases"][1]["part"] == "0.2"


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, 0),
        (7200, 7200),
        (Fraction(14, 2), 7),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 2), "-0.5"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(201, 100), "2.01"),
        (Fraction(1, 8), "0.125"),
        (Fraction(1, 16), "0.0625"),
        (Fraction(1, 5), "0.2"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-5, 6), "-5/6"),
    ],
)
def test_an_amount_is_a_number_a_decimal_or_a_fraction_and_always_exact(
    amount: Amount, text: AmountText
) -> None:
    assert written(amount) == text
    assert type(written(amount)) is type(text)
