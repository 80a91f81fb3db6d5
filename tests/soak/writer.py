"""A writer of the soak, as a process of its own that may be killed at any moment.

What it writes follows from its number alone, ids of commands included. So whoever starts it again
says which batch was acknowledged last, and it goes on from there: a batch that was stored and not
acknowledged is sent again under the same ids.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import NAMESPACE_URL, uuid5

from adapters.journal import write_journal
from adapters.postgres.log import PostgresLog
from adapters.postgres.pool import open_pool
from application.log import Accepted, LogUnavailable, NewEvent, Outcome, Submission
from domain.command import Actor, Role
from domain.event_catalogue import payload_of
from domain.proposal import ProposalSubmitted, ProposalWithdrawn
from tests.scenarios.town import Town

PLACE = "proposal-place"
SIZES = (1, 1, 3, 30, 200)
WAIT_SECONDS_MAX = 600.0
CONNECTIONS = 2


def batches(writer: int) -> Iterator[list[Submission]]:
    """What a writer writes, in batches of many sizes: proposals, of which most are withdrawn."""
    luck, number = Random(writer), 0  # noqa: S311 - the same in every run
    submitted, withdrawn = _payloads()
    while True:
        batch: list[Submission] = []
        for _ in range(luck.choice(SIZES)):
            number += 1
            name = f"soak-{writer}-{number}"
            stream = f"proposal:{name}"
            asked = submitted.replace(PLACE.encode(), name.encode())
            taken_back = withdrawn.replace(PLACE.encode(), name.encode())
            batch.append(_command(name, NewEvent(stream, 0, ProposalSubmitted.TOPIC, asked)))
            if luck.random() < 0.8:
                event = NewEvent(stream, 1, ProposalWithdrawn.TOPIC, taken_back)
                batch.append(_command(f"{name}-withdrawn", event))
        yield batch


def _command(name: str, event: NewEvent) -> Submission:
    command_id = uuid5(NAMESPACE_URL, name)
    return Submission(command_id, command_id.bytes * 2, (event,))


def _payloads() -> tuple[bytes, bytes]:
    """Of a proposal and of its withdrawal, with a place for its id."""
    town = Town().with_money(1_000)
    town.admit(PLACE, 100)
    found = town.log.read(0, 1_000)
    submitted = next(each.payload for each in found if each.name == ProposalSubmitted.TOPIC)
    by = Actor(id="person-1", role=Role.RESIDENT)
    withdrawn = ProposalWithdrawn(at=datetime(2027, 1, 1, tzinfo=UTC), by=by, proposal_id=PLACE)
    return submitted, payload_of(withdrawn)


def main(arguments: Sequence[str]) -> None:
    """Write, and say after each batch how many are acknowledged and how many events that makes.

    The arguments: where the database is, the partition, the writer's number, how many events, how
    many batches are done, and a file that ends it as soon as it is there.
    """
    url, schema = arguments[:2]
    writer, events_max, done = map(int, arguments[2:5])
    stop, events = Path(arguments[5]), 0
    with open_pool(url, schema, connections_max=CONNECTIONS, purpose="wijkkas soak") as pool:
        log = PostgresLog(pool, schema)
        for number, batch in enumerate(batches(writer), start=1):
            # The first of these may be stored already, unacknowledged: it is sent in any case.
            if events >= events_max or (number > done + 1 and stop.exists()):
                return
            if number > done:
                outcomes = appended(log, batch)
                assert all(isinstance(outcome, Accepted) for outcome in outcomes), outcomes
            events += len(batch)
            if number > done:
                print(number, events, flush=True)  # noqa: T201 - to whoever started this


def appended(log: PostgresLog, batch: Sequence[Submission]) -> list[Outcome]:
    """The outcomes, however long the database is away, within a bound."""
    give_up_at = time.monotonic() + WAIT_SECONDS_MAX
    while True:
        try:
            return log.append(batch)
        except LogUnavailable:
            if time.monotonic() > give_up_at:
                raise


if __name__ == "__main__":
    write_journal()  # on standard error: what is said on standard output is read
    main(sys.argv[1:])
