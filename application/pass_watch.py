"""Watching whether many voting passes are fetched from one address, where the regulation says so.

Only the register's side watches: the ballot box knows no addresses, and what is kept here names no
resident, no pass and no address (`docs/decisions/0030-a-signal-joins-nobody.md`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.regulation import rules_under
from application.streams import Reading
from domain.fetched_passes import PassSignal, network_of
from domain.regulation_procedure import IntegrityRule


@dataclass(frozen=True, slots=True)
class PassFetch:
    """A pass of a round was given out to somebody on a network; the rule says what to watch for."""

    round_id: str
    network: str
    rule: IntegrityRule
    moment: datetime


class PassWatch(Protocol):
    """Counts, and forgets."""

    def note(self, fetch: PassFetch) -> None:
        """Count one pass more; what makes a signal is told once for each address and round."""

    def forget(self, moment: datetime) -> None:
        """Forget what is over by then: what makes no signal any more, and all after its days."""

    def signals(self, round_ids: Iterable[str]) -> Mapping[str, PassSignal]:
        """What was told of these rounds, by round."""


def note_fetch(
    watch: PassWatch, read: Reading, round_id: str, address: str | None, moment: datetime
) -> None:
    """Note that a pass was given out, if the regulation that the round began under watches for it.

    Without such a rule nothing is kept, nor where nobody knows the address.
    """
    found = read.voting_round(round_id).state
    rule = rules_under(read, found.regulation).integrity if found else None
    network = network_of(address) if address else None
    if rule is not None and network is not None:
        watch.note(PassFetch(round_id, network, rule, moment))
