"""Until when people can object to a decision, and whose decision it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ObjectionTerm:
    """The last day for an objection; who took the decision, when, and under which mandate.

    Without a mandate the college itself decided; or a case officer in its name, of before a mandate
    was asked for that (`in_its_name`).
    """

    until: date
    taken_by: str
    taken_at: datetime
    mandate_id: str | None
    in_its_name: bool = False

    @property
    def was_for_the_college(self) -> bool:
        """Whether somebody decided for the college, and it did not do so itself."""
        return self.in_its_name or self.mandate_id is not None
