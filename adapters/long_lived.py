"""What a process loads once and keeps until it ends: nothing to look through for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """No collections of garbage while modules are loaded: what they make is there to stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keep_what_is_loaded() -> None:
    """Leave what is in memory now out of every later collection of garbage.

    Models, readers and routes are some hundred thousand objects that live as long as the process.
    Each full collection would look at all of them while every request waits: 40 to 60 ms.
    """
    gc.collect()
    gc.freeze()
