"""Who goes first: what is named, and how many may wait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.money import ZERO, Money
from domain.precedence import (
    NAMED_MAX,
    WAITING_MAX,
    Precedence,
    ResidentsGoFirst,
    TooManyWait,
    goes_after,
    goes_first,
    guard_residents_first,
    wait,
)
from domain.proposal import Proposal, TakeInHandling
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_parts import ApplicantKind
from tests.unit.domain.given import LIENDERT, YEAR, command, refused

RULES = Regulation.model_validate(
    {
        "applicants": {
            "article": "7",
            "kinds": tuple(ApplicantKind),
            "residents_first": True,
        }
    }
)
GARDEN = Proposal("garden", "person-emma", LIENDERT, YEAR, Money(100))
OWN = {ApplicantKind.RESIDENT, ApplicantKind.RESIDENTS_GROUP, ApplicantKind.VOLUNTEERS}


@pytest.mark.parametrize("kind", list(ApplicantKind))
def test_each_kind_goes_first_or_after_and_neither_without_the_rule(kind: ApplicantKind) -> None:
    proposal = replace(GARDEN, applicant_kind=kind)
    assert goes_first(proposal, RULES) is (kind in OWN)
    assert goes_after(proposal, RULES) is (kind not in OWN)
    assert not goes_first(proposal, NO_RULES)
    assert not goes_after(proposal, NO_RULES)


def test_what_is_left_may_be_just_enough() -> None:
    guard_residents_first(RULES, [GARDEN, GARDEN], Money(200))
    with refused(ResidentsGoFirst):
        guard_residents_first(RULES, [GARDEN, GARDEN], Money(199))


def test_nothing_left_is_enough_where_nobody_waits() -> None:
    guard_residents_first(RULES, [], ZERO)


def test_a_refusal_names_a_few_and_says_how_many_more() -> None:
    waiting = [replace(GARDEN, proposal_id=f"garden-{number}") for number in range(NAMED_MAX + 2)]
    with refused(ResidentsGoFirst) as found:
        guard_residents_first(RULES, waiting, ZERO)
    assert f"garden-{NAMED_MAX - 1} (+2)" in found.value.text("en")
    assert "By article 7 " in found.value.text("en")


def test_no_more_wait_than_a_decision_can_read() -> None:
    full = Precedence(tuple(f"garden-{number}" for number in range(WAITING_MAX)))
    asked = command(TakeInHandling, proposal_id="garden")
    with refused(TooManyWait):
        wait(asked, full, GARDEN)
    assert wait(asked, Precedence(full.waiting[1:]), GARDEN).proposal_id == "garden"
