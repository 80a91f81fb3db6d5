"""Every figure of a budget has a name for people, on the command line as on the pages."""

from __future__ import annotations

import pytest

from adapters.command_line.state import FIGURE_NAMES, lines_for_people
from projections.budget_state import FIGURES, BudgetState


def test_every_figure_is_named() -> None:
    assert FIGURE_NAMES.keys() == FIGURES.keys()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_figures_have_the_same_name(language: str) -> None:
    names = [names[language] for names in FIGURE_NAMES.values()]  # type: ignore[index]  # both are languages
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("position", "moment"), [(-1, "vóór de eerste gebeurtenis"), (0, "positie 0")]
)
def test_the_moment_of_a_state_is_told_before_the_first_event_too(
    position: int, moment: str
) -> None:
    state = BudgetState("GM0307-2022", 2026, "WK030703", position)
    assert next(iter(lines_for_people(state, "nl"))) == f"WK030703 2026 ({moment})"
