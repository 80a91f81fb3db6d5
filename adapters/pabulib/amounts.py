"""Numbers as ballot files write them, exactly."""

from __future__ import annotations

import re
from fractions import Fraction

from domain.tally.election import Amount, exact

_NUMBER = re.compile(r"[+-]?\d{1,30}([.,]\d{1,15})?", re.ASCII)


def exact_number(text: str) -> Amount | None:
    """A number with a decimal point or comma, exactly; `None` if it is not one, or is too long."""
    if text.isascii() and text.isdigit() and len(text) <= 30:
        return int(text)
    return exact(Fraction(text.replace(",", "."))) if _NUMBER.fullmatch(text) else None
