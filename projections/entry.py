"""What a projection is fed: an entry of the main log, with its event loaded."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from domain.event import Event


class Entry(NamedTuple):
    """An event at its place in the main log. `appended_at` is the log's own time of appending."""

    position: int
    stream: str
    version: int
    event: Event
    appended_at: datetime
