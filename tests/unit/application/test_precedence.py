"""Who goes first, of residents or with support: at every step at which money could pass by."""

from __future__ import annotations

from typing import Any

from application.streams import Reading
from domain.money import Money
from domain.precedence import OthersGoFirst, ResidentsGoFirst
from domain.proposal import ProposalKind, WithdrawProposal
from domain.proposal_support import GiveSupport, WithdrawSupport
from tests.scenarios.people import LIENDERT, YEAR
from tests.scenarios.quarter import EMMA, FRITS, GREET, Quarter
from tests.unit.application.regulated_quarter import a_quarter, takes
from tests.unit.domain.given import refused

EVERYONE = ["resident", "residents_group", "volunteers", "association", "foundation"]


def where_residents_go_first(**rules: Any) -> Quarter:
    """A thousand euros, a plan, a mandate, and residents first."""
    applicants = {"kinds": EVERYONE, "residents_first": True}
    town = a_quarter(**({"applicants": applicants} | rules))
    town.adopt_plan()
    town.give_mandate(100_000_00)
    return town


def handled(town: Quarter, by: Any, amount: int, who: str = "resident", **more: Any) -> str:
    """A proposal in handling; its id."""
    proposal_id = town.proposes(by, amount, applicant_kind=who, **more)
    takes(town, proposal_id)
    return proposal_id


def formal(town: Quarter, amount: int = 60_000_00) -> str:
    """A foundation's proposal, for which money is set apart."""
    proposal_id = handled(town, FRITS, amount, "foundation")
    town.reserve(proposal_id, amount)
    return proposal_id


def waiting(town: Quarter) -> tuple[str, ...]:
    """Who waits in the wijk."""
    found = Reading(town.streams).precedence(YEAR, LIENDERT).state
    return found.waiting if found else ()


class TestWhileAnPrecedenceGiven:
    """Of a hundred thousand euros a foundation asks sixty."""

    def test_a_formal_grant_that_leaves_too_little_is_not_drafted(self) -> None:
        town = where_residents_go_first()
        first = handled(town, EMMA, 40_000_01)
        hall = formal(town)
        with refused(ResidentsGoFirst) as found:
            town.prepare(hall, 60_000_00)
        assert first in found.value.text()
        assert "Volgens artikel 2 " in found.value.text()

    def test_one_that_leaves_enough_is(self) -> None:
        town = where_residents_go_first()
        handled(town, EMMA, 40_000_00)
        hall = formal(town)
        town.prepare(hall, 60_000_00)
        town.take(hall)
        assert town.budget().granted == {hall: Money(60_000_00)}

    def test_so_is_one_of_a_smaller_amount_than_was_set_apart(self) -> None:
        town = where_residents_go_first()
        handled(town, EMMA, 40_000_01)
        hall = formal(town)
        town.prepare(hall, 59_999_99)
        town.take(hall)
        assert town.budget().granted == {hall: Money(59_999_99)}

    def test_what_was_drafted_before_it_was_complete_is_not_taken(self) -> None:
        town = where_residents_go_first()
        hall = formal(town)
        town.prepare(hall, 60_000_00)
        late = town.proposes(EMMA, 40_000_01)
        takes(town, late)
        with refused(ResidentsGoFirst):
            town.take(hall)

    def test_all_that_wait_count_together(self) -> None:
        town = where_residents_go_first()
        handled(town, EMMA, 20_000_00)
        handled(town, GREET, 20_000_01, "volunteers")
        hall = formal(town)
        with refused(ResidentsGoFirst):
            town.prepare(hall, 60_000_00)

    def test_a_formal_applicant_can_be_refused(self) -> None:
        town = where_residents_go_first()
        handled(town, EMMA, 40_000_01)
        hall = formal(town)
        town.refuse(hall)

    def test_residents_do_not_wait_for_each_other(self) -> None:
        town = where_residents_go_first()
        handled(town, EMMA, 90_000_00)
        other = handled(town, GREET, 60_000_00, "residents_group")
        town.reserve(other, 60_000_00)
        town.prepare(other, 60_000_00)
        town.take(other)
        assert town.budget().granted == {other: Money(60_000_00)}


class TestAnInitiativeHoldsNobodyUp:
    """When it is not complete, has its money, or came to an end."""

    def test_while_it_is_not_in_handling(self) -> None:
        town = where_residents_go_first()
        town.proposes(EMMA, 40_000_01)
        town.prepare(formal(town), 60_000_00)

    def test_once_money_is_set_apart_for_it(self) -> None:
        town = where_residents_go_first()
        first = handled(town, EMMA, 40_000_00)
        town.reserve(first, 40_000_00)
        town.prepare(formal(town, 60_000_00), 60_000_00)
        assert waiting(town) == (first,)

    def test_on_the_list_of_a_round_that_holds_its_money(self) -> None:
        town = where_residents_go_first()
        first = handled(town, EMMA, 50_000_00)
        town.open_round((first,), budget=40_000_00)
        town.prepare(formal(town), 60_000_00)

    def test_once_it_is_decided_on(self) -> None:
        town = where_residents_go_first()
        first = handled(town, EMMA, 90_000_00)
        hall = formal(town)
        town.refuse(first)
        assert waiting(town) == ()
        town.prepare(hall, 60_000_00)

    def test_once_it_is_withdrawn(self) -> None:
        town = where_residents_go_first()
        first = handled(town, EMMA, 90_000_00)
        hall = formal(town)
        town.do(WithdrawProposal, EMMA, proposal_id=first)
        assert waiting(town) == ()
        town.prepare(hall, 60_000_00)

    def test_once_it_is_merged_and_what_it_became_is_not_complete(self) -> None:
        town = where_residents_go_first()
        first = handled(town, EMMA, 40_000_00)
        other = handled(town, EMMA, 20_000_00)
        assert waiting(town) == (first, other)
        town.merges(EMMA, 60_000_00, first, other)
        assert waiting(town) == ()
        town.prepare(formal(town), 60_000_00)

    def test_once_it_ends_in_an_agreement(self) -> None:
        town = where_residents_go_first()
        first = handled(town, EMMA, 90_000_00, kind=ProposalKind.CHALLENGE)
        hall = formal(town)
        town.agrees(proposal_id=first)
        assert waiting(town) == ()
        town.prepare(hall, 60_000_00)

    def test_where_the_regulation_lets_nobody_go_first(self) -> None:
        town = where_residents_go_first(applicants={"kinds": EVERYONE})
        handled(town, EMMA, 90_000_00)
        town.prepare(formal(town), 60_000_00)
        assert waiting(town) == ()


