"""Who did what, when: the audit trail, filtered and paged."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import LiteralString

from psycopg.rows import TupleRow

from adapters.postgres.view_reading import ViewReading, page_size
from domain.event_catalogue import EVENTS
from projections.audit_trail import AuditLine
from projections.questions import PAGE, AuditFilter

_TICK = timedelta(microseconds=1)
"""The smallest step of a time in the log."""
_LINES: LiteralString = """
    SELECT position, appended_at, event, actor_id, role, year, wijk, proposal_id, round_id,
        payout_id, mandate_id, division_id
    FROM {schema}.audit_lines
    WHERE generation = (SELECT generation FROM {schema}.projections WHERE name = 'audit_trail')"""
# A page of each event by its index, and of those the page: never all lines of a frequent event.
_EVENTS_BEGIN: LiteralString = """
    SELECT line.* FROM unnest(%(events)s::text[]) AS asked (name) CROSS JOIN LATERAL ("""
_EVENTS_END: LiteralString = ") line"
_CONDITIONS: dict[str, LiteralString] = {
    "events": " AND event = asked.name",
    "year": " AND year = %(year)s",
    "wijk": " AND wijk = %(wijk)s",
    "proposal_id": " AND proposal_id = %(proposal_id)s",
    "round_id": " AND round_id = %(round_id)s",
    "actor_id": " AND actor_id = %(actor_id)s",
    "after": " AND position > %(after)s",
    "before": " AND position < %(before)s",
    "since": " AND position > %(since)s",
    "until": " AND position <= %(until)s",
}
_INDEXED = ("events", "wijk", "proposal_id", "round_id", "actor_id")
"""Filters whose index gives the order, written `position + 0`; see the migration."""
_OLDEST_FIRST: LiteralString = " ORDER BY position LIMIT %(limit)s"
_NEWEST_FIRST: LiteralString = " ORDER BY position DESC LIMIT %(limit)s"


class AuditViews(ViewReading):
    """Answers `projections.questions.AuditQuestions`."""

    def audit_trail(self, wanted: AuditFilter, limit: int = PAGE) -> list[AuditLine]:
        """The lines that a filter leaves in: oldest first with `after`, else newest first."""
        asked = self._asked_of(wanted) | {"limit": page_size(limit)}
        order = _NEWEST_FIRST if wanted.after is None else _OLDEST_FIRST
        given = [name for name in _CONDITIONS if asked.get(name) is not None]
        page = _LINES
        for name in given:
            page += _CONDITIONS[name]
        is_indexed = any(name in _INDEXED for name in given)
        page += order.replace("position", "position + 0") if is_indexed else order
        if wanted.event is not None:
            page = _EVENTS_BEGIN + page + _EVENTS_END + order
        return [_line(row) for row in self._rows(page, asked)]

    def _asked_of(self, wanted: AuditFilter) -> dict[str, object]:
        asked: dict[str, object] = {
            "year": wanted.year,
            "wijk": wanted.wijk,
            "proposal_id": wanted.proposal_id,
            "round_id": wanted.round_id,
            "actor_id": wanted.actor_id,
            "after": wanted.after,
            "before": wanted.before,
        }
        if wanted.event is not None:
            asked["events"] = _names(wanted.event)
        if wanted.since is not None:
            asked["since"] = self._position_at(wanted.since - _TICK)
        if wanted.until is not None:
            asked["until"] = self._position_at(wanted.until)
        return asked


def _names(event: str) -> list[str]:
    """The event of this name; or all of a subject, as `grant` for every `grant.…`."""
    return [event] if "." in event else [name for name in EVENTS if name.startswith(f"{event}.")]


def _line(row: TupleRow) -> AuditLine:
    position, appended_at, *rest = row
    return AuditLine(position, appended_at.astimezone(UTC), *rest)
