"""A merger keeps to the bounds and rules of one proposal, and to what people consented to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.activity import ACTIVITIES_MAX
from domain.applicant import JOINT_MAX, JointApplicant
from domain.command import Actor, Role
from domain.money import Money
from domain.proposal import ConfirmProposal
from domain.proposal_activities import TooManyActivities
from domain.proposal_lineage import (
    LayersDiffer,
    TooManyApplicants,
)
from domain.regrouping import (
    ChangedSincePrepared,
)
from domain.regulation_contents import Regulation
from domain.regulation_guards import ApplicantMayNot
from tests.scenarios.quarter import EMMA, FRITS, Quarter
from tests.unit.application.regulated_quarter import a_quarter
from tests.unit.domain.given import refused
from tests.unit.projections.entries import dossier_of


@pytest.fixture
def town() -> Quarter:
    """A quarter with money."""
    found = Quarter()
    found.with_money(100_000_00)
    return found


class TestAMerger:
    """It is one proposal afterwards."""

    def test_activities_with_long_names_stay_apart(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        long = "a" * 63
        town.sets(EMMA, one, f"{long}1", 100)
        town.sets(EMMA, one, f"{long}2", 50)
        town.sets(FRITS, other, "digging", 250)
        town.consents(FRITS, town.merges(EMMA, 400, one, other))
        (new,) = dossier_of(town, one).went_to
        merged = town.proposal(new).activities
        assert [each.asked for each in merged.values()] == [Money(100), Money(50), Money(250)]
        assert all(len(name) <= 64 for name in merged)

    def test_together_there_are_no_more_activities_than_one_proposal_may_have(
        self, town: Quarter
    ) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        for number in range(ACTIVITIES_MAX):
            town.sets(EMMA, one, f"activity-{number}", 10)
        town.sets(FRITS, other, "digging", 10)
        with refused(TooManyActivities):
            town.merges(EMMA, ACTIVITIES_MAX * 10 + 10, one, other)

    def test_together_there_are_no_more_applicants_than_one_proposal_may_have(
        self, town: Quarter
    ) -> None:
        people = [Actor(id=f"person-{number}", role=Role.RESIDENT) for number in range(JOINT_MAX)]
        joint = [JointApplicant(applicant_id=each.id, kind="association") for each in people]
        one = town.proposes(EMMA, 100, joint_applicants=joint)
        for each in people:
            town.do(ConfirmProposal, each, proposal_id=one)
        with refused(TooManyApplicants):
            town.merges(EMMA, 300, one, town.proposes(FRITS, 200))

    def test_people_consent_to_what_they_read(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        merger = town.merges(EMMA, 300, one, other)
        town.sets(EMMA, one, "digging", 100)
        with refused(ChangedSincePrepared):
            town.consents(FRITS, merger)
        town.consents(FRITS, town.merges(EMMA, 300, one, other))

    def test_it_begins_anew_within_the_regulation_of_the_day(self) -> None:
        layers = {"layers": ("informal", "own_strength")}
        town = a_quarter(layers=layers, applicants={"kinds": ("resident", "foundation")})
        one = town.proposes(EMMA, 100, layer="informal")
        alike = town.proposes(FRITS, 200, layer="informal")
        other = town.proposes(FRITS, 200, layer="own_strength")
        with refused(LayersDiffer):
            town.consents(FRITS, town.merges(EMMA, 300, one, other))
        merger = town.merges(EMMA, 300, one, alike)
        narrower = {"article": "2", "kinds": ("foundation",)}
        tomorrow = town.now.date() + timedelta(days=1)
        town.adopt_regulation(
            Regulation.model_validate({"applicants": narrower}),
            "rules-2",
            valid_from=tomorrow,
            replaces="rules-1",
        )
        town.now += timedelta(days=1)
        with refused(ApplicantMayNot):
            town.consents(FRITS, merger)
