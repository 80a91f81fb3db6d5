"""Finding the lowest figure while looking at no more projects than are needed."""

from __future__ import annotations

from fractions import Fraction

from domain.tally.lowest import with_lowest


def known(**figures: int) -> dict[str, Fraction]:
    return {project_id: Fraction(figure) for project_id, figure in figures.items()}


class Figures:
    """What the figures are now, and who was asked for with which lowest so far."""

    def __init__(self, **now: int | None) -> None:
        self._now = now
        self.asked: list[tuple[str, Fraction | None]] = []

    def __call__(self, project_id: str, lowest: Fraction | None) -> Fraction | None:
        self.asked.append((project_id, lowest))
        figure = self._now[project_id]
        return None if figure is None else Fraction(figure)


def test_nothing_is_lowest_when_nothing_waits() -> None:
    assert with_lowest({}, Figures()) == []


def test_all_with_the_lowest_figure_are_found() -> None:
    assert with_lowest(known(a=0, b=0, c=0), Figures(a=2, b=1, c=1)) == ["b", "c"]


def test_a_project_whose_last_figure_is_above_the_lowest_is_not_looked_at() -> None:
    figures = Figures(a=2)
    assert with_lowest(known(a=1, b=3), figures) == ["a"]
    assert figures.asked == [("a", None)]


def test_a_project_whose_last_figure_equals_the_lowest_is_looked_at() -> None:
    assert with_lowest(known(a=1, b=2), Figures(a=2, b=2)) == ["a", "b"]


def test_each_is_asked_with_the_lowest_found_before_it() -> None:
    figures = Figures(a=5, b=3, c=4)
    with_lowest(known(a=0, b=1, c=2), figures)
    assert figures.asked == [("a", None), ("b", Fraction(5)), ("c", Fraction(3))]


def test_figures_are_remembered_and_who_has_none_is_out_for_good() -> None:
    waiting = known(a=0, b=0, c=0)
    assert with_lowest(waiting, Figures(a=None, b=4, c=3)) == ["c"]
    assert waiting == known(b=4, c=3)
