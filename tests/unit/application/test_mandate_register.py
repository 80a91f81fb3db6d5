"""A mandate of before holders were counted is seen when its holder is given another (Awb 10:5)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

from application.log import Accepted, NewEvent, Submission
from domain.command import Role
from domain.mandate import WithdrawMandate
from domain.mandate_holder import MandatesOverlap
from tests.scenarios.town import PEOPLE, YEAR, Town
from tests.unit.domain.given import refused

HOLDER = PEOPLE[Role.MANDATE_HOLDER].id


def with_an_old_mandate(holder_id: str = HOLDER) -> Town:
    """A log that holds a mandate of the first version, and counts no holder."""
    town = Town()
    old = {
        "at": "2026-12-01T09:00:00Z",
        "by": {"id": "person-college", "role": "college"},
        "mandate_id": "mandate-0",
        "holder_id": holder_id,
        "ceiling_cents": 1_000_00,
        "valid_from": f"{YEAR}-01-01",
        "valid_until": f"{YEAR}-12-31",
        "article": "art-4",
    }
    given = NewEvent("mandate:mandate-0", 0, "mandate.given.v1", json.dumps(old).encode())
    (outcome,) = town.log.append([Submission(UUID(int=1), b"x" * 32, (given,))])
    assert isinstance(outcome, Accepted)
    return town


def test_its_holder_is_given_no_other_for_the_same_on_any_of_its_days() -> None:
    with refused(MandatesOverlap) as caught:
        with_an_old_mandate().give_mandate()
    assert "mandate-0" in caught.value.text()


def test_its_holder_is_given_another_once_it_is_withdrawn_or_for_the_year_after() -> None:
    town = with_an_old_mandate()
    days: dict[str, Any] = {
        "valid_from": date(YEAR + 1, 1, 1),
        "valid_until": date(YEAR + 1, 12, 31),
    }
    town.give_mandate(mandate_id="next-year", **days)
    town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-0")
    town.give_mandate()


def test_it_is_in_the_way_of_nobody_else() -> None:
    with_an_old_mandate("person-somebody-else").give_mandate()
