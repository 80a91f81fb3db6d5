"""Feasibility: by an assigned valuator, on exactly the published grounds, before the list."""

from __future__ import annotations

from typing import Any

from domain.command import Actor
from domain.event import Event
from domain.feasibility import (
    AssignValuator,
    Feasibility,
    FeasibilityMissing,
    FeasibilityOutdated,
    GroundFinding,
    GroundsDiffer,
    NoGroundsPublished,
    NotFeasible,
    NotTheValuator,
    RecordFeasibility,
    ValuatorMissing,
    assign_valuator,
    evolve,
    guard_feasible,
    record,
)
from domain.proposal import OwnInterest
from domain.proposal import evolve as evolve_proposal
from domain.regulation_rules import FeasibilityRule
from tests.unit.domain.given import ANNA, CARLA, after, command, refused, says_article, sealed
from tests.unit.domain.proposals import BEGUN, EMMA, TAKEN, WITHDRAWN

ABOUT: dict[str, Any] = {"proposal_id": "garden"}
PUBLISHED = FeasibilityRule(article="6", grounds=("safe", "lawful"))
LISTED = after(evolve_proposal, *BEGUN, TAKEN)
ASSIGNED = Feasibility(ANNA.id)


def assigning(valuator: Actor, rule: FeasibilityRule | None = PUBLISHED) -> list[Event]:
    """Somebody of the city is asked to look at it."""
    return assign_valuator(command(AssignValuator, **ABOUT, valuator_id=valuator.id), LISTED, rule)


def recording(feasibility: Feasibility | None, by: Any = ANNA, **findings: bool) -> Any:
    """The valuator says of each ground whether it holds."""
    found = tuple(GroundFinding(ground=name, holds=holds) for name, holds in findings.items())
    asked = command(RecordFeasibility, by, **ABOUT, findings=found, reason=sealed("looked at it"))
    return record(asked, feasibility, LISTED, PUBLISHED)


class TestAssigning:
    """Somebody without an interest."""

    def test_the_applicant_is_not_asked(self) -> None:
        with refused(OwnInterest):
            assigning(EMMA)

    def test_nobody_is_asked_where_there_are_no_grounds(self) -> None:
        with refused(NoGroundsPublished):
            assigning(ANNA, rule=None)

    def test_another_one_begins_anew(self) -> None:
        (first,) = assigning(ANNA)
        (found,) = recording(evolve(None, first), safe=True, lawful=True)
        (second,) = assigning(CARLA)
        assert after(evolve, first, found).feasible is True
        assert after(evolve, first, found, second) == Feasibility(CARLA.id)


class TestRecording:
    """On each published ground."""

    def test_feasible_is_what_holds_on_every_ground(self) -> None:
        (yes,) = recording(ASSIGNED, safe=True, lawful=True)
        (no,) = recording(ASSIGNED, safe=True, lawful=False)
        assert (yes.feasible, no.feasible) == (True, False)

    def test_no_ground_is_left_out_or_made_up(self) -> None:
        for findings in ({"safe": True}, {"safe": True, "lawful": True, "pretty": True}):
            with refused(GroundsDiffer) as caught:
                recording(ASSIGNED, **findings)
            assert says_article(caught.value, "6")

    def test_only_who_was_assigned_judges(self) -> None:
        with refused(NotTheValuator):
            recording(ASSIGNED, CARLA, safe=True, lawful=True)
        with refused(ValuatorMissing):
            recording(None, safe=True, lawful=True)


class TestTheList:
    """What is not feasible is on none."""

    def test_where_the_regulation_has_grounds_each_is_judged_first(self) -> None:
        for unjudged in (None, ASSIGNED):
            with refused(FeasibilityMissing) as caught:
                guard_feasible("garden", unjudged, 1, PUBLISHED)
            assert says_article(caught.value, "6")

    def test_where_it_has_none_nobody_needs_to(self) -> None:
        guard_feasible("garden", None, 1, None)

    def test_what_was_found_not_feasible_stays_off(self) -> None:
        guard_feasible("garden", Feasibility(ANNA.id, feasible=True), 1, PUBLISHED)
        with refused(NotFeasible):
            guard_feasible("garden", Feasibility(ANNA.id, feasible=False), 1, None)
        with refused(NotFeasible) as caught:
            guard_feasible("garden", Feasibility(ANNA.id, feasible=False), 1, PUBLISHED)
        assert says_article(caught.value, "6")

    def test_what_changed_after_it_was_judged_is_judged_anew(self) -> None:
        (assigned,) = assigning(ANNA)
        (found,) = recording(ASSIGNED, safe=True, lawful=True)
        judged = after(evolve, assigned, found)
        assert judged.version == LISTED.version > 0
        guard_feasible("garden", judged, LISTED.version, PUBLISHED)
        with refused(FeasibilityOutdated):
            guard_feasible("garden", judged, LISTED.version + 1, PUBLISHED)

    def test_what_happens_to_the_proposal_leaves_it_as_it_is(self) -> None:
        assert evolve(ASSIGNED, WITHDRAWN) is ASSIGNED
