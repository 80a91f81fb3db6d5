"""The register of regulations: one set of rules for a wijk and a day, dated and hashed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from domain.event import Event
from domain.grant import GrantReserved
from domain.money import Money
from domain.regulation import (
    AdoptRegulation,
    RegulationAdopted,
    RegulationAlreadyAdopted,
    RegulationChangedBackwards,
    RegulationEnded,
    RegulationPeriodEmpty,
    Regulations,
    RegulationsOverlap,
    RegulationUnknown,
    RegulationWithdrawn,
    WijkenLeftOut,
    WithdrawRegulation,
    adopt,
    evolve,
    withdraw,
)
from domain.regulation_contents import NO_RULES, Regulation, RegulationVersion
from domain.regulation_rules import PartRule
from tests.unit.domain.given import (
    LIENDERT,
    SOESTERKWARTIER,
    TODAY,
    after,
    command,
    day,
    happened,
    refused,
)

WHOLE = Regulation(parts=PartRule(article="8", allowed=False))
PARTS = Regulation(parts=PartRule(article="8", allowed=True))
TERMS: dict[str, Any] = {
    "regulation_id": "projects-2027",
    "scheme": "R-2027-1",
    "decided_on": day(1, 12),
    "rules": WHOLE,
    "valid_from": day(2, 1),
    "valid_until": None,
    "wijken": (),
    "replaces": None,
}


def adopting(**changed: Any) -> AdoptRegulation:
    """The griffier records a regulation."""
    return command(AdoptRegulation, **TERMS | changed)


def adopted(**changed: Any) -> RegulationAdopted:
    """A regulation was recorded."""
    terms = TERMS | changed
    return happened(RegulationAdopted, **terms, rules_hash=terms["rules"].hash())


def register(*events: Event) -> Regulations:
    """The register after these events."""
    return after(evolve, *events)


def successor(**changed: Any) -> AdoptRegulation:
    """Other rules in place of the first, from April on."""
    other = {"regulation_id": "projects-2027-b", "rules": PARTS, "valid_from": day(4, 1)}
    return adopting(**other | {"replaces": "projects-2027"} | changed)


class TestInAnEmptyRegister:
    """No rules are in force."""

    def test_rules_are_recorded_with_their_act_period_place_and_hash(self) -> None:
        assert adopt(adopting(), None) == [adopted()]

    def test_nothing_is_in_force(self) -> None:
        assert Regulations().in_force(LIENDERT, TODAY) is None

    def test_nothing_can_be_withdrawn_or_replaced(self) -> None:
        with refused(RegulationUnknown):
            withdraw(command(WithdrawRegulation, regulation_id="none", last_day=TODAY), None)
        with refused(RegulationUnknown):
            adopt(successor(), None)

    def test_a_regulation_does_not_end_before_it_begins(self) -> None:
        with refused(RegulationPeriodEmpty):
            adopt(adopting(valid_until=day(1, 31)), None)

    def test_what_happens_elsewhere_adopts_nothing(self) -> None:
        elsewhere = happened(GrantReserved, proposal_id="garden", amount_cents=Money(1))
        assert evolve(None, elsewhere) is None

    def test_what_was_begun_without_rules_has_none(self) -> None:
        assert Regulations().under(None) == NO_RULES


class TestOnceAdopted:
    """The rules hold from their first to their last day, where they say."""

    @pytest.mark.parametrize(
        ("on", "found"), [(day(1, 31), False), (day(2, 1), True), (date(2099, 1, 1), True)]
    )
    def test_it_is_in_force_from_its_first_day_until_it_is_ended(
        self, on: date, found: bool
    ) -> None:
        assert (register(adopted()).in_force(LIENDERT, on) is not None) is found

    def test_its_last_day_is_included(self) -> None:
        known = register(adopted(valid_until=day(6, 30)))
        assert known.in_force(LIENDERT, day(6, 30))
        assert known.in_force(LIENDERT, day(7, 1)) is None

    def test_it_holds_only_in_the_wijken_it_names(self) -> None:
        known = register(adopted(wijken=(LIENDERT,)))
        assert known.in_force(LIENDERT, TODAY)
        assert known.in_force(SOESTERKWARTIER, TODAY) is None

    def test_it_is_not_recorded_a_second_time(self) -> None:
        with refused(RegulationAlreadyAdopted):
            adopt(adopting(valid_from=day(4, 1, 2030)), register(adopted()))

    @pytest.mark.parametrize(
        "changed",
        [
            {},
            {"wijken": (LIENDERT,)},
            {"valid_from": day(1, 1), "valid_until": day(2, 1)},
            {"valid_from": day(4, 1, 2040)},
        ],
    )
    def test_no_other_holds_in_the_same_wijk_on_the_same_day(self, changed: dict[str, Any]) -> None:
        with refused(RegulationsOverlap):
            adopt(adopting(regulation_id="other", **changed), register(adopted()))

    def test_two_wijken_may_have_different_rules(self) -> None:
        known = register(adopted(wijken=(LIENDERT,)))
        assert adopt(adopting(regulation_id="other", wijken=(SOESTERKWARTIER,)), known)

    def test_another_may_hold_before_it_or_after_it(self) -> None:
        known = register(adopted(valid_until=day(6, 30)))
        assert adopt(adopting(regulation_id="later", valid_from=day(7, 1)), known)
        before = {"valid_from": day(1, 1), "valid_until": day(1, 31)}
        assert adopt(adopting(regulation_id="earlier", **before), known)

    def test_the_hash_is_of_the_rules_and_of_nothing_else(self) -> None:
        (one,) = adopt(adopting(), None)
        (other,) = adopt(adopting(regulation_id="other", scheme="R-2"), None)
        assert isinstance(one, RegulationAdopted)
        assert isinstance(other, RegulationAdopted)
        assert one.rules_hash == other.rules_hash != PARTS.hash()

    def test_rules_that_were_copied_and_changed_are_checked_again(self) -> None:
        broken = WHOLE.model_copy(update={"parts": "anything"})
        with pytest.raises(ValidationError):
            adopting(rules=broken)


class TestWhenReplaced:
    """The former ends on the day before; what began under it keeps it."""

    def test_the_former_holds_until_the_day_before(self) -> None:
        (event,) = adopt(successor(), register(adopted()))
        known = register(adopted(), event)
        before, later = known.in_force(LIENDERT, day(3, 31)), known.in_force(LIENDERT, day(4, 1))
        assert before
        assert later
        assert (before.rules, later.rules) == (WHOLE, PARTS)

    def test_what_began_under_the_former_keeps_its_rules(self) -> None:
        version = RegulationVersion(regulation_id="projects-2027", rules_hash=WHOLE.hash())
        (event,) = adopt(successor(), register(adopted()))
        assert register(adopted(), event).under(version) == WHOLE

    @pytest.mark.parametrize("first_day", [day(2, 15), TODAY])
    def test_it_is_not_replaced_backwards(self, first_day: date) -> None:
        with refused(RegulationChangedBackwards):
            adopt(successor(valid_from=first_day), register(adopted()))

    def test_it_is_replaced_from_tomorrow_at_the_earliest(self) -> None:
        assert adopt(successor(valid_from=day(3, 2)), register(adopted()))

    def test_no_wijk_is_left_without_rules(self) -> None:
        with refused(WijkenLeftOut):
            adopt(successor(wijken=(LIENDERT,)), register(adopted()))
        two = adopted(wijken=(LIENDERT, SOESTERKWARTIER))
        with refused(WijkenLeftOut):
            adopt(successor(wijken=(LIENDERT,)), register(two))
        assert adopt(successor(wijken=(SOESTERKWARTIER, LIENDERT)), register(two))

    def test_it_may_still_meet_no_third(self) -> None:
        third = adopted(regulation_id="third", wijken=("WK030702",))
        known = register(adopted(wijken=(LIENDERT,)), third)
        with refused(RegulationsOverlap):
            adopt(successor(), known)


class TestWhenWithdrawn:
    """It ends, and nothing follows."""

    def test_it_ends_on_the_day_that_is_said(self) -> None:
        asked = command(WithdrawRegulation, regulation_id="projects-2027", last_day=day(5, 1))
        (event,) = withdraw(asked, register(adopted()))
        assert event == happened(
            RegulationWithdrawn, regulation_id="projects-2027", last_day=day(5, 1)
        )
        known = register(adopted(), event)
        assert known.in_force(LIENDERT, day(5, 1))
        assert known.in_force(LIENDERT, day(5, 2)) is None

    @pytest.mark.parametrize("last_day", [day(2, 28), day(1, 1)])
    def test_it_is_not_withdrawn_backwards(self, last_day: date) -> None:
        asked = command(WithdrawRegulation, regulation_id="projects-2027", last_day=last_day)
        with refused(RegulationChangedBackwards):
            withdraw(asked, register(adopted()))

    def test_it_is_not_made_to_last_longer(self) -> None:
        asked = command(WithdrawRegulation, regulation_id="projects-2027", last_day=day(12, 31))
        with refused(RegulationEnded):
            withdraw(asked, register(adopted(valid_until=day(6, 30))))

    def test_a_withdrawal_of_what_nobody_knows_changes_nothing(self) -> None:
        event = happened(RegulationWithdrawn, regulation_id="none", last_day=TODAY)
        assert evolve(None, event) == Regulations()
