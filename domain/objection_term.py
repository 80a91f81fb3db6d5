"""Until when people can object to a decision, and whose decision it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ObjectionTerm:
    """The last day for an objection; who took the decision, when, and under which mandate.

    Without a mandate the college itself decided.
    """

    until: date
    taken_by: str
    taken_at: datetime
    mandate_id: str | None
