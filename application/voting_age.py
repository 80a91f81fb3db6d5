"""Who is old enough to get a voting pass, by the regulation that the round began under."""

from __future__ import annotations

from datetime import date

from application.regulation import rules_under
from application.streams import Reading
from domain import voting_age


def guard_old_enough(read: Reading, round_id: str, born_on: date | None, day: date) -> None:
    """Refuse a pass of a round to whoever is too young on this day. Raises `BelowVotingAge` and,
    where nobody says when they were born, `AgeUnknown`.
    """
    found = read.voting_round(round_id).state
    rule = rules_under(read, found.regulation).voting if found else None
    voting_age.guard_old_enough(rule, born_on, day)
