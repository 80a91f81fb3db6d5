"""The ledger: every movement of money booked twice, out of one account and into another.

Each event of a budget becomes one line with a debit and a credit account and one amount, so that
debits equal credits at every position, by shape. An account belongs to one wijk and year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.budget import (
    BudgetEvent,
    MoneyAllocated,
    MoneyCarriedIn,
    MoneyCarriedOut,
    MoneyGranted,
    MoneyPaid,
    MoneyReserved,
    RemainderReleased,
    ReservationReleased,
)
from domain.event import Event
from projections.entry import Entry


class Account(StrEnum):
    """Where money of a wijk and year can stand."""

    ALLOCATED = "allocated"
    CARRIED_OVER = "carried_over"
    AVAILABLE = "available"
    RESERVED = "reserved"
    GRANTED = "granted"
    RELEASED = "released"
    ADVANCES_PAID = "advances_paid"
    FINAL_PAYMENTS = "final_payments"
    DETERMINED = "determined"
    RECOVERED = "recovered"
    TREASURY = "treasury"


@dataclass(frozen=True, slots=True)
class AccountMeaning:
    """What stands on an account, for people."""

    dutch: str
    english: str


ACCOUNTS: Mapping[Account, AccountMeaning] = {
    Account.ALLOCATED: AccountMeaning(
        "Herkomst: het aandeel van de wijk in de verdeling.",
        "Origin: the share of the wijk in the allocation.",
    ),
    Account.CARRIED_OVER: AccountMeaning(
        "Herkomst: meegenomen uit andere jaren, minus wat naar een volgend jaar ging.",
        "Origin: carried over from other years, less what went to a following year.",
    ),
    Account.AVAILABLE: AccountMeaning(
        "Nog te reserveren.",
        "Can still be reserved.",
    ),
    Account.RESERVED: AccountMeaning(
        "Apart gezet voor voorstellen waarover een besluit wordt voorbereid.",
        "Set apart for proposals on which a decision is being prepared.",
    ),
    Account.GRANTED: AccountMeaning(
        "Gebonden door een besluit, betaald of nog niet.",
        "Bound by a decision, paid or not.",
    ),
    Account.RELEASED: AccountMeaning(
        "Teruggegeven aan de algemene middelen.",
        "Given back to the city's general means.",
    ),
    Account.ADVANCES_PAID: AccountMeaning(
        "Als voorschot betaald op verleende subsidies.",
        "Paid as an advance on what was granted.",
    ),
    Account.FINAL_PAYMENTS: AccountMeaning(
        "Betaald na de vaststelling. Nog geen gebeurtenis boekt hierop.",
        "Paid after the determination. No event books on it yet.",
    ),
    Account.DETERMINED: AccountMeaning(
        "Vastgesteld na verantwoording. Nog geen gebeurtenis boekt hierop.",
        "Determined after the account was rendered. No event books on it yet.",
    ),
    Account.RECOVERED: AccountMeaning(
        "Teruggevorderd en ontvangen. Nog geen gebeurtenis boekt hierop.",
        "Recovered and received back. No event books on it yet.",
    ),
    Account.TREASURY: AccountMeaning(
        "De bankrekening van de gemeente, als tegenrekening van betalingen.",
        "The city's bank account, against which payments are booked.",
    ),
}
"""Every account and its meaning: the published key to the ledger."""

DEBIT_AND_CREDIT: Mapping[type[BudgetEvent], tuple[Account, Account]] = {
    MoneyAllocated: (Account.AVAILABLE, Account.ALLOCATED),
    MoneyReserved: (Account.RESERVED, Account.AVAILABLE),
    ReservationReleased: (Account.AVAILABLE, Account.RESERVED),
    MoneyGranted: (Account.GRANTED, Account.RESERVED),
    MoneyPaid: (Account.ADVANCES_PAID, Account.TREASURY),
    MoneyCarriedOut: (Account.CARRIED_OVER, Account.AVAILABLE),
    MoneyCarriedIn: (Account.AVAILABLE, Account.CARRIED_OVER),
    RemainderReleased: (Account.RELEASED, Account.AVAILABLE),
}
"""How each movement is booked: the account it goes to, and the one it comes from."""


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


class MovementUnknown(Exception):  # noqa: N818 - says what is wrong with the entry
    """An event moves money in a way that the ledger has no booking for."""


class LedgerProjection:
    """The ledger and, following from its lines alone, the budget states."""

    name = "ledger"
    version = 1
    subjects: frozenset[str] | None = frozenset({"budget"})


def booked(entry: Entry) -> LedgerLine | None:
    """The line that an entry becomes; None when it moves no money.

    Raises `MovementUnknown` rather than leave a movement out of the books.
    """
    event = entry.event
    if not isinstance(event, BudgetEvent):
        return None
    if type(event) not in DEBIT_AND_CREDIT:
        raise MovementUnknown(event.TOPIC)
    debit, credit = DEBIT_AND_CREDIT[type(event)]
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
    )


def _council_act(event: Event) -> str | None:
    if isinstance(event, MoneyCarriedIn | MoneyCarriedOut):
        return event.council_act.number
    return None
