"""What a process loads once and keeps until it ends: nothing to look through for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 20_000
"""So many are made and not yet let go of before the young ones are looked through: a few
megabytes. Of requests that wait most let go of all they made by themselves, and with the usual 700
the looking is repeated all the time when many wait.
"""


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
    gc.set_threshold(NEW_OBJECTS)
