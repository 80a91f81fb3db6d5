"""What happened day by day: what is alike on a day is one line, and who did it is a role."""

from __future__ import annotations

from datetime import UTC, date, datetime

from adapters.web.changes import Change, by_day
from projections.audit_trail import AuditLine


def line(position: int, event: str, at: datetime, proposal: str | None = "garden") -> AuditLine:
    """Something that a resident did."""
    about = (2027, "WK030710", proposal, None, None, None, None)
    return AuditLine(position, at, event, "person-emma", "resident", *about)


MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
JUST_BEFORE_MIDNIGHT = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)


def test_what_is_alike_on_a_day_is_one_line_with_a_number() -> None:
    lines = [line(number, "support.given.v1", MONDAY) for number in range(3)]
    lines.append(line(3, "proposal.amended.v1", MONDAY))
    assert by_day(lines) == [
        (
            date(2027, 3, 1),
            (
                Change("support.given.v1", "resident", "garden", None, 3),
                Change("proposal.amended.v1", "resident", "garden", None, 1),
            ),
        )
    ]


def test_a_day_is_one_of_the_netherlands() -> None:
    lines = [
        line(1, "support.given.v1", MONDAY),
        line(2, "support.given.v1", JUST_BEFORE_MIDNIGHT),
    ]
    assert [day for day, _ in by_day(lines)] == [date(2027, 3, 1), date(2027, 3, 2)]


def test_what_another_line_says_is_not_said_twice() -> None:
    assert by_day([line(1, "budget.money_granted.v1", MONDAY)]) == []


def test_nobody_is_named() -> None:
    assert "person-emma" not in repr(by_day([line(1, "support.given.v1", MONDAY)]))
