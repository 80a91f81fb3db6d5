"""A town's log in a partition, projected: what the tests of projections start from."""

from __future__ import annotations

import hashlib
from uuid import uuid4

from adapters.postgres.log import PostgresLog
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresViews
from application.log import Accepted, Log, NewEvent, Submission
from domain.decision_ground import DecisionGround
from projections.document import fold
from projections.dossier import ProposalDossier
from projections.entry import Entry
from projections.proposals import ProposalsProjection
from tests.integration.conftest import Partition
from tests.scenarios.town import OTHER_FINANCE, Town
from tests.unit.projections.entries import entries_of


def a_year_in_town() -> Town:
    """A round with a winner and a loser, an advance that was paid, and a second one asked for."""
    town = Town().with_plan(10_000_00)
    town.admit("garden", 6_000_00)
    town.admit("oven", 5_000_00)
    town.open_round(["garden", "oven"], budget=7_000_00)
    town.cast(1, "garden")
    town.close_round()
    town.tally()
    town.reserve("garden", 6_000_00)
    town.prepare("garden", 5_500_00, ground=DecisionGround.SCHEME_NOT_MET)
    town.take("garden")
    town.verify("garden")
    town.request_payout("garden", 2_000_00)
    town.approve_payout("garden", OTHER_FINANCE)
    town.pay("garden")
    town.request_payout("garden", 500_00, "payout-2")
    return town


def copied(town: Town, log: Log, from_position: int = 0) -> None:
    """Append a town's entries to another log, each at a moment of its own."""
    for entry in town.log.read(from_position, limit=100_000):
        append(log, NewEvent(entry.stream, entry.version, entry.name, entry.payload))


def append(log: Log, *happened: NewEvent) -> None:
    """One command with these events, which must be accepted."""
    fingerprint = hashlib.sha256(happened[0].payload).digest()
    (outcome,) = log.append([Submission(uuid4(), fingerprint, happened)])
    assert isinstance(outcome, Accepted)


def projector_of(partition: Partition, log: Log, batch_entries: int = 1_000) -> Projector:
    """A projector that polls often."""
    return Projector(
        partition.pool,
        partition.schema,
        log,
        batch_entries=batch_entries,
        poll_seconds=0.01,
    )


def log_of(partition: Partition) -> PostgresLog:
    """The main log of a partition."""
    return PostgresLog(partition.pool, partition.schema)


def views_of(partition: Partition) -> PostgresViews:
    """The answers from a partition's tables."""
    return PostgresViews(partition.pool, partition.schema)


def entries_as_stored(town: Town, log: Log) -> list[Entry]:
    """The entries of a town with the times that a log gave them."""
    times = [each.appended_at for each in log.read(0, limit=100_000)]
    return [
        Entry(entry.position, entry.stream, entry.version, entry.event, time)
        for entry, time in zip(entries_of(town), times, strict=True)
        if time is not None
    ]


def garden(town: Town) -> ProposalDossier:
    """The dossier as the pure fold gives it."""
    found = fold(ProposalsProjection(), entries_of(town))["garden"]
    assert isinstance(found, ProposalDossier)
    return found
