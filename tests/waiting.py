"""Waiting for what another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable

SECONDS_MAX = 120.0
"""For how long a test waits: on a busy machine a start takes a while."""
_PAUSE_SECONDS = 0.02


def soon(condition: Callable[[], bool], seconds: float = SECONDS_MAX) -> bool:
    """Whether something comes true within the time that one may wait for it."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE_SECONDS)
    return True
