"""Every decision in the log held against the mandate register as it stood then, and the register
against itself.

What a command checked when it was given is checked here once more, from the entries alone and in
another way: an auditor who trusts no handler reads the log from its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.calendar import dutch_day
from domain.command import Role
from domain.decision import DecisionTaken
from domain.decision_ground import reach_of
from domain.determination_events import GrantDetermined
from domain.grant import GrantChanged, GrantGranted
from domain.integrity_events import CaseDecided, CasePaymentsSuspended, IntegrityCaseOpened
from domain.mandate import MandateAccepted, MandateGiven, MandateMatter, MandateWithdrawn
from domain.money import ZERO, Money
from domain.objection_events import (
    DecisionKind,
    DirectAppealRejected,
    ObjectionDecided,
    ObjectionForwarded,
    ObjectionLodged,
)
from domain.proposal import ProposalLeftOutOfHandling
from domain.proposal_events import ProposalAgreementRecorded
from domain.suspension import PaymentsSuspended, SuspensionLifted
from domain.withdrawal_events import GrantWithdrawn, WithdrawalRejected
from projections.city_in_log import CityInLog
from projections.council_acts import CouncilActs
from projections.entry import Entry

OnObjection = ObjectionDecided | ObjectionForwarded | DirectAppealRejected
"""What is decided on an objection, or on what it asks."""
UnderMandate = (
    DecisionTaken
    | GrantDetermined
    | PaymentsSuspended
    | SuspensionLifted
    | ProposalAgreementRecorded
    | GrantWithdrawn
    | WithdrawalRejected
    | OnObjection
    | ProposalLeftOutOfHandling
)
"""What is decided by the college or in its name."""
Disputed = DecisionTaken | GrantDetermined | GrantWithdrawn | ProposalLeftOutOfHandling
KIND_OF: dict[type[Disputed], DecisionKind] = {
    DecisionTaken: DecisionKind.DECISION,
    GrantDetermined: DecisionKind.DETERMINATION,
    GrantWithdrawn: DecisionKind.WITHDRAWAL,
    ProposalLeftOutOfHandling: DecisionKind.HANDLING,
}
"""As what each decision can be objected to."""


class MandateFault(StrEnum):
    """What is wrong with a decision, or with a line of the register."""

    NO_MANDATE = "no_mandate"
    NOT_THE_HOLDER = "not_the_holder"
    OUT_OF_PERIOD = "out_of_period"
    WITHDRAWN = "withdrawn"
    ABOVE_CEILING = "above_ceiling"
    PREPARED_AND_TAKEN = "prepared_and_taken"
    OTHER_MATTER = "other_matter"
    NOT_ACCEPTED = "not_accepted"
    OVERLAPS = "overlaps"
    DECIDED_TWICE = "decided_twice"
    PREPARED_AND_REVIEWED = "prepared_and_reviewed"
    OWN_CASE = "own_case"
    NOT_BY_THE_COLLEGE = "not_by_the_college"
    NO_COUNCIL_ACT = "no_council_act"


@dataclass(frozen=True, slots=True)
class FaultFound:
    """A decision that the register does not bear out, by its place in the log.

    `proposal_id` is None where a line of the register itself is wrong; in a case about a suspicion
    there is a `case_id`.
    """

    position: int
    proposal_id: str | None
    mandate_id: str | None
    fault: MandateFault
    case_id: str | None = None


@dataclass(slots=True)
class MandateCheck:
    """Reads entries in order; `decisions` is how many were held against the register."""

    decisions: int = 0
    _given: dict[str, MandateGiven] = field(default_factory=dict)
    _accepted: dict[str, date] = field(default_factory=dict)
    _withdrawn_on: dict[str, date] = field(default_factory=dict)
    _taken: dict[tuple[str, DecisionKind], Disputed] = field(default_factory=dict)
    _disputed: dict[tuple[str, str], Disputed] = field(default_factory=dict)
    _granted: dict[str, Money] = field(default_factory=dict)
    _city: CityInLog = field(default_factory=CityInLog)
    _council: CouncilActs = field(default_factory=CouncilActs)
    _cases: dict[str, IntegrityCaseOpened] = field(default_factory=dict)

    def faults_in(self, entries: Iterable[Entry]) -> Iterator[FaultFound]:
        """What is wrong in these entries, which follow those that were read before."""
        for entry in entries:
            self._city.keep(entry)
            self._keep_granted(entry)
            yield from self._decided_twice(entry)
            yield from self._in_case(entry)
            yield from self._without_council(entry)
            match entry.event:
                case MandateGiven() as event:
                    yield from self._overlaps(entry, event)
                    self._given.setdefault(event.mandate_id, event)
                case MandateAccepted() as event:
                    self._accepted[event.mandate_id] = dutch_day(event.at)
                case MandateWithdrawn() as event:
                    self._withdrawn_on[event.mandate_id] = dutch_day(event.at)
                case DecisionTaken() as event:
                    yield from _alone(entry, event, event.prepared_by)
                    asked = self._asked(event.proposal_id)
                    reach = reach_of(event.outcome, event.amount_cents, asked)
                    yield from self._of(entry, event, reach)
                case GrantWithdrawn() as event:
                    yield from _alone(entry, event, event.announced_by)
                    most = max(event.former_cents, event.compensation_cents)
                    yield from self._of(entry, event, most)
                case WithdrawalRejected() as event:
                    yield from self._of(entry, event, event.former_cents)
                case ObjectionDecided() | ObjectionForwarded() | DirectAppealRejected() as event:
                    yield from self._of(entry, event, self._reached(event))
                case GrantDetermined() | PaymentsSuspended() | SuspensionLifted() as event:
                    yield from self._of(entry, event, event.granted_cents)
                case (
                    ProposalAgreementRecorded(mandate_id=None, amount_cents=Money(cents=0))
                    | ProposalLeftOutOfHandling(mandate_id=None, amount_cents=Money(cents=0))
                ):
                    self.decisions += 1  # of before these named a mandate: nothing to check
                case ProposalAgreementRecorded() | ProposalLeftOutOfHandling() as event:
                    yield from self._of(entry, event, event.amount_cents)

    def _keep_granted(self, entry: Entry) -> None:
        if isinstance(entry.event, GrantGranted | GrantChanged):
            self._granted[entry.event.proposal_id] = entry.event.amount_cents

    def _asked(self, proposal_id: str) -> Money:
        """What a proposal asks; nothing of one that the log does not know."""
        found = self._city.proposals.get(proposal_id)
        return found.amount if found else ZERO

    def _reached(self, event: OnObjection) -> Money:
        """What the decision that is objected to reached, or what it comes to where that is more: a
        refusal all that was asked, as leaving out of handling does.
        """
        first = self._disputed.get((event.proposal_id, event.objection_id))
        after = event.amount_cents if isinstance(event, ObjectionDecided) else ZERO
        match first:
            case GrantDetermined():
                reached = max(event.former_cents, first.granted_cents)
            case GrantWithdrawn():
                reached = max(event.former_cents, first.former_cents)
            case ProposalLeftOutOfHandling():
                reached = first.amount_cents
            case _:
                granted = self._granted.get(event.proposal_id, ZERO)
                reached = max(event.former_cents, granted) or self._asked(event.proposal_id)
        return max(reached, after)

    def _without_council(self, entry: Entry) -> Iterator[FaultFound]:
        """The council decides above an amount, and nobody in its place."""
        event = entry.event
        if self._council.is_lacking(event) and isinstance(event, UnderMandate):
            yield _fault(entry, event, MandateFault.NO_COUNCIL_ACT)

    def _in_case(self, entry: Entry) -> Iterator[FaultFound]:
        """Whoever opens a case neither suspends nor decides in it; the college decides."""
        event = entry.event
        if isinstance(event, IntegrityCaseOpened):
            self._cases[event.case_id] = event
        if not isinstance(event, CaseDecided | CasePaymentsSuspended):
            return
        opened = self._cases.get(event.case_id)
        decides = isinstance(event, CaseDecided)
        self.decisions += decides
        wrong = {
            MandateFault.OWN_CASE: opened is not None and opened.by.id == event.by.id,
            MandateFault.NOT_BY_THE_COLLEGE: decides and event.by.role is not Role.COLLEGE,
        }
        about = opened.proposal_id if opened else None
        for fault, is_so in wrong.items():
            if is_so:
                yield FaultFound(entry.position, about, None, fault, case_id=event.case_id)

    def _overlaps(self, entry: Entry, event: MandateGiven) -> Iterator[FaultFound]:
        """One holder has one mandate for a matter on a day."""
        for other in self._given.values():
            if (
                (other.holder_id, other.matter) == (event.holder_id, event.matter)
                and other.mandate_id not in self._withdrawn_on
                and other.valid_from <= event.valid_until
                and event.valid_from <= other.valid_until
            ):
                yield FaultFound(entry.position, None, event.mandate_id, MandateFault.OVERLAPS)

    def _decided_twice(self, entry: Entry) -> Iterator[FaultFound]:
        """Who took a decision under a mandate decided on the objection to it too, or on whether it
        goes straight to the court (Awb 10:3).
        """
        event = entry.event
        if isinstance(event, Disputed):
            self._taken[event.proposal_id, KIND_OF[type(event)]] = event
        elif isinstance(event, ObjectionLodged):
            if taken := self._taken.get((event.proposal_id, event.against)):
                self._disputed[event.proposal_id, event.objection_id] = taken
        elif isinstance(event, OnObjection):
            first = self._disputed.get((event.proposal_id, event.objection_id))
            if first is not None and _in_its_name(first) and first.by.id == event.by.id:
                yield _fault(entry, event, MandateFault.DECIDED_TWICE)
            if _reviews_own_draft(first, event):
                yield _fault(entry, event, MandateFault.PREPARED_AND_REVIEWED)

    def _of(self, entry: Entry, event: UnderMandate, amount: Money) -> Iterator[FaultFound]:
        self.decisions += 1
        if event.mandate_id is None and event.by.role is Role.COLLEGE:
            return
        given = self._given.get(event.mandate_id or "")
        if given is None:
            yield _fault(entry, event, MandateFault.NO_MANDATE)
            return
        accepted_on = self._accepted.get(given.mandate_id, date.max)
        day = _day(event)
        waits = given.outside_college and day < accepted_on
        begins = max(given.valid_from, dutch_day(given.at))
        wrong = {
            MandateFault.NOT_THE_HOLDER: given.holder_id != event.by.id,
            MandateFault.OUT_OF_PERIOD: not begins <= day <= given.valid_until,
            MandateFault.WITHDRAWN: self._withdrawn_on.get(given.mandate_id, date.max) <= day,
            MandateFault.ABOVE_CEILING: amount > given.ceiling_cents,
            MandateFault.OTHER_MATTER: given.matter is not _matter(event),
            MandateFault.NOT_ACCEPTED: waits,
        }
        for fault, is_so in wrong.items():
            if is_so:
                yield _fault(entry, event, fault)


def _in_its_name(first: Disputed) -> bool:
    """Whether somebody decided for the college, and it did not do so itself."""
    before = isinstance(first, ProposalLeftOutOfHandling) and first.by.role is not Role.COLLEGE
    return before or first.mandate_id is not None


def _reviews_own_draft(first: Disputed | None, event: OnObjection) -> bool:
    """Whether who prepared a decision decides on the objection to it, and not as the college."""
    match first:
        case DecisionTaken():
            prepared_by = first.prepared_by
        case GrantWithdrawn():
            prepared_by = first.announced_by
        case _:
            return False
    decides = isinstance(event, ObjectionDecided) and event.by.role is not Role.COLLEGE
    return decides and event.by.id == prepared_by


def _day(event: UnderMandate) -> date:
    """The day on which was decided; an agreement says its own."""
    if isinstance(event, ProposalAgreementRecorded):
        return event.agreed_on
    return dutch_day(event.at)


def _matter(event: UnderMandate) -> MandateMatter:
    agreed = isinstance(event, ProposalAgreementRecorded)
    return MandateMatter.AGREEMENTS if agreed else MandateMatter.GRANTS


def _alone(entry: Entry, event: UnderMandate, prepared_by: str) -> Iterator[FaultFound]:
    """One person did what takes two."""
    if event.by.id == prepared_by:
        yield _fault(entry, event, MandateFault.PREPARED_AND_TAKEN)


def _fault(entry: Entry, event: UnderMandate, fault: MandateFault) -> FaultFound:
    return FaultFound(entry.position, event.proposal_id, event.mandate_id, fault)
