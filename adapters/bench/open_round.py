"""A round that is open, and ballots for it, for measurements: made through the usual commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from uuid import uuid4

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.sql import SQL, Identifier

from adapters.house import House
from adapters.pabulib.file import PabulibFile, PabulibProject
from adapters.round_import.importing import RoundImport
from adapters.round_import.plan import RoundPlan
from adapters.voting_pass_register import signed_pass
from domain.tally.parameters import VotingRule

PROJECTS = 20
CHOICES = 4
WIJK, YEAR = "WK030710", 2030
_KEY = SQL("SELECT private_key FROM {register}.rounds WHERE round_id = %s")


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round, its list, and the key that signs passes, which only the owner can read."""

    round_id: str
    proposal_ids: tuple[str, ...]
    key: Ed25519PrivateKey

    def ballots(self, number: int, seed: int) -> Iterator[bytes]:
        """So many ballots as JSON, each with a pass of its own."""
        chance = Random(seed)  # noqa: S311 - what is chosen is no secret
        for _ in range(number):
            yield json.dumps(
                {
                    "command_id": str(uuid4()),
                    "round_id": self.round_id,
                    "voting_pass": signed_pass(self.key, self.round_id).model_dump(),
                    "choices": chance.sample(self.proposal_ids, CHOICES),
                }
            ).encode()


def open_round(house: House, owner_url: str) -> OpenRound:
    """Open a round in the partition of this house, with what has to be around it."""
    plan = opened(house, PROJECTS)
    key = _signing_key(owner_url, house.settings.partition, plan.round_id)
    return OpenRound(plan.round_id, tuple(plan.proposal_ids.values()), key)


def opened(house: House, projects: int) -> RoundPlan:
    """Open a round on so many proposals, by the commands that people give."""
    plan = RoundPlan(_list_of(projects), WIJK, YEAR, VotingRule.GREEDY)
    RoundImport(
        house.desk,
        house.ballot_box,
        house.streams,
        house.vault,
        house.passes,
        house.now,
        lambda *_: None,
    ).open(plan)
    return plan


def _list_of(projects: int) -> PabulibFile:
    """A list without ballots."""
    return PabulibFile(
        meta={},
        budget=100_000,
        vote_type="approval",
        minimum_votes=0,
        projects=tuple(
            PabulibProject(f"P{number:02d}", 10_000, None, None, None, None, {})
            for number in range(1, projects + 1)
        ),
        ballots=(),
        remarks=(),
        project_columns=("project_id", "cost"),
        ballot_columns=("voter_id", "vote"),
    )


def _signing_key(owner_url: str, partition: str, round_id: str) -> Ed25519PrivateKey:
    query = _KEY.format(register=Identifier(f"{partition}_register"))
    with psycopg.connect(owner_url, autocommit=True) as owner:
        row = owner.execute(query, (round_id,)).fetchone()
    if row is None:
        raise LookupError(f"round {round_id} has no key")
    return Ed25519PrivateKey.from_private_bytes(row[0])
