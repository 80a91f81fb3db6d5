"""Who goes before whom, what a refusal names, and how many may wait."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from domain.money import ZERO, Money
from domain.precedence import (
    NAMED_MAX,
    WAITING_MAX,
    OthersGoFirst,
    Precedence,
    PrecedenceGround,
    PrecedenceOf,
    ResidentsGoFirst,
    TooManyWait,
    ground_before,
    grounds_of,
    guard_goes_first,
    is_formal,
    may_go_after,
    wait,
)
from domain.proposal import Proposal, TakeInHandling
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_parts import ApplicantKind
from tests.unit.domain.given import LIENDERT, YEAR, command, refused

RESIDENTS_FIRST = {"article": "7", "kinds": tuple(ApplicantKind), "residents_first": True}
SUPPORT_FIRST = {"article": "8", "bands": ({"least_supporters": 0},), "ranks_first": True}
RULES = Regulation.model_validate({"applicants": RESIDENTS_FIRST})
SUPPORTED = Regulation.model_validate({"support": SUPPORT_FIRST})
BOTH = Regulation.model_validate({"applicants": RESIDENTS_FIRST, "support": SUPPORT_FIRST})
GARDEN = Proposal("garden", "person-emma", LIENDERT, YEAR, Money(100))
OWN = {ApplicantKind.RESIDENT, ApplicantKind.RESIDENTS_GROUP, ApplicantKind.VOLUNTEERS}
RESIDENTS, SUPPORT = PrecedenceGround.RESIDENTS, PrecedenceGround.SUPPORT
EVERY = [PrecedenceOf(formal, shown) for formal, shown in product((True, False), repeat=2)]


class TestGrounds:
    """By the rules of one's own regulation."""

    @pytest.mark.parametrize("kind", list(ApplicantKind))
    def test_each_kind_may_go_first_by_whose_it_is_or_not(self, kind: ApplicantKind) -> None:
        own = kind in OWN
        assert is_formal(kind) is not own
        assert grounds_of(kind, RULES) == ((RESIDENTS,) if own else ())
        assert grounds_of(kind, SUPPORTED) == (SUPPORT,)
        assert grounds_of(kind, BOTH) == ((RESIDENTS, SUPPORT) if own else (SUPPORT,))
        assert grounds_of(kind, NO_RULES) == ()


class TestGoingBefore:
    """Whose it is comes first, and then whether support is shown."""

    @pytest.mark.parametrize("asked", EVERY)
    @pytest.mark.parametrize("waits", EVERY)
    def test_is_by_the_rules_that_there_are(self, asked: PrecedenceOf, waits: PrecedenceOf) -> None:
        by_whose = asked.is_formal and not waits.is_formal
        by_support = waits.is_supported and not asked.is_supported
        alike = asked.is_formal is waits.is_formal
        every = tuple(PrecedenceGround)
        assert ground_before(NO_RULES, asked, waits, every) is None
        assert ground_before(RULES, asked, waits, every) is (RESIDENTS if by_whose else None)
        assert ground_before(SUPPORTED, asked, waits, every) is (SUPPORT if by_support else None)
        expected = RESIDENTS if by_whose else SUPPORT if alike and by_support else None
        assert ground_before(BOTH, asked, waits, every) is expected
        assert ground_before(BOTH, asked, waits, ()) is None

    @pytest.mark.parametrize("rules", [NO_RULES, RULES, SUPPORTED, BOTH])
    @pytest.mark.parametrize("asked", EVERY)
    def test_is_possible_only_before_what_may_go_after(
        self, asked: PrecedenceOf, rules: Regulation
    ) -> None:
        every = tuple(PrecedenceGround)
        found = [ground_before(rules, asked, waits, every) for waits in EVERY]
        assert may_go_after(rules, asked) is any(found)


class TestWhatIsLeft:
    """Pays for all that goes before, or nothing is granted."""

    @pytest.mark.parametrize("ground", PrecedenceGround)
    def test_it_may_be_just_enough(self, ground: PrecedenceGround) -> None:
        guard_goes_first(BOTH, {ground: [GARDEN, GARDEN]}, Money(200))
        with refused(ResidentsGoFirst if ground is RESIDENTS else OthersGoFirst):
            guard_goes_first(BOTH, {ground: [GARDEN, GARDEN]}, Money(199))

    def test_it_pays_for_both_grounds_together(self) -> None:
        guard_goes_first(BOTH, {RESIDENTS: [GARDEN], SUPPORT: [GARDEN]}, Money(200))
        with refused(OthersGoFirst) as found:
            guard_goes_first(BOTH, {RESIDENTS: [GARDEN], SUPPORT: [GARDEN]}, Money(199))
        assert "By article 7, 8 " in found.value.text("en")

    def test_nothing_is_enough_where_nobody_waits(self) -> None:
        guard_goes_first(RULES, {}, ZERO)

    def test_a_refusal_names_a_few_and_says_how_many_more(self) -> None:
        waiting = [
            replace(GARDEN, proposal_id=f"garden-{number}") for number in range(NAMED_MAX + 2)
        ]
        with refused(ResidentsGoFirst) as found:
            guard_goes_first(RULES, {RESIDENTS: waiting}, ZERO)
        assert f"garden-{NAMED_MAX - 1} (+2)" in found.value.text("en")
        assert "By article 7 " in found.value.text("en")
        with refused(OthersGoFirst) as found_too:
            guard_goes_first(SUPPORTED, {SUPPORT: waiting}, ZERO)
        assert "By article 8 " in found_too.value.text("en")


def test_no_more_wait_than_a_decision_can_read() -> None:
    names = [f"garden-{number}" for number in range(WAITING_MAX)]
    full = Precedence(dict.fromkeys(names, frozenset({RESIDENTS})))
    asked = command(TakeInHandling, proposal_id="garden")
    with refused(TooManyWait):
        wait(asked, full, GARDEN, (RESIDENTS,))
    fits = Precedence(dict.fromkeys(names[1:], frozenset({RESIDENTS})))
    assert wait(asked, fits, GARDEN, (RESIDENTS,)).proposal_id == "garden"
