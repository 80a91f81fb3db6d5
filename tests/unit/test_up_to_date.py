"""`wijkkas project --check` and `/readyz` tell a supervisor whether projections can be trusted."""

from __future__ import annotations

from adapters.command_line.project import as_answer
from adapters.postgres.projector import BEHIND_MAX, BEHIND_SECONDS_MAX, Lag, are_up_to_date


def lag(behind: int = 0, failure: str | None = None, seconds: float = 0.0) -> Lag:
    """A projection that is this far behind, or stands still for this reason."""
    return Lag("ledger", 41, behind, None if failure is None else 42, failure, seconds)


def test_a_few_entries_behind_are_up_to_date() -> None:
    assert are_up_to_date([lag(), lag(behind=BEHIND_MAX)])


def test_one_projection_far_behind_is_not() -> None:
    assert not are_up_to_date([lag(), lag(behind=BEHIND_MAX + 1)])


def test_one_projection_that_lets_a_single_entry_wait_for_long_is_not() -> None:
    assert are_up_to_date([lag(behind=1, seconds=BEHIND_SECONDS_MAX)])
    assert not are_up_to_date([lag(), lag(behind=1, seconds=BEHIND_SECONDS_MAX + 0.1)])


def test_one_projection_that_stands_still_is_not() -> None:
    assert not are_up_to_date([lag(), lag(failure="an entry that cannot be read")])


def test_the_check_names_what_stands_still_and_where() -> None:
    answer = as_answer([lag(), lag(failure="an entry that cannot be read")])
    assert answer["up_to_date"] is False
    assert answer["stands_still"] == {
        "ledger": {"position": 42, "failure": "an entry that cannot be read"}
    }


def test_the_check_names_nothing_when_nothing_stands_still() -> None:
    assert as_answer([lag()]) == {
        "up_to_date": True,
        "behind": {"ledger": 0},
        "stands_still": {},
    }
