"""What can stand in a regulation: rules that agree, from light to heavy."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.regulation_contents import (
    BandsOutOfOrder,
    LighterForMore,
    ListedTwice,
    QuorumExtensionTooLong,
    QuorumOutOfReach,
    Regulation,
    SavingWithoutCarryOver,
    TooFewThemes,
    guard_rules_agree,
)
from domain.regulation_parts import AccountForm, DayOfYear, band_of
from domain.regulation_rules import AccountBand
from tests.unit.domain.given import refused

SEATS = ({"kind": "resident", "seats": 10}, {"kind": "professional", "seats": 6})


def of(**rules: Any) -> Regulation:
    """A regulation with these rules, each in article 9."""
    return Regulation.model_validate({name: {"article": "9"} | r for name, r in rules.items()})


def bands(field: str, *lines: tuple[int, int]) -> dict[str, Any]:
    """Bands of amounts with what holds from each on."""
    return {"bands": tuple({"from_cents": from_cents, field: asked} for from_cents, asked in lines)}


class TestRulesThatAgree:
    """They can be adopted."""

    @pytest.mark.parametrize(
        "rules",
        [
            {},
            {"co_funding": bands("least_percent", (0, 10), (5_000_00, 10), (9_000_00, 25))},
            {"support": bands("least_supporters", (0, 0), (5_000_00, 25))},
            {"accounts": bands("form", (0, 0), (5_000_00, 1), (50_000_00, 3))},
            {"advances": bands("most_percent", (0, 100), (400_00, 50))},
            {"board": {"shares": SEATS, "quorum": 16}},
            {"themes": {"themes": ("a", "b"), "step_cents": 1, "least_themes": 2}},
            {"carry_over": {"allowed": True, "saving_years": 3}},
        ],
    )
    def test_they_are_in_order(self, rules: dict[str, Any]) -> None:
        guard_rules_agree(of(**rules))

    def test_rules_are_named_as_they_stand(self) -> None:
        rules = of(parts={"allowed": True})
        assert {name: rule.article for name, rule in rules.rules().items()} == {"parts": "9"}

    def test_two_with_the_same_rules_have_the_same_hash(self) -> None:
        assert of(parts={"allowed": True}).hash() == of(parts={"allowed": True}).hash()
        assert of(parts={"allowed": True}).hash() != of(parts={"allowed": False}).hash()


class TestRulesThatDoNot:
    """They are refused, with the article."""

    @pytest.mark.parametrize(
        ("refusal", "rules"),
        [
            (BandsOutOfOrder, {"advances": bands("most_percent", (400_00, 50), (0, 100))}),
            (BandsOutOfOrder, {"support": bands("least_supporters", (1, 1), (1, 2))}),
            (BandsOutOfOrder, {"co_funding": bands("least_percent", (5, 1), (1, 2))}),
            (BandsOutOfOrder, {"accounts": bands("form", (5, 1), (1, 2))}),
            (LighterForMore, {"co_funding": bands("least_percent", (0, 10), (1, 9))}),
            (LighterForMore, {"support": bands("least_supporters", (0, 2), (1, 1))}),
            (LighterForMore, {"accounts": bands("form", (0, 2), (1, 1))}),
            (ListedTwice, {"applicants": {"kinds": ("resident", "resident")}}),
            (ListedTwice, {"layers": {"layers": ("informal", "informal")}}),
            (
                ListedTwice,
                {"ceilings": {"categories": ({"category": "food", "most_cents": 0},) * 2}},
            ),
            (ListedTwice, {"moments": {"moments": ({"month": 1, "day": 1},) * 2}}),
            (ListedTwice, {"ranking": {"criteria": ({"criterion": "reach", "weight": 1},) * 2}}),
            (ListedTwice, {"feasibility": {"grounds": ("safety", "safety")}}),
            (
                ListedTwice,
                {"themes": {"themes": ("a", "a"), "step_cents": 1, "least_themes": 1}},
            ),
            (ListedTwice, {"board": {"shares": (SEATS[0], SEATS[0]), "quorum": 1}}),
            (QuorumOutOfReach, {"board": {"shares": SEATS, "quorum": 17}}),
            (QuorumExtensionTooLong, {"rounds": {"quorum_extended_days": 1}}),
            (TooFewThemes, {"themes": {"themes": ("a",), "step_cents": 1, "least_themes": 2}}),
            (SavingWithoutCarryOver, {"carry_over": {"allowed": False, "saving_years": 1}}),
        ],
    )
    def test_they_are_refused(self, refusal: type[Refusal], rules: dict[str, Any]) -> None:
        with refused(refusal) as caught:
            guard_rules_agree(of(**rules))
        assert caught.value.values["article"] == "9"

    @pytest.mark.parametrize(
        "rules",
        [
            {"co_funding": bands("least_percent", (0, 101))},
            {"co_funding": bands("least_percent", (-1, 10))},
            {"moments": {"moments": ({"month": 2, "day": 29},)}},
            {"applicants": {"kinds": ()}},
            {"ranking": {"criteria": ({"criterion": "reach", "weight": 0},)}},
            {"parts": {"allowed": True, "mood": "good"}},
        ],
    )
    def test_what_cannot_be_is_not_even_written(self, rules: dict[str, Any]) -> None:
        with pytest.raises(ValidationError):
            of(**rules)


class TestBands:
    """An amount falls in the last band that it reaches."""

    LOW = AccountBand(from_cents=Money(100), form=AccountForm.STATEMENT)
    HIGH = AccountBand(from_cents=Money(500), form=AccountForm.REPORT)

    @pytest.mark.parametrize(
        ("cents", "found"), [(99, None), (100, LOW), (499, LOW), (500, HIGH), (10**9, HIGH)]
    )
    def test_from_its_amount_on(self, cents: int, found: AccountBand | None) -> None:
        assert band_of((self.LOW, self.HIGH), Money(cents)) == found

    def test_without_bands_there_is_none(self) -> None:
        assert band_of((), ZERO) is None


def test_a_day_of_the_year_comes_back_every_year() -> None:
    assert DayOfYear(month=3, day=1).in_year(2028).isoformat() == "2028-03-01"
