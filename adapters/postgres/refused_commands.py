"""Commands of actors that a rule refused: who tried what, when, and why it was not done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import LiteralString
from uuid import UUID

from adapters.postgres.view_reading import ViewReading, page_size
from application.refusals import recalled
from domain.errors import Refusal
from projections.questions import PAGE

_PAGE: LiteralString = """
    SELECT command_id, command, actor, refusal, recorded_at FROM {schema}.main_commands
    WHERE refusal IS NOT NULL AND (%(before)s::timestamptz IS NULL OR recorded_at < %(before)s)
    ORDER BY recorded_at DESC, command_id LIMIT %(limit)s"""


@dataclass(frozen=True, slots=True)
class RefusedCommand:
    """One refusal as the log keeps it; `refusal` has its code and its text in two languages."""

    command_id: UUID
    command: str
    actor_id: str
    refusal: Refusal
    recorded_at: datetime


class RefusedCommandViews(ViewReading):
    """The refusals in the main log's table of outcomes."""

    def refused_commands(
        self, before: datetime | None = None, limit: int = PAGE
    ) -> list[RefusedCommand]:
        """The newest refusals, of before a time where it is given."""
        rows = self._rows(_PAGE, {"before": before, "limit": page_size(limit)})
        return [
            RefusedCommand(command_id, command, actor, recalled(text), recorded_at.astimezone(UTC))
            for command_id, command, actor, text, recorded_at in rows
        ]
