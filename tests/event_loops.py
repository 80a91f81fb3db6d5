"""Coroutines in tests: each in a thread of its own, so that it has an event loop of its own.

A browser that another test opened keeps a loop running in the main thread, where `asyncio.run`
refuses to start a second one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run_apart(
    coroutine: Coroutine[Any, Any, T],
    new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
) -> T:
    """What the coroutine returns, or raises."""

    def run() -> T:
        with asyncio.Runner(loop_factory=new_loop) as runner:
            return runner.run(coroutine)

    with ThreadPoolExecutor(max_workers=1) as apart:
        return apart.submit(run).result()