def where_support_goes_first(**rules: Any) -> Quarter:
    """A hundred thousand euros, a plan, a mandate; who shows support goes first."""
    support = {"bands": ({"least_supporters": 0},), "ranks_first": True}
    town = a_quarter(**({"support": support} | rules))
    town.adopt_plan()
    town.give_mandate(100_000_00)
    return town


def supported(town: Quarter, amount: int, who: str = "resident") -> str:
    """Emma's proposal in handling, which Greet supports."""
    proposal_id = handled(town, EMMA, amount, who)
    town.do(GiveSupport, GREET, proposal_id=proposal_id)
    return proposal_id


def without_support(town: Quarter, amount: int = 60_000_00, who: str = "resident") -> str:
    """Frits' proposal, for which money is set apart and that nobody supports."""
    proposal_id = handled(town, FRITS, amount, who)
    town.reserve(proposal_id, amount)
    return proposal_id


class TestWhileSupportIsShownElsewhere:
    """Of a hundred thousand euros, sixty are asked without any."""

    def test_a_grant_that_leaves_too_little_is_not_drafted(self) -> None:
        town = where_support_goes_first()
        first = supported(town, 40_000_01)
        other = without_support(town)
        with refused(OthersGoFirst) as found:
            town.prepare(other, 60_000_00)
        assert first in found.value.text()
        assert "Volgens artikel 2 gaat voor wie steun laat zien." in found.value.text()

    def test_one_that_leaves_enough_is(self) -> None:
        town = where_support_goes_first()
        supported(town, 40_000_00)
        other = without_support(town)
        town.prepare(other, 60_000_00)
        town.take(other)
        assert town.budget().granted == {other: Money(60_000_00)}

    def test_what_was_drafted_before_somebody_supported_another_is_not_taken(self) -> None:
        town = where_support_goes_first()
        first = handled(town, EMMA, 40_000_01)
        other = without_support(town)
        town.prepare(other, 60_000_00)
        town.do(GiveSupport, GREET, proposal_id=first)
        with refused(OthersGoFirst):
            town.take(other)
        town.do(WithdrawSupport, GREET, proposal_id=first)
        town.take(other)

    def test_who_gets_support_too_waits_no_longer(self) -> None:
        town = where_support_goes_first()
        supported(town, 40_000_01)
        other = without_support(town)
        town.do(GiveSupport, GREET, proposal_id=other)
        town.prepare(other, 60_000_00)

    def test_what_nobody_supports_does_not_wait_for_its_like(self) -> None:
        town = where_support_goes_first()
        handled(town, EMMA, 90_000_00)
        town.prepare(without_support(town), 60_000_00)

    def test_what_has_its_money_or_its_decision_holds_nobody_up(self) -> None:
        town = where_support_goes_first()
        first, then = supported(town, 40_000_00), supported(town, 90_000_00)
        town.reserve(first, 40_000_00)
        town.refuse(then)
        assert waiting(town) == (first,)
        town.prepare(without_support(town), 60_000_00)

    def test_where_the_regulation_only_counts_support_nothing_waits(self) -> None:
        town = where_support_goes_first(support={"bands": ({"least_supporters": 0},)})
        supported(town, 90_000_00)
        town.prepare(without_support(town), 60_000_00)
        assert waiting(town) == ()


class TestWhereBothRulesHold:
    """Whose it is comes first, then support."""

    def both(self) -> Quarter:
        """Residents first, and then who shows support."""
        applicants = {"kinds": EVERYONE, "residents_first": True}
        return where_support_goes_first(applicants=applicants)

    def test_residents_without_support_do_not_wait_for_a_foundation_with_it(self) -> None:
        town = self.both()
        supported(town, 90_000_00, "foundation")
        town.prepare(without_support(town), 60_000_00)

    def test_a_foundation_with_support_waits_for_residents_without_it(self) -> None:
        town = self.both()
        handled(town, EMMA, 40_000_01)
        hall = without_support(town, who="foundation")
        town.do(GiveSupport, GREET, proposal_id=hall)
        with refused(ResidentsGoFirst):
            town.prepare(hall, 60_000_00)

    def test_one_without_waits_for_both_together(self) -> None:
        town = self.both()
        handled(town, EMMA, 20_000_00)
        supported(town, 20_000_01, "association")
        hall = without_support(town, who="foundation")
        with refused(OthersGoFirst):
            town.prepare(hall, 60_000_00)
        town.prepare(hall, 59_999_99)
