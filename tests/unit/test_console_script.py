"""What the console script does before the command line is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from adapters.command_line.start import served_folder


class TestADatabaseBeginsEarly:
    def test_where_a_folder_is_served(self) -> None:
        assert served_folder(["serve", "--data", "city"]) == Path("city")

    @pytest.mark.parametrize(
        "arguments",
        [
            [],
            ["serve"],
            ["serve", "--data"],
            ["serve", "--data", ""],
            ["serve", "--data", "--help"],
            ["serve", "--data", "city", "--help"],
            ["serve", "--data", "city", "--wrong"],
            ["state", "--data", "city"],
        ],
    )
    def test_and_nowhere_else(self, arguments: Sequence[str]) -> None:
        assert served_folder(arguments) is None
