"""What happened day by day: what is alike on a day is one line, and who did it is a role."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from adapters.web.changes import Change, by_day, changes_of
from domain.event_catalogue import EVENTS
from projections.audit_trail import AuditLine
from projections.questions import PAGE, AuditFilter


def line(position: int, event: str, at: datetime, proposal: str | None = "garden") -> AuditLine:
    """Something that a resident did."""
    about = (2027, "WK030710", proposal, None, None, None, None)
    return AuditLine(position, at, event, "person-emma", "resident", *about)


MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
JUST_BEFORE_MIDNIGHT = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)


def test_what_is_alike_on_a_day_is_one_line_with_a_number() -> None:
    lines = [line(number, "support.given.v1", MONDAY) for number in range(3)]
    lines.append(line(3, "proposal.amended.v3", MONDAY))
    assert by_day(lines) == [
        (
            date(2027, 3, 1),
            (
                Change("support.given.v1", "resident", "garden", None, 3),
                Change("proposal.amended.v3", "resident", "garden", None, 1),
            ),
        )
    ]


def test_a_day_is_one_of_the_netherlands() -> None:
    lines = [
        line(1, "support.given.v1", MONDAY),
        line(2, "support.given.v1", JUST_BEFORE_MIDNIGHT),
    ]
    assert [day for day, _ in by_day(lines)] == [date(2027, 3, 1), date(2027, 3, 2)]


@pytest.mark.parametrize(
    "event",
    [
        "budget.money_granted.v1",
        "budget.determination_reversed.v1",
        "budget.excess_covered.v1",
        "budget.excess_returned.v1",
        "decision.advice_weighed.v1",
        "precedence.given.v2",
        "precedence.ended.v1",
    ],
)
def test_what_another_line_says_is_not_said_twice(event: str) -> None:
    assert event in EVENTS
    assert by_day([line(1, event, MONDAY)]) == []


def test_nobody_is_named() -> None:
    assert "person-emma" not in repr(by_day([line(1, "support.given.v1", MONDAY)]))


class Lines:
    """A trail that is kept in a list."""

    def __init__(self, lines: list[AuditLine]) -> None:
        self._lines = lines

    def audit_trail(self, wanted: AuditFilter, limit: int = PAGE) -> list[AuditLine]:
        """The lines that a filter leaves in: oldest first with `after`, else newest first."""
        found = [
            each
            for each in self._lines
            if wanted.year in (None, each.year)
            and wanted.wijk in (None, each.wijk)
            and (wanted.event is None or each.event.startswith(f"{wanted.event}."))
            and (wanted.after is None or each.position > wanted.after)
        ]
        return (found[::-1] if wanted.after is None else found)[:limit]


def of_the_board(position: int, year: int | None) -> AuditLine:
    """Something that a board of the wijk did, in a year or in none."""
    about = (year, "WK030710", None, None, None, None, None)
    return AuditLine(position, MONDAY, "board.seat_ended.v1", "person-emma", "resident", *about)


class TestWhoFollowsToTheEnd:
    """Page after page, until there is no more."""

    def test_misses_nothing_where_other_years_fill_a_page(self) -> None:
        trail = Lines([*(of_the_board(each, 2026) for each in range(250)), of_the_board(250, None)])
        found = changes_of(trail, 2027, "WK030710")
        said: list[str] = []
        for _ in range(5):
            said += [change.event for _, changes in found.days for change in changes]
            if not found.more:
                break
            found = changes_of(trail, 2027, "WK030710", after=found.last)
        assert (said, found.more, found.last) == (["board.seat_ended.v1"], False, 250)

    def test_goes_on_from_the_end_of_the_trail_where_nothing_happened(self) -> None:
        trail = Lines([of_the_board(each, 2026) for each in range(3)])
        assert changes_of(trail, 2027, "WK030710").last == 2
