"""A grant or its determination comes to another amount: grant, determination, claim and money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application.proposal_standing import money_of
from application.streams import Reading, StreamEvents
from application.wijk_money import settled_movements
from domain.activity import Granted
from domain.amount_change import AmountChange, GrantBelowDetermined, movements
from domain.budget_year import CouncilAct
from domain.command import ActorCommand
from domain.deadlines import IsHoliday, no_holiday
from domain.determination import Determination, paid_without_open_ones
from domain.determination_events import DeterminationChanged, GrantDetermined
from domain.event import Event
from domain.grant import GrantChanged, GrantStatus
from domain.money import Money
from domain.objection_events import DecisionKind
from domain.payout import Payouts
from domain.proposal import Proposal
from domain.recovery import claim_anew


@dataclass(frozen=True, slots=True)
class WantedAmount:
    """To what a decision of a kind is to come, what pays it above the ceiling, and until when is
    paid back what it leaves too much, where it names a day for that. `breached_on` is where the
    five years for claiming begin (`withdrawal_breach.py`), where that is not the determination.

    All but the decision on the proposal changes the determination, once there is one; that decision
    too where they are one, as what is determined `at_once` with it (`direct_determination.py`).
    """

    granted: Granted
    kind: DecisionKind
    cover: CouncilAct | None = None
    was_within_ceiling: bool = True
    pay_back_by: date | None = None
    breached_on: date | None = None
    at_once: GrantDetermined | None = None


def granted_now(read: Reading, proposal_id: str) -> Granted:
    """What the grant comes to, before it is determined; nothing where there is none."""
    grant = read.grant(proposal_id).state
    if grant is None or grant.status is not GrantStatus.GRANTED:
        return Granted()
    return Granted(grant.amount, grant.activities)


def determined_amount(read: Reading, proposal_id: str) -> Money | None:
    """What the grant was determined at; None where it was not."""
    settled = read.determination(proposal_id).state
    return settled.amount if settled else None


def breach_behind(read: Reading, proposal_id: str, kind: DecisionKind) -> date | None:
    """The day of the breach that the withdrawal rests on, where one is looked at again."""
    is_of_it = kind is DecisionKind.WITHDRAWAL
    withdrawn = read.withdrawal(proposal_id).state if is_of_it else None
    return withdrawn.breached_on if withdrawn else None


def determined_apart(read: Reading, proposal_id: str) -> Money | None:
    """What the grant was determined at by a decision of its own; None where that is a part of the
    decision on the proposal, and changes with it.
    """
    settled = read.determination(proposal_id).state
    return None if settled is None or settled.with_grant else settled.amount


def amount_changes(
    command: ActorCommand,
    read: Reading,
    proposal: Proposal,
    wanted: WantedAmount,
    is_holiday: IsHoliday = no_holiday,
) -> list[StreamEvents]:
    """All that follows when it comes to something else; nothing where that is what it is."""
    proposal_id = proposal.proposal_id
    known = read.determination(proposal_id).state or Determination()
    change = _change(read, proposal_id, wanted, known)
    if change.amount == change.former and _is_for_the_same(read, proposal_id, wanted):
        return []
    claims = claim_anew(
        command,
        proposal_id,
        known,
        change.to_recover,
        named=wanted.pay_back_by,
        breached_on=wanted.breached_on,
        is_holiday=is_holiday,
    )
    granted = _grant_changes(command, read, proposal_id, wanted, known)
    if known.amount is None or change.is_determined:
        settled = [*_determination_changes(command, proposal_id, change, wanted), *claims]
        return [*granted, *_with_money(command, read, proposal, change, settled)]
    if change.amount < known.amount:
        raise GrantBelowDetermined(determined=known.amount)
    return granted


def _grant_changes(
    command: ActorCommand,
    read: Reading,
    proposal_id: str,
    wanted: WantedAmount,
    known: Determination,
) -> list[StreamEvents]:
    """What was granted; a decision of later than a determination is about that one only."""
    if known.amount is not None and wanted.kind is not DecisionKind.DECISION:
        return []
    changed = GrantChanged.following(
        command,
        proposal_id=proposal_id,
        former_cents=granted_now(read, proposal_id).amount,
        amount_cents=wanted.granted.amount,
        activities=wanted.granted.activities,
    )
    return [read.grant(proposal_id).gets([changed])]


def _determination_changes(
    command: ActorCommand, proposal_id: str, change: AmountChange, wanted: WantedAmount
) -> list[Event]:
    """What it was determined at, where that changes; or the determination that comes with it."""
    if wanted.at_once is not None:
        return [wanted.at_once]
    if not change.is_determined or change.amount == change.former:
        return []
    about = {"former_cents": change.former, "amount_cents": change.amount}
    return [DeterminationChanged.following(command, proposal_id=proposal_id, **about)]


def _is_for_the_same(read: Reading, proposal_id: str, wanted: WantedAmount) -> bool:
    """Whether no activity gets something else; a determination names none."""
    named = wanted.granted.activities
    return not named or wanted.granted.is_as(granted_now(read, proposal_id))


def _change(
    read: Reading, proposal_id: str, wanted: WantedAmount, known: Determination
) -> AmountChange:
    goes_along = known.with_grant or wanted.kind is not DecisionKind.DECISION
    settled_at = known.amount if goes_along else None
    former = granted_now(read, proposal_id).amount if settled_at is None else settled_at
    payouts = read.payouts(proposal_id).state or Payouts()
    is_less = wanted.granted.amount < former
    paid = paid_without_open_ones(payouts) if is_less else payouts.paid
    return AmountChange(
        former=former,
        amount=wanted.granted.amount,
        net_paid=paid - known.recovered,
        is_determined=settled_at is not None or wanted.at_once is not None,
        cover=wanted.cover,
        was_within_ceiling=wanted.was_within_ceiling,
    )


def _with_money(
    command: ActorCommand,
    read: Reading,
    proposal: Proposal,
    change: AmountChange,
    settled: Sequence[Event],
) -> list[StreamEvents]:
    """The money of the wijk, beside what changes of the determination and of what is paid back."""
    money, bound = money_of(read, proposal)
    moved = movements(command, bound, proposal.proposal_id, change)
    after = settled_movements(command, bound, moved, proposal, read)
    found = read.determination(proposal.proposal_id)
    changes = [found.gets(settled)] if settled else []
    return [*changes, money.gets(after)] if after else changes
