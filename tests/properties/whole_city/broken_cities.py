"""Cities in which one rule was forgotten, to show that a walk through them does not end well."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from application import budget_year, decision, grant, payout
from application.interest import guard_no_interest
from application.log import Accepted, Outcome, Recorded, Refused, Submission
from application.streams import Evolve, Reading, RememberedStreams, Stream, StreamEvents
from domain.allocation import PublishAllocation
from domain.allocation_correction import CorrectAllocation
from domain.budget import Budget
from domain.decision import Decision, TakeDecision
from domain.grant import ReserveGrant
from domain.mandate import Mandate
from domain.money import Money
from domain.payout import (
    ApprovePayout,
    PayoutApproved,
    Payouts,
    PayoutStatus,
    RequestPayout,
    guard_status,
)
from domain.year_closing import CloseBudgetYear
from tests.fakes.log import InMemoryBallotLog, InMemoryLog
from tests.properties.whole_city.city import City

S = TypeVar("S")
MUCH = Money(10**9)


class Dreaming(Reading):
    """Sees more money in every budget and mandate than there is, and nothing that was claimed."""

    def __init__(self, awake: Reading) -> None:
        super().__init__(awake._streams)

    def budget(self, year: int, wijk: str) -> Stream[Budget]:
        """The budget, and ten million euro."""
        found = super().budget(year, wijk)
        state = found.state
        return replace(found, state=state and replace(state, allocated=state.allocated + MUCH))

    def mandate(self, mandate_id: str) -> Stream[Mandate]:
        """The mandate, and ten million euro."""
        found = super().mandate(mandate_id)
        state = found.state
        return replace(found, state=state and replace(state, ceiling=state.ceiling + MUCH))

    def payouts(self, proposal_id: str) -> Stream[Payouts]:
        """As if nothing was asked yet."""
        return replace(super().payouts(proposal_id), state=None)

    def decision(self, proposal_id: str) -> Stream[Decision]:
        """As if somebody else had prepared it."""
        found = super().decision(proposal_id)
        if found.state is None:
            return found
        draft = found.state.draft
        nobody = draft.by.model_copy(update={"id": "nobody"})
        draft = draft.model_copy(update={"by": nobody})
        return replace(found, state=replace(found.state, draft=draft))


def reserve_without_asking(command: ReserveGrant, read: Reading) -> list[StreamEvents]:
    """Books a reservation without checking what is available."""
    return grant.reserve_grant(command, Dreaming(read))


def take_above_mandate_or_alone(command: TakeDecision, read: Reading) -> list[StreamEvents]:
    """Neither asks who prepared the decision nor how far the mandate goes."""
    return decision.take_decision(command, Dreaming(read))


def request_twice(command: RequestPayout, read: Reading) -> list[StreamEvents]:
    """Does not see what was asked before."""
    return payout.request_payout(command, Dreaming(read))


def approve_alone(command: ApprovePayout, read: Reading) -> list[StreamEvents]:
    """Approves without a second person."""
    guard_no_interest(command, read)
    found = read.payouts(command.proposal_id)
    guard_status(found.state, command.payout_id, PayoutStatus.REQUESTED)
    return [found.gets([PayoutApproved.following(command)])]


def close_all_but_one(command: CloseBudgetYear, read: Reading) -> list[StreamEvents]:
    """Forgets the last wijk: what was to arrive there is gone, or what lay there stays."""
    changes = budget_year.close_budget_year(command, read)
    return changes[:-1] if len(changes) > 1 else changes


def allocate_all_but_one(command: PublishAllocation, read: Reading) -> list[StreamEvents]:
    """Publishes a share that its wijk never gets."""
    return budget_year.publish_allocation(command, read)[:-1]


def correct_without_taking_back(command: CorrectAllocation, read: Reading) -> list[StreamEvents]:
    """Gives what is right, and leaves what was wrong with who had it."""
    year, *budgets = budget_year.correct_allocation(command, read)
    kept = (replace(each, events=each.events[:1]) for each in budgets)
    return [year, *kept]


class ForgettingLog(InMemoryLog):
    """Does not know which commands it had before."""

    def outcome(self, command_id: UUID, fingerprint: bytes) -> Accepted | Refused | None:
        """Never heard of it."""
        return None

    def append(self, submissions: Sequence[Submission]) -> list[Outcome]:
        """Store, and forget what was answered before."""
        self._kept.outcomes.clear()
        return super().append(submissions)


class OpenDay(InMemoryBallotLog):
    """Has no fences."""

    def _is_open(self, name: str | None, moment: datetime) -> bool:
        return True


class TimekeepingBallots(InMemoryBallotLog):
    """Writes down when each ballot came."""

    def read(self, from_position: int = 0, limit: int = 1_000) -> list[Recorded]:
        """The ballots, with a time."""
        entries = super().read(from_position, limit)
        return [replace(entry, appended_at=self._clock()) for entry in entries]


class StaleStreams(RememberedStreams):
    """Reads the newest version, and shows the state of the time before."""

    def read(self, name: str, evolve: Evolve[S]) -> Stream[S]:
        """The stream as it is not any more."""
        _, before = self.recall(name)
        found = super().read(name, evolve)
        return found if before is None else replace(found, state=before)


@dataclass(frozen=True, slots=True)
class Broken:
    """A city with a fault, and the beginning of the sentence in which a walk complains of it."""

    city: Callable[[], City]
    complaint: str


BROKEN = {
    "reserves without asking": Broken(
        partial(City, {ReserveGrant: reserve_without_asking}),
        "ReserveGrant was answered accepted; expected {'budget.(not_enough_available|voted_on)'}",
    ),
    "decides without limits": Broken(
        partial(City, {TakeDecision: take_above_mandate_or_alone}),
        "TakeDecision was answered .*; expected {'(decision.same_person|mandate.ceiling)",
    ),
    "pays out more than the grant": Broken(
        partial(City, {RequestPayout: request_twice}),
        "RequestPayout was answered .*; expected "
        "{'(payout.(above_grant|already_requested)|regulation.advance_too_high)",
    ),
    "approves alone": Broken(
        partial(City, {ApprovePayout: approve_alone}),
        "ApprovePayout was answered accepted; expected {'payout.same_person'}",
    ),
    "loses money at closing": Broken(
        partial(City, {CloseBudgetYear: close_all_but_one}), "to the cent what the model has"
    ),
    "loses money at allocating": Broken(
        partial(City, {PublishAllocation: allocate_all_but_one}), "to the cent what the model has"
    ),
    "takes nothing back when it corrects": Broken(
        partial(City, {CorrectAllocation: correct_without_taking_back}),
        "to the cent what the model has",
    ),
    "carries commands out twice": Broken(
        partial(City, log=ForgettingLog),
        "was answered .*; expected|events for what|was given before",
    ),
    "votes after closing": Broken(
        partial(City, ballot_log=OpenDay),
        "CastBallot was answered .*; expected {'voting_round.not_open'}",
    ),
    "keeps the time of a ballot": Broken(
        partial(City, ballot_log=TimekeepingBallots), "a ballot has no time"
    ),
    "remembers badly": Broken(
        partial(City, streams=StaleStreams), "what is remembered is what the log tells"
    ),
}
