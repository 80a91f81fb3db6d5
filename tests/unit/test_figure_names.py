"""Every figure of a budget has a name for people, on the command line as on the pages."""

from __future__ import annotations

import pytest

from adapters.command_line.state import FIGURE_NAMES
from projections.budget_state import FIGURES


def test_every_figure_is_named() -> None:
    assert FIGURE_NAMES.keys() == FIGURES.keys()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_figures_have_the_same_name(language: str) -> None:
    names = [names[language] for names in FIGURE_NAMES.values()]  # type: ignore[index]  # both are languages
    assert len(set(names)) == len(names)
