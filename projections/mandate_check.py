"""Every decision in the log held against the mandate register as it stood then.

What a command checked when it was given is checked here once more, from the entries alone and in
another way: an auditor who trusts no handler reads the log from its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from domain.calendar import dutch_day
from domain.command import Role
from domain.decision import DecisionTaken
from domain.determination import GrantDetermined
from domain.mandate import MandateGiven, MandateWithdrawn
from domain.money import Money
from domain.suspension import PaymentsSuspended, SuspensionLifted
from projections.entry import Entry

UnderMandate = DecisionTaken | GrantDetermined | PaymentsSuspended | SuspensionLifted
"""What is decided by the college or in its name."""


class MandateFault(StrEnum):
    """What is wrong with a decision."""

    NO_MANDATE = "no_mandate"
    NOT_THE_HOLDER = "not_the_holder"
    OUT_OF_PERIOD = "out_of_period"
    WITHDRAWN = "withdrawn"
    ABOVE_CEILING = "above_ceiling"
    PREPARED_AND_TAKEN = "prepared_and_taken"


@dataclass(frozen=True, slots=True)
class FaultFound:
    """A decision that the register does not bear out, by its place in the log."""

    position: int
    proposal_id: str
    mandate_id: str | None
    fault: MandateFault


@dataclass(slots=True)
class MandateCheck:
    """Reads entries in order; `decisions` is how many were held against the register."""

    decisions: int = 0
    _given: dict[str, MandateGiven] = field(default_factory=dict)
    _withdrawn: set[str] = field(default_factory=set)

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[FaultFound]:
        """What is wrong in these entries, which follow those that were read before."""
        for entry in entries:
            match entry.event:
                case MandateGiven() as event:
                    self._given.setdefault(event.mandate_id, event)
                case MandateWithdrawn() as event:
                    self._withdrawn.add(event.mandate_id)
                case DecisionTaken() as event:
                    if event.by.id == event.prepared_by:
                        yield _fault(entry, event, MandateFault.PREPARED_AND_TAKEN)
                    yield from self._of(entry, event, event.amount_cents)
                case GrantDetermined() | PaymentsSuspended() | SuspensionLifted() as event:
                    yield from self._of(entry, event, event.granted_cents)

    def _of(self, entry: Entry, event: UnderMandate, amount: Money) -> Iterator[FaultFound]:
        self.decisions += 1
        if event.mandate_id is None and event.by.role is Role.COLLEGE:
            return
        given = self._given.get(event.mandate_id or "")
        if given is None:
            yield _fault(entry, event, MandateFault.NO_MANDATE)
            return
        wrong = {
            MandateFault.NOT_THE_HOLDER: given.holder_id != event.by.id,
            MandateFault.OUT_OF_PERIOD: not (
                given.valid_from <= dutch_day(event.at) <= given.valid_until
            ),
            MandateFault.WITHDRAWN: given.mandate_id in self._withdrawn,
            MandateFault.ABOVE_CEILING: amount > given.ceiling_cents,
        }
        for fault, is_so in wrong.items():
            if is_so:
                yield _fault(entry, event, fault)


def _fault(entry: Entry, event: UnderMandate, fault: MandateFault) -> FaultFound:
    return FaultFound(entry.position, event.proposal_id, event.mandate_id, fault)
