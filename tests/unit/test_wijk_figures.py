"""Figures per wijk, pasted from a CSV file or typed."""

from __future__ import annotations

import pytest

from adapters.wijk_figures import (
    LINES_MAX,
    FigureGivenTwice,
    FiguresUnreadable,
    TooManyFigures,
    numbers_by_wijk,
    texts_by_wijk,
)
from tests.unit.domain.given import refused


class TestWhatCanBeRead:
    """A code and a value on each line, as spreadsheets and people write them."""

    @pytest.mark.parametrize(
        "text",
        [
            "code;inhabitants\nWK030701;4820\nWK030703;9150",
            "code,inhabitants\r\nWK030701,4820\r\nWK030703,9150\r\n",
            "WK030701\t4.820\nWK030703\t9.150",
            "WK030701 4 820\n\nWK030703 9150",
            '\ufeff"code";"inhabitants"\n"WK030701";"4820"\n"WK030703";"9150"',
        ],
    )
    def test_columns_come_apart_and_a_line_of_names_is_skipped(self, text: str) -> None:
        assert numbers_by_wijk(text) == {"WK030701": 4820, "WK030703": 9150}

    def test_an_amount_stays_as_it_was_typed(self) -> None:
        assert texts_by_wijk("WK030701;1.250,50") == {"WK030701": "1.250,50"}


class TestWhatCannot:
    """It says on which line."""

    @pytest.mark.parametrize(
        "text",
        [
            "WK030701;12\nLiendert;13",
            "WK030701;12\nWK030702",
            "WK030701;12\nWK030702;",
            "WK030701;12\nWK030702;-3",
            "WK030701;12\nWK030702;1e9",
            "WK030701;12\nWK030702;٣",
            "WK030701;12\nWK030702;" + "9" * 16,
        ],
    )
    def test_the_line_is_named(self, text: str) -> None:
        with refused(FiguresUnreadable) as said:
            numbers_by_wijk(text)
        assert said.value.values["line"] == 2

    @pytest.mark.parametrize("text", ["", "\n\n", "code;inhabitants"])
    def test_there_is_something_to_read(self, text: str) -> None:
        with refused(FiguresUnreadable) as said:
            numbers_by_wijk(text)
        assert said.value.values["line"] == 1

    def test_a_wijk_stands_once(self) -> None:
        with refused(FigureGivenTwice) as said:
            numbers_by_wijk("WK030701;1\nWK030702;1\nWK030701;2")
        assert said.value.values["line"] == 3

    def test_there_is_an_end_to_it(self) -> None:
        with refused(TooManyFigures):
            texts_by_wijk("\n" * LINES_MAX)
        with refused(TooManyFigures):
            numbers_by_wijk("x" * 100_000)
