"""The ledger: every movement of money booked twice, out of one account and into another.

Each event of a budget becomes one line with a debit and a credit account and one amount, so that
debits equal credits at every position, by shape. An account belongs to one wijk and year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.border_money_events import MoneyMappedIn, MoneyMappedOut
from domain.budget_events import (
    AllocationReversed,
    BudgetEvent,
    BudgetLine,
    CityMoneyAllocated,
    DeterminationReversed,
    ExcessCovered,
    ExcessReturned,
    FinalMoneyPaid,
    GrantReduced,
    LineClosed,
    MoneyAllocated,
    MoneyCarriedIn,
    MoneyCarriedOut,
    MoneyDetermined,
    MoneyDivided,
    MoneyGranted,
    MoneyMoved,
    MoneyPaid,
    MoneyPooledIn,
    MoneyPooledOut,
    MoneyRecovered,
    MoneyReserved,
    RemainderReleased,
    ReservationReleased,
    SubsidyBound,
    SubsidyFreed,
)
from domain.event import Event
from domain.round_money_events import (
    RoundMoneyBound,
    RoundMoneyCounted,
    RoundMoneyFreed,
    WinnerMoneyBound,
)
from projections.entry import Entry


class Account(StrEnum):
    """Where money of a wijk and year can stand."""

    ALLOCATED = "allocated"
    """Origin: the share of the wijk in the allocation."""
    CARRIED_OVER = "carried_over"
    """Origin: carried over from other years, less what went to a following year."""
    EXCESS = "excess"
    """Origin: above the ceiling, as the law allows for one grant, covered by a council act."""
    POOLED = "pooled"
    """Origin: pooled from wijken for the whole city; below zero in a wijk, as it went out."""
    AVAILABLE = "available"
    """Can still be reserved: free on the line for initiatives, and not voted on."""
    VOTED_ON = "voted_on"
    """Held on the line for initiatives: people vote on it, or it waits for what they decided."""
    INSTITUTION_LINE = "institution_line"
    """Free on the line for institutions."""
    SUBSIDISED = "subsidised"
    """Bound on the line for institutions, by subsidies that run."""
    COORDINATION_LINE = "coordination_line"
    """Free on the line for coordination."""
    RESERVED = "reserved"
    """Set apart for proposals on which a decision is being prepared."""
    GRANTED = "granted"
    """Bound by a decision, paid or not, and not determined yet."""
    RELEASED = "released"
    """Given back to the city's general means."""
    ADVANCES_PAID = "advances_paid"
    """Paid as an advance on what was granted."""
    FINAL_PAYMENTS = "final_payments"
    """Paid after the determination."""
    DETERMINED = "determined"
    """Bound, and determined: the applicant has a right to it."""
    RECOVERED = "recovered"
    """Received back of what was paid."""
    TREASURY = "treasury"
    """The city's bank account, against which payments are booked."""


DEBIT_AND_CREDIT: Mapping[type[BudgetEvent], tuple[Account, Account]] = {
    MoneyAllocated: (Account.AVAILABLE, Account.ALLOCATED),
    AllocationReversed: (Account.ALLOCATED, Account.AVAILABLE),
    MoneyReserved: (Account.RESERVED, Account.AVAILABLE),
    ReservationReleased: (Account.AVAILABLE, Account.RESERVED),
    MoneyGranted: (Account.GRANTED, Account.RESERVED),
    MoneyPaid: (Account.ADVANCES_PAID, Account.TREASURY),
    FinalMoneyPaid: (Account.FINAL_PAYMENTS, Account.TREASURY),
    MoneyDetermined: (Account.DETERMINED, Account.GRANTED),
    GrantReduced: (Account.AVAILABLE, Account.GRANTED),
    DeterminationReversed: (Account.GRANTED, Account.DETERMINED),
    ExcessCovered: (Account.AVAILABLE, Account.EXCESS),
    ExcessReturned: (Account.EXCESS, Account.AVAILABLE),
    MoneyRecovered: (Account.TREASURY, Account.RECOVERED),
    MoneyCarriedOut: (Account.CARRIED_OVER, Account.AVAILABLE),
    MoneyCarriedIn: (Account.AVAILABLE, Account.CARRIED_OVER),
    MoneyMappedOut: (Account.CARRIED_OVER, Account.AVAILABLE),
    MoneyMappedIn: (Account.AVAILABLE, Account.CARRIED_OVER),
    RemainderReleased: (Account.RELEASED, Account.AVAILABLE),
    CityMoneyAllocated: (Account.AVAILABLE, Account.ALLOCATED),
    MoneyPooledOut: (Account.POOLED, Account.AVAILABLE),
    MoneyPooledIn: (Account.AVAILABLE, Account.POOLED),
    SubsidyBound: (Account.SUBSIDISED, Account.INSTITUTION_LINE),
    SubsidyFreed: (Account.AVAILABLE, Account.SUBSIDISED),
    RoundMoneyBound: (Account.VOTED_ON, Account.AVAILABLE),
    RoundMoneyCounted: (Account.AVAILABLE, Account.VOTED_ON),
    RoundMoneyFreed: (Account.AVAILABLE, Account.VOTED_ON),
    WinnerMoneyBound: (Account.VOTED_ON, Account.AVAILABLE),
}
"""How each movement is booked: the account it goes to, and the one it comes from. Movements between
lines are booked by the lines they name.
"""

