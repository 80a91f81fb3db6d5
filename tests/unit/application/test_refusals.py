"""A refusal is kept with its values, and told again in the same words."""

from __future__ import annotations

import pytest

from application.log_bounds import MAX_REFUSAL_CHARACTERS
from application.refusals import TooBusy, recalled, written
from application.vault import MAX_TEXT_CHARACTERS, TextTooLong, TextUnreadable, guard_text
from domain.budget import NotEnoughMoney
from domain.decision import DecisionUnknown
from domain.errors import Refusal
from domain.money import Money
from domain.wijk_division import WijkListedTwice
from tests.unit.domain.given import refused

LONG = "a" * 64


class TestARefusalThatIsKept:
    """It goes into the log's table of outcomes as text."""

    @pytest.mark.parametrize(
        "refusal",
        [
            NotEnoughMoney(available=Money(123456), wijk="WK030710", year=2027, asked=Money(7)),
            WijkListedTwice(wijk="WK030710"),
            TooBusy(seconds=5),
        ],
        ids=lambda refusal: refusal.code,
    )
    def test_it_is_recalled_as_the_same_refusal_in_the_same_words(self, refusal: Refusal) -> None:
        again = recalled(written(refusal))
        assert type(again) is type(refusal)
        for language in ("nl", "en"):
            assert again.text(language) == refusal.text(language)

    def test_money_is_written_in_each_language_s_own_way(self) -> None:
        values = {"wijk": "WK030710", "year": 2027, "asked": Money(7)}
        again = recalled(written(NotEnoughMoney(available=Money(123456), **values)))
        assert "€ 1.234,56" in again.text("nl")
        assert "€1,234.56" in again.text("en")

    def test_the_longest_values_there_are_fit_into_what_the_log_keeps(self) -> None:
        most = {"available": Money(-(10**15)), "asked": Money(10**15), "wijk": LONG, "year": LONG}
        assert len(written(NotEnoughMoney(**most))) < MAX_REFUSAL_CHARACTERS

    def test_one_whose_rule_is_gone_is_still_a_refusal(self) -> None:
        again = recalled('{"code":"grant.too_blue","values":{"colour":"blue"}}')
        assert type(again) is Refusal
        assert again.text() == "Dit kan niet."
        assert again.text("en") == "This is not possible."


class TestTheTextOfARefusal:
    """Dutch unless English is asked for."""

    def test_it_is_dutch_in_any_other_language(self) -> None:
        refusal = DecisionUnknown(proposal="garden")
        assert refusal.text("fy") == refusal.text("nl") == refusal.text()
        assert refusal.text("en") != refusal.text()

    def test_a_value_cannot_bring_placeholders_of_its_own(self) -> None:
        assert "{wijk}" in DecisionUnknown(proposal="{wijk}").text()


class TestFreeText:
    """What people write goes into the vault, within bounds."""

    def test_the_longest_text_is_kept_and_not_one_longer(self) -> None:
        guard_text("é" * MAX_TEXT_CHARACTERS)
        with refused(TextTooLong):
            guard_text("é" * (MAX_TEXT_CHARACTERS + 1))

    @pytest.mark.parametrize("code_point", [0, 0xD800, 0xDFFF])
    def test_a_character_that_no_database_holds_is_refused(self, code_point: int) -> None:
        with refused(TextUnreadable):
            guard_text(f"a garden {chr(code_point)}")

    def test_every_other_character_is_welcome(self) -> None:
        guard_text("«Tuin» voor iedereen 🌻\n\tنعم\x01")
