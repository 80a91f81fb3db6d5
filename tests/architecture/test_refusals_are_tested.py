"""Every refusal of the product is raised in some test, has a code for ever, and two full texts."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest

from domain.errors import (
    CONFLICT,
    FORBIDDEN,
    MALFORMED,
    NOT_FOUND,
    UNAVAILABLE,
    Refusal,
    refusals_by_code,
)
from tests.architecture.sources import LAYERS, ROOT
from tests.architecture.whole_product import subclasses_of
from tests.golden.kept import kept_refusal_codes, own_refusal_codes

REFUSALS = subclasses_of(Refusal, *LAYERS)
CODE = re.compile(r"^[a-z]+(_[a-z0-9]+)*\.[a-z]+(_[a-z0-9]+)*$")
STATUSES = {400, FORBIDDEN, NOT_FOUND, 405, 408, CONFLICT, 413, MALFORMED, 429, 500, UNAVAILABLE}
WITHOUT_A_TEST = {
    "database.account_missing",
    "database.earlier_server_remains",
}
"""Refusals of adapters that no test raises yet. Nothing is added here; it only shrinks."""
THIS_FILE = "test_refusals_are_tested.py"


def values_in(text: str) -> set[str]:
    """The values that a text names."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def neutral(names: set[str]) -> set[str]:
    """Values without the language that they are given in: `problem_dutch` is `problem`."""
    return {name.removesuffix("_dutch").removesuffix("_english") for name in names}


def words_of_all_tests() -> set[str]:
    """Every name, and every code in quotes, that stands in a test."""
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        if path.name != THIS_FILE:
            text = path.read_text("utf-8")
            found |= set(re.findall(r"\b[A-Z]\w+\b", text))
            found |= set(re.findall(r"[\"']([a-z_0-9]+\.[a-z_0-9]+)[\"']", text))
    return found


NAMED_IN_TESTS = words_of_all_tests()


def every(refusal: type[Refusal]) -> str:
    """What a refusal is called in a report."""
    return refusal.code


@pytest.mark.parametrize("refusal", REFUSALS, ids=every)
class TestEveryRefusal:
    """In all four layers."""

    def test_is_named_in_a_test(self, refusal: type[Refusal]) -> None:
        named = {refusal.__name__, refusal.code} & NAMED_IN_TESTS
        assert named or refusal.code in WITHOUT_A_TEST

    def test_has_a_code_of_its_own(self, refusal: type[Refusal]) -> None:
        assert "code" in vars(refusal)
        assert CODE.match(refusal.code)

    def test_has_a_text_of_its_own_in_both_languages(self, refusal: type[Refusal]) -> None:
        assert {"dutch", "english"} <= vars(refusal).keys()
        assert refusal.dutch != refusal.english

    def test_says_the_same_values_in_both_languages(self, refusal: type[Refusal]) -> None:
        assert neutral(values_in(refusal.dutch)) == neutral(values_in(refusal.english))

    def test_speaks_in_sentences(self, refusal: type[Refusal]) -> None:
        for text in (refusal.dutch, refusal.english):
            assert text[0].isupper() or text[0] in "{€"
            assert text[-1] in ".?}"

    def test_has_a_status_that_the_web_knows(self, refusal: type[Refusal]) -> None:
        assert refusal.status in STATUSES


class TestCodes:
    """The only thing that other programs look at."""

    def test_no_code_is_used_twice(self) -> None:
        counted = Counter(refusal.code for refusal in REFUSALS)
        assert [code for code, times in counted.items() if times > 1] == []

    def test_a_code_leads_back_to_its_refusal(self) -> None:
        assert {refusal.code: refusal for refusal in REFUSALS}.items() <= (
            refusals_by_code().items()
        )

    def test_no_code_of_the_rules_was_ever_dropped_or_renamed(self) -> None:
        assert set(kept_refusal_codes()) - own_refusal_codes() == set()

    def test_every_refusal_of_a_rule_has_a_test(self) -> None:
        rules = {each.code for each in REFUSALS if not each.__module__.startswith("adapters.")}
        assert rules & WITHOUT_A_TEST == set()

    def test_every_code_of_the_rules_is_kept(self) -> None:
        assert own_refusal_codes() - set(kept_refusal_codes()) == set(), "run make events"


class TestTheChecksThemselves:
    """They see what they are there to see."""

    @pytest.mark.parametrize("code", ["refused", "Grant.unknown", "grant.", "grant.not-known"])
    def test_a_code_of_another_shape_is_caught(self, code: str) -> None:
        assert CODE.match(code) is None

    def test_a_value_that_one_language_lacks_is_caught(self) -> None:
        assert neutral(values_in("Wijk {wijk}")) != neutral(values_in("Wijk {wijk} in {year}"))
        assert neutral(values_in("{problem_dutch}")) == neutral(values_in("{problem_english}"))

    def test_a_name_in_a_test_is_found(self) -> None:
        assert {"NotEnoughMoney", "grant.not_a_winner"} & NAMED_IN_TESTS
        assert "NotEnough" + "Sunshine" not in NAMED_IN_TESTS
