"""Opening a round of any form and casting its ballots as a program does, over the JSON API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.web.conftest import City
from tests.integration.web.opened_rounds import (
    BUDGET_CENTS,
    WIJK,
    in_the_box,
    proposals_in_handling,
)
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]

FORMS: dict[str, dict[str, Any]] = {
    "approval": {"max_choices": 2},
    "choose-1": {},
    "knapsack": {},
    "cumulative": {"max_points": 5},
    "scoring": {"max_points_per_proposal": 9},
    "ordinal": {"max_choices": 2},
}


@pytest.fixture
def officer(visit: Visit) -> Visitor:
    """Who may open and close rounds."""
    return visit("joost")


def opening(city: City, form: str, **more: Any) -> dict[str, Any]:
    """The body that opens a round of this form on three proposals."""
    ids = proposals_in_handling(city.house, city.year)
    rules = {"rule": "greedy", "ballot_form": form} | FORMS[form] | more
    return {
        "round_id": f"test-{uuid4().hex[:8]}",
        "wijk": WIJK,
        "year": city.year,
        "budget_cents": BUDGET_CENTS,
        "rules": rules,
        "proposal_ids": list(ids.values()),
        "opens_at": city.house.now().isoformat(),
    }


def after(city: City, officer: Visitor, command: str, body: dict[str, Any]) -> dict[str, Any]:
    """Give a command about a round, and what the API then tells of the round."""
    answer = officer.client.post(f"/api/v1/commands/{command}", json=body)
    assert answer.status_code == 200, answer.text
    city.house.projector.wait_for(answer.json()["position"])
    found: dict[str, Any] = officer.client.get(f"/api/v1/rounds/{body['round_id']}").json()
    told: dict[str, Any] = found["round"]
    return told


def opened_by(city: City, officer: Visitor, body: dict[str, Any]) -> dict[str, Any]:
    """Open the round, and what the API then tells of it."""
    return after(city, officer, "open-voting-round", body)


def cast(city: City, voter: Visitor, round_id: str, **ballot: Any) -> Any:
    """Cast a ballot with a new pass."""
    issued = city.house.passes.issue(round_id, f"voter-{uuid4()}")
    body = {
        "command_id": str(uuid4()),
        "round_id": round_id,
        "voting_pass": issued.model_dump(),
    }
    return voter.client.post("/api/v1/ballots", json=body | ballot)


@pytest.mark.parametrize("form", FORMS)
def test_a_ballot_of_every_form_is_taken_as_it_was_filled_in(
    city: City, officer: Visitor, visit: Visit, form: str
) -> None:
    body = opening(city, form)
    assert opened_by(city, officer, body)["rules"]["ballot_form"] == form
    first, second, _ = body["proposal_ids"]
    choices = [first] if form == "choose-1" else [second, first]
    ballot: dict[str, Any] = {"choices": choices}
    if form in ("cumulative", "scoring"):
        ballot["points"] = [4, 1]
    answer = cast(city, visit(), body["round_id"], **ballot)
    assert answer.json() == {"version": 0}
    (kept,) = in_the_box(city.house, body["round_id"])
    as_filled_in = choices if form == "ordinal" else sorted(choices)
    assert list(kept.choices) == as_filled_in
    assert kept.points == ((1, 4) if "points" in ballot else None)


BEYOND: dict[str, list[tuple[object, str]]] = {
    "ordinal": [([1], "ballot.points_not_asked")],
    "cumulative": [(None, "ballot.points_missing"), ([6], "ballot.too_many_points")],
    "scoring": [([10], "ballot.too_many_points_for_one")],
}


@pytest.mark.parametrize("form", BEYOND)
def test_a_ballot_beyond_its_form_is_refused_with_its_code(
    city: City, officer: Visitor, visit: Visit, form: str
) -> None:
    body = opening(city, form)
    opened_by(city, officer, body)
    choices, voter = body["proposal_ids"][:1], visit()
    for points, code in BEYOND[form]:
        answer = cast(city, voter, body["round_id"], choices=choices, points=points)
        assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert in_the_box(city.house, body["round_id"]) == []


def test_points_that_are_none_are_malformed(city: City, officer: Visitor, visit: Visit) -> None:
    body = opening(city, "scoring")
    opened_by(city, officer, body)
    choices, voter = body["proposal_ids"][:1], visit()
    for points in ([0], [-1], ["many"], [1.5], [10**9]):
        answer = cast(city, voter, body["round_id"], choices=choices, points=points)
        assert answer.status_code in (400, 422)


def test_limits_that_contradict_are_refused_at_the_opening(city: City, officer: Visitor) -> None:
    body = opening(city, "cumulative", min_points=6)
    answer = officer.client.post("/api/v1/commands/open-voting-round", json=body)
    assert answer.json()["code"] == "voting_round.point_limits_contradict"


def test_conditions_parts_and_a_draw_are_frozen_too(city: City, officer: Visitor) -> None:
    body = opening(city, "approval", tie_break="draw")
    first, second, third = body["proposal_ids"]
    body["rules"]["exclusions"] = [[first, second]]
    body["rules"]["categories"] = [
        {"name": "green", "proposal_ids": [third], "max_cents": BUDGET_CENTS}
    ]
    body["smallest_parts"] = [{"proposal_id": third, "amount_cents": 100_00}]
    found = opened_by(city, officer, body)
    assert found["rules"]["exclusions"] == [[first, second]]
    assert found["candidates"][2]["smallest_part_cents"] == 100_00
    assert len(found["draw_commitment"]) == 64
    assert found["draw_seed"] is None
    closing = {"round_id": body["round_id"]}
    refused = officer.client.post(
        "/api/v1/commands/close-voting-round", json=closing | {"reason": "Zoek geraakt"}
    )
    assert refused.json()["code"] == "draw_seed.not_lost"
    assert len(after(city, officer, "close-voting-round", closing)["draw_seed"]) == 64
