"""What a process measures of itself, in the text format of Prometheus.

Nothing here tells of a person, a pass or a ballot that was taken. A number of ballots that is read
every few seconds would be an interim count, and would give each place in the order of the ballots a
time: so whatever a ballot moves is not measured, the connections' own counts of use included.
"""

from __future__ import annotations

import json
from collections import Counter as Tally
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector
from psycopg import Error

from adapters.house import House
from adapters.postgres.append_notices import Appended
from adapters.postgres.attempts import RETRIES
from adapters.postgres.projector import Lag
from application.log import Accepted, Conflict, LogUnavailable, Outcome, Refused
from domain.errors import Refusal, refusals_by_code

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)
COMMANDS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000)
UNKNOWN = "unknown"
CROWDED = "log.busy"


class Metrics:
    """The measurements of one house, which begin when this is made."""

    def __init__(self, house: House, feed_readers: Callable[[], int]) -> None:
        registry = CollectorRegistry()
        self._registry = registry
        self._commands = Counter(
            "wijkkas_log_commands",
            "Commands that the main log answered",
            ["outcome"],
            registry=registry,
        )
        self._events = Counter(
            "wijkkas_log_events", "Events appended to the main log", registry=registry
        )
        self._refused = Counter(
            "wijkkas_log_refusals",
            "Commands refused by a rule, as recorded",
            ["code"],
            registry=registry,
        )
        self._group = Histogram(
            "wijkkas_log_group_commands",
            "Commands of the main log that shared a transaction",
            buckets=COMMANDS,
            registry=registry,
        )
        self._seconds = Histogram(
            "wijkkas_log_append_seconds",
            "Seconds of one append to the main log, with its retries",
            buckets=SECONDS,
            registry=registry,
        )
        self._crowded = Counter(
            "wijkkas_log_crowded", "Commands sent away: too many waited", ["log"], registry=registry
        )
        self._answers = Counter(
            "wijkkas_answers_refused",
            "Requests answered with a problem",
            ["code"],
            registry=registry,
        )
        registry.register(_Gauges(house, feed_readers))
        house.notices.tell(self)

    def text(self) -> bytes:
        """All of it, as it is now."""
        return generate_latest(self._registry)

    def appended(self, appended: Appended) -> None:
        """Count a group of commands of the main log."""
        self._group.observe(len(appended.outcomes))
        self._seconds.observe(appended.seconds)
        for outcome, number in Tally(map(_kind_of, appended.outcomes)).items():
            self._commands.labels(outcome).inc(number)
        for each in appended.outcomes:
            if isinstance(each, Accepted) and not each.repeated:
                self._events.inc(each.last_position - each.first_position + 1)
            elif isinstance(each, Refused) and not each.repeated:
                self._refused.labels(_known(_code_in(each.code))).inc()

    def crowded(self, log: str) -> None:
        """Count commands that the `main` or `ballot` log sent away."""
        self._crowded.labels(log).inc()

    def answered(self, refusal: Refusal, *, concerns_ballot: bool) -> None:
        """Count a request that was answered with a problem; a ballot only when it was too busy."""
        if not concerns_ballot or refusal.code == CROWDED:
            self._answers.labels(_known(refusal.code)).inc()


class _Gauges(Collector):
    """What is looked up when it is asked for."""

    def __init__(self, house: House, feed_readers: Callable[[], int]) -> None:
        self._house = house
        self._feed_readers = feed_readers

    def collect(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        """The gauges; those of the database only while it answers."""
        yield CounterMetricFamily(
            "wijkkas_retries", "Attempts at the database that were made again", RETRIES.number
        )
        yield GaugeMetricFamily(
            "wijkkas_feed_readers", "Streams of events that are open", self._feed_readers()
        )
        yield from self._connections()
        try:
            lags, length = self._house.projector.lag(), self._house.log.next_position()
        except (Error, LogUnavailable):
            yield GaugeMetricFamily("wijkkas_database_up", "Whether the database answers", 0)
            return
        yield GaugeMetricFamily("wijkkas_database_up", "Whether the database answers", 1)
        yield GaugeMetricFamily("wijkkas_log_length", "Entries of the main log", length)
        yield from _of_projections(lags)

    def describe(self) -> Iterator[GaugeMetricFamily | CounterMetricFamily]:
        """Nothing: registering asks nobody."""
        return iter(())

    def _connections(self) -> Iterator[GaugeMetricFamily]:
        """How full the pool is; not how often it was used, which a ballot would show in."""
        found = self._house.pool.get_stats()
        for name, key, about in (
            ("open", "pool_size", "Connections that are open"),
            ("idle", "pool_available", "Connections that nobody uses"),
            ("waiting", "requests_waiting", "Callers that wait for a connection"),
        ):
            yield GaugeMetricFamily(f"wijkkas_connections_{name}", about, found.get(key, 0))


def _of_projections(lags: list[Lag]) -> Iterator[GaugeMetricFamily]:
    names = ["projection"]
    behind = GaugeMetricFamily(
        "wijkkas_projection_lag_positions", "Entries still to come", labels=names
    )
    seconds = GaugeMetricFamily(
        "wijkkas_projection_lag_seconds", "How long the first of them waits", labels=names
    )
    still = GaugeMetricFamily(
        "wijkkas_projection_stands_still", "1: at an entry that it cannot take", labels=names
    )
    for lag in lags:
        behind.add_metric([lag.name], lag.behind)
        seconds.add_metric([lag.name], lag.seconds)
        still.add_metric([lag.name], float(lag.failure is not None))
    yield from (behind, seconds, still)


def _kind_of(outcome: Outcome) -> str:
    if isinstance(outcome, Conflict):
        return "conflict"
    if outcome.repeated:
        return "repeated"
    return "accepted" if isinstance(outcome, Accepted) else "refused"


def _code_in(recorded: str) -> str:
    """The code of a refusal as recorded: in JSON with its values, or a code of the log itself."""
    try:
        return str(json.loads(recorded)["code"])
    except (ValueError, TypeError, KeyError):
        return UNKNOWN


def _known(code: str) -> str:
    """The code, if it is one of ours: so many values a label has, and no more."""
    return code if code in refusals_by_code() else UNKNOWN
