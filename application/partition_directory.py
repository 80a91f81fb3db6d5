"""The partition directory: which municipalities there are, and where the partition of each lives.

A partition is one municipality: its logs, its vault and its register. Partitions share no role, no
table and no transaction, so that each is as fast, as safe and as far along as it is by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from domain.errors import NOT_FOUND, Refusal

PARTITIONS_SHOWN_MAX = 10


class PartitionUnknown(Refusal):
    code = "partition.unknown"
    status = NOT_FOUND
    dutch = (
        "Gemeente {partition} staat niet in de lijst van partities. Kies uit: {known}; of zet haar "
        "erin en voer 'wijkkas migrate' uit."
    )
    english = (
        "Municipality {partition} is not in the directory of partitions. Choose from: {known}; or "
        "add it and run 'wijkkas migrate'."
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where one partition lives. Both addresses are secret: they may hold a password.

    `address` is for the partition's own role, which can reach no other partition; `owner_address`
    is for its owner, who migrates, and is None where this process may not.
    """

    partition: str
    cluster: str
    address: str = field(repr=False)
    owner_address: str | None = field(default=None, repr=False)


class PartitionDirectory(Protocol):
    """Knows the place of every partition of this installation, and asks no database for it."""

    def partitions(self) -> tuple[str, ...]:
        """Every partition there is, by code."""

    def place(self, partition: str) -> Place:
        """Where a partition lives. Raises `PartitionUnknown`."""


def unknown(partition: str, directory: PartitionDirectory) -> PartitionUnknown:
    """The refusal for a partition that a directory does not have, with some that it has."""
    known = directory.partitions()
    shown = ", ".join(known[:PARTITIONS_SHOWN_MAX])
    more = ", …" if len(known) > PARTITIONS_SHOWN_MAX else ""
    return PartitionUnknown(partition=partition, known=f"{shown}{more}")
