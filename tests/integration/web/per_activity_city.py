"""A city that votes per activity, by forms alone: for the tests of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from adapters.postgres.embedded import Database
from adapters.web import passes
from tests.integration.web.board_city import BoardCity
from tests.integration.web.planned_city import LIENDERT, YEAR, planned_city
from tests.scenarios.boardroom import RULES

PER_ACTIVITY = {
    "ranking": RULES["ranking"] | {"per_activity": True},
    "parts": {"article": "10", "allowed": False},
}
OPENING = f"/werk/stemronde-openen/{LIENDERT}?jaar={YEAR}&vorm=approval"
DIGGING, PLANTING = "activiteit-1", "activiteit-2"


@contextmanager
def per_activity_city(
    postgres: Database, scratch: Path, schema: str, rules: dict[str, Any] = PER_ACTIVITY
) -> Iterator[BoardCity]:
    """A city in a schema of its own, whose regulation grants per activity, in full."""
    with planned_city(postgres, scratch, schema) as city:
        framed = BoardCity(city, rules)
        framed.frame()
        yield framed


def garden(found: BoardCity) -> str:
    """Digging for 60, planting for 40."""
    proposal_id = found.propose("Een moestuin")
    for name, title, costs in ((DIGGING, "Spitten", "60"), (PLANTING, "Planten", "40")):
        about = {"activity_id": name, "title": title, "cost_materials": costs}
        found.city.does("bram", f"/voorstellen/{proposal_id}/activiteit", **about)
    return proposal_id


def with_points(found: BoardCity, proposal_id: str) -> None:
    """Joost gives both activities as many points."""
    points = {"points_goals-of-the-wijk": "5", "points_reach": "5", "reason": "Even goed."}
    for name in (DIGGING, PLANTING):
        path = f"/werk/voorstellen/{proposal_id}/punten"
        found.city.does("joost", path, activity_id=name, **points)


def opens(found: BoardCity, round_id: str, *proposal_ids: str, **changed: Any) -> Any:
    """What Joost sends to open a round of a hundred; per activity unless told otherwise."""
    about = {
        "round_id": round_id,
        "year": YEAR,
        "ballot_form": "approval",
        "budget": "100",
        "proposal_ids": proposal_ids,
        "per_activity": "1",
        "opens_at": found.city.house.now().isoformat(),
        "rule": "greedy",
        "tie_break": "proposal_id_ascending",
        "min_choices": "1",
        "minimum_votes": "0",
        "add1_step_cents": "1",
    }
    return found.city.sends("joost", OPENING, **(about | changed))


def votes(found: BoardCity, round_id: str, voter: str, *choices: str) -> None:
    """Somebody votes on the page of the ballot."""
    visitor, path = found.city.visitor(voter), passes.path_of(round_id)
    issued = found.city.house.passes.issue(round_id, f"voter-{voter}")
    visitor.send(f"{path}/stempas", {"voting_pass": passes.text_of(issued)})
    answer = visitor.send(path, {"choices": choices})
    assert answer.status_code == 303, answer.text


def counted(found: BoardCity, round_id: str) -> None:
    """Closed and counted, by forms."""
    for step in ("sluiten", "tellen"):
        found.city.does("joost", f"/werk/stemrondes/{round_id}/{step}?jaar={YEAR}")


def has_voted(found: BoardCity) -> tuple[str, str]:
    """A counted round in which planting won and digging did not, and the oven won as a whole."""
    proposal_id, oven = garden(found), found.propose("Een oven")
    found.city.does(
        "bram",
        f"/voorstellen/{oven}/wijzigen",
        amount="50",
        title="Een oven",
        description="Voor iedereen",
    )
    answer = opens(found, "ronde-1", proposal_id, oven)
    assert answer.status_code == 303, answer.text
    votes(found, "ronde-1", "bram", f"{proposal_id}.{PLANTING}", oven)
    votes(found, "ronde-1", "fatima", f"{proposal_id}.{PLANTING}")
    counted(found, "ronde-1")
    return proposal_id, oven
