"""The fast way to load events: it gives what the careful way gives, or leaves it to it."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import pytest

from adapters.bench.generated_log import GeneratedLog
from adapters.event_reading import NOT_FAST, READERS, NoFastWay, read_event, reader_of
from domain.canonical import canonical_json
from domain.event import Event
from domain.event_catalogue import EVENTS, UPCASTS, EventUnreadable, event_from, payload_of
from tests.golden.kept import GOLDEN

PAID = "budget.money_paid.v1"


def golden() -> list[tuple[str, bytes]]:
    """Name and payload of one event of every name there ever was."""
    lines = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    return [(line["name"], canonical_json(line["payload"])) for line in lines]


def paid(**changes: Any) -> bytes:
    """The golden payment with other fields; a field of None is left out."""
    payload = json.loads(dict(golden())[PAID]) | changes
    return canonical_json({name: value for name, value in payload.items() if value is not None})


def indistinguishable(one: Event, other: Event) -> bool:
    """Whether two events are alike in class, values, order of fields and what was given."""
    return (
        type(one) is type(other)
        and one == other
        and list(vars(one)) == list(vars(other))
        and one.model_fields_set == other.model_fields_set
        and one.model_dump_json() == other.model_dump_json()
        and payload_of(one) == payload_of(other)
    )


class TestWhatWasWritten:
    @pytest.mark.parametrize(("name", "payload"), golden(), ids=[name for name, _ in golden()])
    def test_is_the_same_event_as_with_all_checks(self, name: str, payload: bytes) -> None:
        assert indistinguishable(read_event(name, payload), event_from(name, payload))

    def test_is_read_fast_under_every_current_name(self) -> None:
        for name, payload in golden():
            if name not in UPCASTS:
                assert READERS[name](payload) == event_from(name, payload)

    def test_every_current_event_has_a_reader(self) -> None:
        for name in EVENTS:
            assert callable(READERS[name])

    def test_under_a_name_of_the_past_goes_the_careful_way(self) -> None:
        for name in UPCASTS:
            with pytest.raises(NOT_FAST):
                READERS[name]

    def test_in_a_generated_log_is_what_the_domain_would_write(self) -> None:
        for made in GeneratedLog(5_000):
            event = read_event(made.name, made.payload)
            assert indistinguishable(event, event_from(made.name, made.payload))
            assert payload_of(event) == made.payload

    def test_keeps_its_offset_from_utc(self) -> None:
        payload = paid(at="2027-01-18T10:32:00+01:00")
        assert indistinguishable(read_event(PAID, payload), event_from(PAID, payload))

    @pytest.mark.parametrize("name", ["year"])
    def test_cannot_be_changed_afterwards(self, name: str) -> None:
        with pytest.raises(ValueError, match="frozen"):
            setattr(read_event(PAID, paid()), name, 2030)


class TestWhatDoesNotFit:
    @pytest.mark.parametrize(
        "changes",
        [
            {"year": "2027"},
            {"year": None},
            {"more": 1},
            {"amount_cents": 10**16},
            {"amount_cents": "12"},
            {"at": "2027-01-18T09:32:00"},
            {"at": "yesterday"},
            {"by": {"id": "person-finance", "role": "mayor"}},
            {"by": {"id": "Jan de Vries", "role": "finance"}},
            {"by": {"id": "person-finance", "role": "finance", "name": "Jan"}},
        ],
        ids=str,
    )
    def test_is_refused_with_what_is_wrong(self, changes: dict[str, Any]) -> None:
        with pytest.raises(NOT_FAST):
            READERS[PAID](paid(**changes))
        with pytest.raises(EventUnreadable, match=PAID):
            read_event(PAID, paid(**changes))

    @pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"null", b'{"no": "such payload"}'])
    def test_is_refused_when_it_is_no_payload_at_all(self, payload: bytes) -> None:
        with pytest.raises(EventUnreadable):
            read_event(PAID, payload)

    def test_is_refused_under_an_unknown_name(self) -> None:
        with pytest.raises(EventUnreadable):
            read_event("budget.money_burnt.v1", paid())

    def test_in_range_and_pattern_alone_was_checked_when_it_was_written_and_is_not_again(
        self,
    ) -> None:
        payload = paid(year=3027, wijk="Liendert")
        with pytest.raises(EventUnreadable):
            event_from(PAID, payload)
        assert read_event(PAID, payload).model_dump()["year"] == 3027


def test_an_event_with_a_field_of_another_kind_is_noticed_at_once() -> None:
    class Measured(Event):
        TOPIC: ClassVar[str] = "test.measured.v1"
        litres: float

    with pytest.raises(NoFastWay):
        reader_of(Measured)
