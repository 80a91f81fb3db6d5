"""Answers that need not be sent again: entity tags (RFC 9110)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

NOT_MODIFIED = 304
IfNoneMatch = Annotated[str | None, Header(alias="If-None-Match", max_length=2_000)]


def names(known: str, tag: str) -> bool:
    """Whether a list of entity tags has this one (weak comparison)."""
    tags = [each.strip().removeprefix("W/") for each in known.split(",")]
    return tag in tags or tags == ["*"]
