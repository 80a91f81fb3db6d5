"""The feed of the main log: every event once, in order, to be taken up anywhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI

from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.epochs import Epochs
from adapters.web import feed as feed_module
from adapters.web.feed import Feed
from adapters.web.feed_readers import FeedCrowded, FeedReaders
from adapters.web.feed_stream import Rhythm
from application.log import LogUnavailable, Recorded
from domain.ballot import stream_of
from tests.integration.web.conftest import City
from tests.integration.web.following import (
    FEED,
    application,
    auditor_at,
    events_in,
    messages_in,
    page,
    positions_in,
    record_a_need,
    stream,
)
from tests.integration.web.visiting import Visitor
from tests.waiting import soon

SHORT = Rhythm(poll=0.05, heartbeat=0.1, length_max=0.5)
UNTIL_SEEN = Rhythm(poll=0.05, heartbeat=60.0, length_max=2.0)
HINTED_ONLY = Rhythm(poll=60.0, heartbeat=60.0, length_max=2.0)


@pytest.fixture
def auditor(app: FastAPI) -> Iterator[Visitor]:
    """Who may read the log."""
    visitor = auditor_at(app)
    yield visitor
    visitor.client.close()


class TestAPage:
    """Lines of JSON."""

    def test_an_entry_is_a_cloud_event_with_its_payload_as_stored(
        self, city: City, auditor: Visitor
    ) -> None:
        answer = page(auditor, after=4, limit=1)
        assert answer.headers["content-type"] == "application/jsonl"
        (entry,) = city.house.log.read(5, 1)
        assert entry.appended_at is not None
        (event,) = events_in(answer.text)
        told = event.pop("time")
        assert told == entry.appended_at.isoformat().replace("+00:00", "Z")
        assert event.pop("data") is not None
        assert b'"data":' + entry.payload in answer.content
        assert event == {
            "specversion": "1.0",
            "id": "gm_web/5",
            "source": "/partitions/gm_web",
            "type": entry.name,
            "subject": entry.stream,
            "datacontenttype": "application/json",
        }

    def test_following_the_links_gives_every_entry_once_in_order(
        self, city: City, auditor: Visitor
    ) -> None:
        answer, found = page(auditor, limit=97), list[dict[str, Any]]()
        while answer.text:
            found += events_in(answer.text)
            answer = auditor.get(answer.links["next"]["url"])
        entries = city.house.log.read(0, 100_000)
        assert positions_in(found) == [entry.position for entry in entries]
        assert [event["type"] for event in found] == [entry.name for entry in entries]

    def test_the_link_at_the_end_leads_to_what_is_appended_later(
        self, city: City, auditor: Visitor
    ) -> None:
        end = page(auditor, after=city.house.log.next_position() - 1)
        assert (end.status_code, end.text) == (200, "")
        position = record_a_need(city)
        later = auditor.get(end.links["next"]["url"])
        assert position in positions_in(events_in(later.text))

    def test_a_page_ends_before_it_is_too_large(
        self, auditor: Visitor, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(feed_module, "PAGE_BYTES_MAX", 5_000)
        answer = page(auditor, limit=500)
        assert 1_000 < len(answer.content) <= 5_000
        following = auditor.get(answer.links["next"]["url"])
        last, first = events_in(answer.text)[-1], events_in(following.text)[0]
        assert positions_in([first]) == [positions_in([last])[0] + 1]

    def test_a_page_tells_the_epoch_of_the_log(self, city: City, auditor: Visitor) -> None:
        assert page(auditor).headers["log-epoch"] == str(city.house.epochs.current) == "1"

    def test_the_same_page_need_not_be_sent_again(self, city: City, auditor: Visitor) -> None:
        first = page(auditor, after=0, limit=10)
        assert first.headers["cache-control"] == "private, no-cache"
        known = {"If-None-Match": first.headers["etag"]}
        again = auditor.get(FEED, params={"after": 0, "limit": 10}, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        other = auditor.get(FEED, params={"after": 1, "limit": 10}, headers=known)
        assert other.status_code == 200

    @pytest.mark.parametrize(
        "query", [{"limit": 0}, {"limit": 1_001}, {"after": -2}, {"after": 2**70}]
    )
    def test_a_page_beyond_its_bounds_is_malformed(
        self, auditor: Visitor, query: dict[str, int]
    ) -> None:
        assert page(auditor, **query).json()["code"] == "request.malformed"

    def test_a_position_that_is_not_there_is_refused(self, auditor: Visitor) -> None:
        answer = page(auditor, after=10**9)
        assert (answer.status_code, answer.json()["code"]) == (404, "position.not_reached")

    def test_a_ballot_is_not_in_it(self, city: City, auditor: Visitor) -> None:
        kept = city.house.ballot_log.read(0, 100)
        assert kept
        passes = {entry.stream.rsplit(":", 1)[1] for entry in kept}
        told = page(auditor, limit=1_000).text
        assert not [each for each in passes if each in told]
        assert stream_of("r", "p").split(":")[0] not in {
            str(event["subject"]).split(":")[0] for event in events_in(told)
        }


class TestAStream:
    """Server-sent events."""

    def test_gives_what_is_there_with_positions_as_ids(self, city: City) -> None:
        with auditor_at(application(city, SHORT)).client as client:
            answer = stream(Visitor(client), after=2)
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.text.startswith("retry: ")
        found = messages_in(answer.text)
        assert [position for position, _ in found] == positions_in(event for _, event in found)
        assert [position for position, _ in found] == list(range(3, 3 + len(found)))
        assert len(found) >= 100

    def test_goes_on_after_the_last_event_id_and_not_after_the_address(self, city: City) -> None:
        last = city.house.log.next_position() - 1
        auditor = auditor_at(application(city, SHORT))
        answer = stream(auditor, after=0, Last_Event_ID=str(last - 3))
        assert [position for position, _ in messages_in(answer.text)][:3] == [
            last - 2,
            last - 1,
            last,
        ]

    def test_shows_a_sign_of_life_while_nothing_happens(self, city: City) -> None:
        auditor = auditor_at(application(city, SHORT))
        answer = stream(auditor, after=city.house.log.next_position() - 1)
        assert answer.text.count("\n:\n\n") >= 2

    def test_ends_in_time_as_it_should_also_while_it_waits(self, city: City) -> None:
        began = time.monotonic()
        auditor = auditor_at(application(city, replace(HINTED_ONLY, length_max=0.5)))
        answer = stream(auditor, after=city.house.log.next_position() - 1)
        assert answer.status_code == 200
        assert time.monotonic() - began < HINTED_ONLY.patience

    def test_a_position_that_is_not_there_is_refused(self, city: City) -> None:
        answer = stream(auditor_at(application(city, SHORT)), after=10**9)
        assert answer.json()["code"] == "position.not_reached"

    def test_is_woken_by_what_this_process_appends(self, city: City) -> None:
        assert seen_while_following(city, application(city, HINTED_ONLY))

    def test_without_hints_and_without_polling_nothing_would_be_seen(self, city: City) -> None:
        unheard = replace(city, house=replace(city.house, notices=AppendNotices()))
        assert not seen_while_following(city, application(unheard, HINTED_ONLY))

    def test_sees_by_polling_what_another_process_appends(self, city: City) -> None:
        unheard = replace(city, house=replace(city.house, notices=AppendNotices()))
        assert seen_while_following(city, application(unheard, UNTIL_SEEN))

    def test_misses_and_doubles_nothing_while_many_write(self, city: City) -> None:
        auditor = auditor_at(application(city, Rhythm(poll=0.05, length_max=3.0)))
        begin = city.house.log.next_position()
        with ThreadPoolExecutor(5) as pool:
            answer = pool.submit(stream, auditor, after=begin - 1)
            written = list(pool.map(lambda _: record_a_need(city), range(40)))
            found = [position for position, _ in messages_in(answer.result().text)]
        assert found == list(range(begin, begin + len(found)))
        assert set(written) <= set(found)

    def test_waits_while_the_database_is_away(self, city: City) -> None:
        app = application(city, UNTIL_SEEN)
        app.state.feed.feed = FeedThatStumbles(city.house.log, "gm_web")
        answer = stream(auditor_at(app), after=0)
        assert len(messages_in(answer.text)) >= 100

    def test_ends_where_the_log_is_in_another_epoch(self, city: City) -> None:
        epochs, last = Epochs(), city.house.log.next_position() - 1
        epochs.current = 1
        elsewhere = replace(city, house=replace(city.house, epochs=epochs))
        app = application(elsewhere, Rhythm(poll=0.05, length_max=30.0))
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(stream, auditor_at(app), after=last)
            assert soon(lambda: app.state.feed.readers.number() == 1)
            began, epochs.current = time.monotonic(), 2
            position = record_a_need(city)
            found = [each for each, _ in messages_in(answer.result().text)]
        assert time.monotonic() - began < 15.0
        assert position not in found

    def test_ends_with_the_session_of_its_reader(self) -> None:
        assert Rhythm().within(20.0).length_max == 20.0
        assert Rhythm().within(-5.0).length_max == 0.0
        assert Rhythm().within(10_000.0) == Rhythm()


class TestTooMany:
    """The number of streams is bounded."""

    def test_a_reader_too_many_is_sent_away_for_a_while(self, city: City) -> None:
        app = application(city, UNTIL_SEEN)
        app.state.feed.readers = FeedReaders(readers_max=0)
        answer = stream(auditor_at(app), after=0)
        assert (answer.status_code, answer.json()["code"]) == (503, FeedCrowded.code)
        assert int(answer.headers["retry-after"]) > 0

    def test_a_place_is_free_again_when_its_stream_has_ended(self, city: City) -> None:
        app = application(city, SHORT)
        app.state.feed.readers = readers = FeedReaders(readers_max=1)
        auditor = auditor_at(app)
        assert [stream(auditor, after=0).status_code for _ in range(2)] == [200, 200]
        assert readers.number() == 0

    def test_nobody_is_let_in_while_the_application_ends(self, city: City) -> None:
        app = application(city, UNTIL_SEEN)
        app.state.feed.readers.end()
        assert stream(auditor_at(app), after=0).status_code == 503
        assert page(auditor_at(app), limit=1).status_code == 200


class FeedThatStumbles(Feed):
    """A feed whose log is away every other time."""

    _is_away = False

    def read(self, after: int, limit: int = 100) -> list[tuple[int, bytes]]:
        """Away, or what there is."""
        self._is_away = not self._is_away
        if self._is_away:
            raise LogUnavailable
        return super().read(after, limit)


def seen_while_following(city: City, app: FastAPI) -> bool:
    """Whether a stream shows what is appended after it began to wait."""
    readers: FeedReaders = app.state.feed.readers
    with ThreadPoolExecutor(1) as pool:
        begin = city.house.log.next_position() - 1
        answer = pool.submit(stream, auditor_at(app), after=begin)
        while not readers.number():
            assert not answer.done()
        time.sleep(0.5)  # until the stream has seen that there is nothing yet
        position = record_a_need(city)
        return position in [found for found, _ in messages_in(answer.result().text)]


def test_a_payload_stands_in_its_event_byte_by_byte() -> None:
    payload = '{"b":"é\\n","a":1}'.encode()
    event = feed_module.cloud_event("gm1", Recorded(7, "stream:x", 0, "thing.v1", payload))
    assert b'"data":' + payload in event
    assert b"\n" not in event
