"""Figures per wijk as people have them: lines of a CSV file, or typed, a code and a value each.

Columns are parted by a semicolon, comma, tab or space; a first line of names is skipped. Which
source the figures have is asked beside them, and never guessed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.errors import MALFORMED, Refusal
from domain.event import WIJK_CODE_PATTERN

LINES_MAX = 1_000
CHARACTERS_MAX = 60_000
DIGITS_MAX = 12
_IS_CODE = re.compile(WIJK_CODE_PATTERN.removeprefix("^").removesuffix("$")).fullmatch
_PARTED = re.compile(r"[;,\t ]")


class FiguresUnreadable(Refusal):
    code = "figures.unreadable"
    status = MALFORMED
    dutch = "Regel {line} is niet te lezen: geef per regel een wijkcode en een waarde."
    english = "Line {line} cannot be read: give a wijk code and a value on each line."


class FigureGivenTwice(Refusal):
    code = "figures.given_twice"
    status = MALFORMED
    dutch = "Op regel {line} staat een wijk voor de tweede keer."
    english = "On line {line} a wijk stands for the second time."


class TooManyFigures(Refusal):
    code = "figures.too_many"
    status = MALFORMED
    dutch = "Dit zijn te veel regels; ten hoogste {maximum} is mogelijk."
    english = "These are too many lines; at most {maximum} are possible."


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Lines with a wijk code in front, split in cells, by line number. Raises refusals above."""
    if len(text) > CHARACTERS_MAX or text.count("\n") >= LINES_MAX:
        raise TooManyFigures(maximum=LINES_MAX)
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        cells = [cell.strip().strip('"') for cell in _PARTED.split(line.strip(), maxsplit=1)]
        if not line.strip() or (number == 1 and not _IS_CODE(cells[0])):
            continue
        if len(cells) != 2 or not _IS_CODE(cells[0]):
            raise FiguresUnreadable(line=number)
        yield number, cells


def texts_by_wijk(text: str) -> dict[str, str]:
    """The value of each wijk as it was typed. Raises the refusals above."""
    return {code: value for code, value, _ in _values(text)}


def numbers_by_wijk(text: str) -> dict[str, int]:
    """The whole number of each wijk; dots and spaces may part thousands. Raises as above."""
    found: dict[str, int] = {}
    for code, value, line in _values(text):
        digits = re.sub(r"[. \u00a0]", "", value)
        if not (digits.isascii() and digits.isdigit() and len(digits) <= DIGITS_MAX):
            raise FiguresUnreadable(line=line)
        found[code] = int(digits)
    return found


def _values(text: str) -> Iterator[tuple[str, str, int]]:
    seen: set[str] = set()
    for line, (code, value) in rows_of(text):
        if code in seen:
            raise FigureGivenTwice(line=line)
        if not value:
            raise FiguresUnreadable(line=line)
        seen.add(code)
        yield code, value, line
    if not seen:
        raise FiguresUnreadable(line=1)
