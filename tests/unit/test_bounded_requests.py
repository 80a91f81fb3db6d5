"""A body is read within a bound of bytes and of seconds; what comes after it is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from adapters.web.security import (
    BoundedRequests,
    RequestTooLarge,
    RequestTooSlow,
)
from tests.event_loops import run_apart

PART = b"x" * 10
FILES = "/files"


def sent(parts: Sequence[tuple[float, bytes]], *, to_the_end: bool = True) -> Callable[[], Any]:
    """Receives these parts, each after so many seconds; then nothing, or for ever nothing."""
    left = list(enumerate(parts, start=1))

    async def receive() -> dict[str, Any]:
        if not left:
            await asyncio.sleep(0.2 if to_the_end else 3_600)
            return {"type": "http.disconnect"}
        number, (seconds, body) = left.pop(0)
        await asyncio.sleep(seconds)
        is_last = to_the_end and number == len(parts)
        return {"type": "http.request", "body": body, "more_body": not is_last}

    return receive


def read(receive: Callable[[], Any], path: str = "/", *, seconds_max: float = 0.1) -> list[str]:
    """The kinds of messages that an application gets until its client leaves."""
    kinds: list[str] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        while not kinds or kinds[-1] != "http.disconnect":
            kinds.append((await receive())["type"])

    async def send(message: Any) -> None:
        raise AssertionError("nothing is answered here")

    async def ask() -> None:
        bounded = BoundedRequests(application, 50, {FILES: 100}, body_seconds_max=seconds_max)
        await bounded({"type": "http", "path": path}, receive, send)

    run_apart(asyncio.wait_for(ask(), 5))
    return kinds


class TestABody:
    def test_in_time_and_size_is_read_to_its_end(self) -> None:
        assert read(sent([(0, PART)] * 5)) == ["http.request"] * 5 + ["http.disconnect"]

    def test_that_is_larger_is_not(self) -> None:
        with pytest.raises(RequestTooLarge):
            read(sent([(0, PART)] * 6))

    def test_may_be_larger_where_files_are_taken(self) -> None:
        assert len(read(sent([(0, PART)] * 10), FILES)) == 11
        with pytest.raises(RequestTooLarge):
            read(sent([(0, PART)] * 11), FILES)

    def test_that_never_comes_is_not_waited_for(self) -> None:
        with pytest.raises(RequestTooSlow):
            read(sent([], to_the_end=False))

    def test_that_never_ends_is_not_waited_for(self) -> None:
        with pytest.raises(RequestTooSlow):
            read(sent([(0, PART)], to_the_end=False))

    def test_that_drips_in_has_no_longer_than_one_that_waits(self) -> None:
        with pytest.raises(RequestTooSlow):
            read(sent([(0.04, b"x")] * 5))

    def test_has_longer_where_files_are_taken(self) -> None:
        assert len(read(sent([(0.04, b"x")] * 5), FILES)) == 6

    def test_that_came_whole_leaves_all_the_time_for_the_answer(self) -> None:
        assert read(sent([(0, PART)]), seconds_max=0.05)[-1] == "http.disconnect"
