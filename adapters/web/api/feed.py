"""The feed of the main log, for those who may read the log: as lines of JSON, or as a stream."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from anyio import CapacityLimiter
from fastapi import APIRouter, Depends, Header, Query
from starlette.datastructures import State
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Asks, session_of
from adapters.web.api.conditional import NOT_MODIFIED, IfNoneMatch, names
from adapters.web.feed import FROM_THE_BEGINNING, PAGE_EVENTS_MAX, Feed
from adapters.web.feed_readers import FeedReaders
from adapters.web.feed_stream import EVENT_STREAM, THREADS_MAX, EventStream, Rhythm
from adapters.web.reading import house_of
from adapters.web.sessions import SESSION_SECONDS_MAX
from application.authorisation import Question

router = APIRouter(tags=["events"], dependencies=[Depends(Asks(Question.AUDIT_LOG))])

EPOCH = "Log-Epoch"
"""A header: which epoch of the log an answer is of, where that is known."""
JSON_LINES = "application/jsonl"
POSITION_MAX = 2**62
Position = Annotated[int, Query(ge=FROM_THE_BEGINNING, le=POSITION_MAX)]
LastEventId = Annotated[
    int | None, Header(alias="Last-Event-ID", ge=FROM_THE_BEGINNING, le=POSITION_MAX)
]
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "events in order of position, each a CloudEvent 1.0 in structured JSON",
        "content": {JSON_LINES: {}, EVENT_STREAM: {}},
    },
    304: {"description": "it is the page that the sender has"},
}


class FeedDesk:
    """What the feed needs of an application: the feed, its readers, and their rhythm."""

    def __init__(self, feed: Feed, readers: FeedReaders, rhythm: Rhythm | None = None) -> None:
        self.feed = feed
        self.readers = readers
        self.rhythm = rhythm or Rhythm()
        self.limiter = CapacityLimiter(THREADS_MAX)


def desk_of(state: State) -> FeedDesk:
    """The feed of an application."""
    desk: FeedDesk = state.feed
    return desk


@router.get("/events", response_class=Response, responses=ANSWERS)
def events(
    request: Request,
    after: Position = FROM_THE_BEGINNING,
    limit: Annotated[int, Query(ge=1, le=PAGE_EVENTS_MAX)] = 200,
    known: IfNoneMatch = None,
    last_event_id: LastEventId = None,
) -> Response:
    """Events of the main log after a position, also as server-sent events (`text/event-stream`).

    A page ends after `limit` events or some megabytes; its `Link` leads on, also from the end of
    the log. A stream goes on with what is appended, has positions as ids, heeds `Last-Event-ID`,
    and ends within a quarter of an hour or with its epoch, to be taken up again. `Log-Epoch` is
    another number after a restore, or when a replica has taken over: compare what you have with
    what is there.
    """
    desk = desk_of(request.app.state)
    if EVENT_STREAM in request.headers.get("accept", ""):
        stream = _stream(request, desk, after if last_event_id is None else last_event_id)
        stream.headers.update(_epoch(request))
        return stream
    page = desk.feed.page(after, limit)
    tag = f'"{hashlib.sha256(page.lines).hexdigest()}"'
    following = f"{request.url.path}?after={page.last}&limit={limit}"
    headers = {
        "ETag": tag,
        "Cache-Control": "private, no-cache",
        "Vary": "Accept, Cookie",
        "Link": f'<{following}>; rel="next"',
        **_epoch(request),
    }
    if known is not None and names(known, tag):
        return Response(status_code=NOT_MODIFIED, headers=headers)
    return Response(page.lines, media_type=JSON_LINES, headers=headers)


def _epoch(request: Request) -> dict[str, str]:
    epoch = house_of(request).epochs.current
    return {} if epoch is None else {EPOCH: str(epoch)}


def _stream(request: Request, desk: FeedDesk, after: int) -> EventStream:
    """A stream that lasts no longer than the session of whoever asked for it, nor than the epoch:
    in another one, other events may stand at the positions that the reader has.
    """
    desk.feed.guard_reached(after)
    rhythm = desk.rhythm.within(SESSION_SECONDS_MAX - session_of(request).age_seconds)
    epochs = house_of(request).epochs
    began = epochs.current
    return EventStream(
        desk.feed,
        desk.readers,
        after,
        rhythm,
        desk.limiter,
        is_another_history=lambda: epochs.current != began,
    )
