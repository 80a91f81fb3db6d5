"""Addresses: what somebody called something never leads to another page."""

from __future__ import annotations

from itertools import combinations

from fastapi import FastAPI
from fastapi.routing import APIRoute

from tests.integration.web.test_access import routes


def could_be_both(one: str, other: str) -> bool:
    """Whether some address fits both patterns; a position is a number, and no word."""
    pairs = list(zip(one.split("/"), other.split("/"), strict=False))
    same_length = one.count("/") == other.count("/")
    return same_length and all(a == b or _is_name(a) or _is_name(b) for a, b in pairs)


def _is_name(part: str) -> bool:
    return part.startswith("{") and part != "{position}"


def methods_of(route: APIRoute) -> set[str]:
    """What it can be asked with."""
    return route.methods or set()


def test_no_address_is_that_of_two_pages(app: FastAPI) -> None:
    known = list(routes(app))
    assert len(known) > 100
    doubtful = [
        (one, other)
        for (one, route), (other, another) in combinations(known, 2)
        if methods_of(route) & methods_of(another) and could_be_both(one, other)
    ]
    assert not doubtful, "\n".join(map(str, doubtful))