ACCOUNT_OF_LINE: Mapping[BudgetLine, Account] = {
    BudgetLine.INITIATIVE: Account.AVAILABLE,
    BudgetLine.INSTITUTION: Account.INSTITUTION_LINE,
    BudgetLine.COORDINATION: Account.COORDINATION_LINE,
}
"""Where what is free on a line stands."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One booking of `cents`, zero or more, to `debit` and from `credit`, and what it rests on."""

    position: int
    event: str
    division_id: str
    year: int
    wijk: str
    debit: Account
    credit: Account
    cents: int
    proposal_id: str | None
    payout_id: str | None
    council_act: str | None
    appended_at: datetime
    subsidy_id: str | None = None
    round_id: str | None = None


class MovementUnknown(Exception):  # noqa: N818 - says what is wrong with the entry
    """An event moves money in a way that the ledger has no booking for."""


class LedgerProjection:
    """The ledger and, following from its lines alone, the budget states."""

    name = "ledger"
    version = 4
    subjects: frozenset[str] | None = frozenset({"budget"})


def booked(entry: Entry) -> LedgerLine | None:
    """The line that an entry becomes; None when it moves no money.

    Raises `MovementUnknown` rather than leave a movement out of the books.
    """
    event = entry.event
    if not isinstance(event, BudgetEvent):
        return None
    debit, credit = _accounts_of(event)
    fields = vars(event)
    return LedgerLine(
        position=entry.position,
        event=event.TOPIC,
        division_id=event.division_id,
        year=event.year,
        wijk=event.wijk,
        debit=debit,
        credit=credit,
        cents=event.amount_cents.cents,
        proposal_id=fields.get("proposal_id"),
        payout_id=fields.get("payout_id"),
        council_act=_council_act(event),
        appended_at=entry.appended_at,
        subsidy_id=fields.get("subsidy_id"),
        round_id=fields.get("round_id"),
    )


def _accounts_of(event: BudgetEvent) -> tuple[Account, Account]:
    match event:
        case MoneyDivided():
            return ACCOUNT_OF_LINE[event.line], Account.AVAILABLE
        case MoneyMoved():
            return ACCOUNT_OF_LINE[event.to_line], ACCOUNT_OF_LINE[event.from_line]
        case LineClosed():
            return Account.AVAILABLE, ACCOUNT_OF_LINE[event.line]
        case _ if type(event) in DEBIT_AND_CREDIT:
            return DEBIT_AND_CREDIT[type(event)]
        case _:
            raise MovementUnknown(event.TOPIC)


def _council_act(event: Event) -> str | None:
    carries = MoneyCarriedIn | MoneyCarriedOut | MoneyMappedIn | MoneyMappedOut
    if isinstance(event, ExcessCovered | MoneyPooledIn | MoneyPooledOut | carries):
        return event.council_act.number
    if isinstance(event, MoneyDivided | MoneyMoved):
        return event.act.number
    return None
