"""The number of a proposal within its wijk and year, in order of receipt."""

from __future__ import annotations

from collections.abc import Callable

from domain.errors import Refusal

NUMBER_MAX = 9_999
"""Proposals of one wijk and year that can be numbered."""


class NoNumberLeft(Refusal):
    code = "proposal.no_number_left"
    dutch = "Voor deze wijk zijn dit jaar al {maximum} voorstellen ingediend; meer kan niet."
    english = "This wijk has {maximum} proposals this year already; there is no room for more."


def numbered_id(year: int, wijk: str, number: int) -> str:
    """The id of the proposal with this number in its wijk and year; as text it sorts by number."""
    return f"{year}-{wijk}-{number:04d}"


def next_number(is_taken: Callable[[int], bool]) -> int:
    """The number of the proposal that is submitted now, counted from 1 in order of receipt.

    Numbers are handed out without gaps and never again, so that a few of them need be looked at.
    Raises `NoNumberLeft`.
    """
    taken, free = 0, 1
    while is_taken(free):
        taken, free = free, 2 * free
    while free - taken > 1:
        middle = (taken + free) // 2
        taken, free = (middle, free) if is_taken(middle) else (taken, middle)
    if free > NUMBER_MAX:
        raise NoNumberLeft(maximum=NUMBER_MAX)
    return free
