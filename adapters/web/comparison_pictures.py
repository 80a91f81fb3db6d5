"""Pictures of a comparison: geometry only. The template draws it; tables say it in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

BARS_FROM, BARS_WIDTH = 26, 214
ROW_HEIGHT = 28
DOTS_FROM, DOT_STEP, DOT_ROW = 214, 26, 24
DOTS_HEAD = 28
LABEL_LENGTH_MAX = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """A variant, by its number, with the width of its bar and what is written at its end."""

    number: int
    y: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A picture with a bar per variant; `height` is that of its coordinate space."""

    title: str
    bars: tuple[Bar, ...]
    height: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A project under one variant: won, or not."""

    x: int
    won: bool


@dataclass(frozen=True, slots=True)
class DotRow:
    """A project with its dots; the label is cut off where it does not fit."""

    y: int
    label: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Dots:
    """All projects under all variants. `columns` has the place of each variant's number."""

    rows: tuple[DotRow, ...]
    columns: tuple[int, ...]
    width: int
    height: int


def panel(title: str, parts: Sequence[tuple[Fraction, str]], whole: Fraction) -> Panel:
    """Bars of these parts, with their texts, the longest possible of which is `whole`."""
    bars = tuple(
        Bar(
            number=place + 1,
            y=place * ROW_HEIGHT,
            width=int(part * BARS_WIDTH / whole) if whole else 0,
            text=text,
        )
        for place, (part, text) in enumerate(parts)
    )
    return Panel(title, bars, len(bars) * ROW_HEIGHT)


def dots(projects: Sequence[tuple[str, Sequence[bool]]], variants: int) -> Dots:
    """A row per project: what it is called, and whether it won under each variant."""
    columns = tuple(DOTS_FROM + place * DOT_STEP for place in range(variants))
    rows = tuple(
        DotRow(
            y=DOTS_HEAD + place * DOT_ROW,
            label=cut(title),
            dots=tuple(Dot(x, won) for x, won in zip(columns, won_under, strict=True)),
        )
        for place, (title, won_under) in enumerate(projects)
    )
    width = DOTS_FROM + variants * DOT_STEP
    return Dots(rows, columns, width, DOTS_HEAD + len(rows) * DOT_ROW)


def cut(label: str) -> str:
    """A label that fits in its column."""
    return label if len(label) <= LABEL_LENGTH_MAX else label[: LABEL_LENGTH_MAX - 1] + "…"
