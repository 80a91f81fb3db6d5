"""What a projection is fed: an entry of the main log, with its event loaded."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from domain.event import Event


class Entry(Struct, frozen=True, gc=False):
    """An event at its place in the main log. `appended_at` is the log's own time of appending.

    Of msgspec, as a replay makes millions: in less than half the time of a named tuple.
    """

    position: int
    stream: str
    version: int
    event: Event
    appended_at: datetime
