"""Whether an objection came in time: received by the last day of the term, or posted by then and
received within a week after it (Awb 6:9).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.deadlines import IsHoliday, Term, last_day, no_holiday
from domain.errors import Refusal

BY_POST = Term("Awb 6:9", weeks=1)
"""How much later a letter may be received that was posted in time."""


class ReceivedInTheFuture(Refusal):
    code = "objection.received_in_the_future"
    dutch = "De dag van ontvangst ligt in de toekomst."
    english = "The day of receipt is in the future."


class ReceivedBeforeDecision(Refusal):
    code = "objection.received_before_decision"
    dutch = "Het besluit is van {day}; een bezwaar daartegen komt niet eerder."
    english = "The decision is of {day}; an objection to it does not come before."


class PostedAtAnotherTime(Refusal):
    code = "objection.posted_at_another_time"
    dutch = "Een brief is gepost op of na de dag van het besluit ({day}), en voor hij is ontvangen."
    english = "A letter is posted on or after the day of the decision ({day}), before it comes."


@dataclass(frozen=True, slots=True)
class ReceiptDays:
    """On which day an objection was received, and posted: None for what came in another way."""

    received_on: date
    posted_on: date | None = None

    def guard_possible(self, taken_on: date, today: date) -> None:
        """Nothing comes before the decision that it is against, or was received tomorrow."""
        if self.received_on > today:
            raise ReceivedInTheFuture()
        if self.received_on < taken_on:
            raise ReceivedBeforeDecision(day=taken_on.isoformat())
        if self.posted_on is not None and not taken_on <= self.posted_on <= self.received_on:
            raise PostedAtAnotherTime(day=taken_on.isoformat())

    def is_in_time(self, until: date, is_holiday: IsHoliday = no_holiday) -> bool:
        """By the last day for an objection; by post, a week later where it was posted by then."""
        if self.received_on <= until:
            return True
        posted_by_then = self.posted_on is not None and self.posted_on <= until
        return posted_by_then and self.received_on <= last_day(until, BY_POST, is_holiday)
