"""The most for a category of proposals: at every step at which something is asked or granted."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from application.log import NewEvent, Submission
from domain.activity import CostKind, CostLine, GrantedActivity
from domain.category_ceiling import CategoriesDiffer
from domain.chosen_category import CategoryUnknown
from domain.event_catalogue import payload_of
from domain.money import Money
from domain.proposal import ProposalSubmitted, stream_of
from domain.proposal_activities import SetActivity
from domain.proposal_amendment import AmendProposal
from domain.regulation_guards import AboveCategoryCeiling
from tests.scenarios.people import sealed
from tests.scenarios.quarter import EMMA, FRITS, Quarter
from tests.unit.application.regulated_quarter import a_quarter, takes
from tests.unit.domain.given import refused

CATEGORIES = (
    {"category": "street-party", "most_cents": 250_00},
    {"category": "green", "most_cents": 1_000_00},
    {"category": "food-and-drink", "most_cents": 0},
    {"category": "hire", "most_cents": 5_000_00},
)
MERGED = "2027-WK030710-0003"


def with_categories(**rules: Any) -> Quarter:
    """A party gets 250 at most, green 1,000, food and drink nothing; hire is a kind of costs."""
    town = a_quarter(**({"ceilings": {"categories": CATEGORIES}} | rules))
    town.adopt_plan()
    town.give_mandate()
    return town


def amends(town: Quarter, proposal_id: str, amount: int, **more: Any) -> None:
    """Emma writes her proposal anew."""
    texts: dict[str, Any] = {"title": sealed("anew"), "description": sealed("anew")}
    fields: dict[str, Any] = {"proposal_id": proposal_id, "amount_cents": Money(amount)}
    fields |= texts | more
    town.do(AmendProposal, EMMA, **fields)


def sets(town: Quarter, proposal_id: str, name: str, cost: int, category: str | None) -> None:
    """Emma sets an activity of a category."""
    town.do(
        SetActivity,
        EMMA,
        proposal_id=proposal_id,
        activity_id=name,
        title=sealed(name),
        costs=(CostLine(kind=CostKind.MATERIALS, amount_cents=Money(cost)),),
        category=category,
    )


class TestAsking:
    """In every version."""

    def test_a_proposal_of_a_category_asks_no_more_than_its_most(self) -> None:
        town = with_categories()
        with refused(AboveCategoryCeiling):
            town.proposes(EMMA, 250_01, category="street-party")
        one = town.proposes(EMMA, 250_00, category="street-party")
        assert town.proposal(one).category == "street-party"
        town.proposes(EMMA, 250_01)

    @pytest.mark.parametrize("category", ["music", "hire"])
    def test_only_a_category_of_the_regulation_that_is_no_kind_of_costs_is_chosen(
        self, category: str
    ) -> None:
        with refused(CategoryUnknown) as caught:
            with_categories().proposes(EMMA, 1_00, category=category)
        assert "street-party, green, food-and-drink" in caught.value.text("en")

    def test_what_gets_nothing_is_not_asked_for(self) -> None:
        town = with_categories()
        with refused(AboveCategoryCeiling):
            town.proposes(EMMA, 1, category="food-and-drink")
        one = town.proposes(EMMA, 250_00, category="street-party")
        with refused(AboveCategoryCeiling):
            sets(town, one, "buffet", 1, "food-and-drink")

    def test_amended_it_says_so_again(self) -> None:
        town = with_categories()
        one = town.proposes(EMMA, 250_00, category="street-party")
        with refused(AboveCategoryCeiling):
            amends(town, one, 250_01, category="street-party")
        with refused(CategoryUnknown):
            amends(town, one, 250_00, category="music")
        amends(town, one, 250_01, category="green")
        assert town.proposal(one).category == "green"
        amends(town, one, 2_000_00)
        assert town.proposal(one).category is None

    def test_activities_are_of_that_of_the_proposal_unless_they_say_their_own(self) -> None:
        town = with_categories()
        one = town.proposes(EMMA, 250_00, category="street-party")
        sets(town, one, "music", 200_00, None)
        with refused(AboveCategoryCeiling):
            sets(town, one, "lights", 50_01, None)
        sets(town, one, "lights", 50_00, None)
        with refused(CategoryUnknown):
            sets(town, one, "trees", 1_00, "music")
        with refused(AboveCategoryCeiling):
            sets(town, one, "trees", 1_000_01, "green")
        sets(town, one, "trees", 1_000_00, "green")
        assert town.proposal(one).amount == Money(1_250_00)

    def test_where_no_rule_names_them_there_is_none_to_choose(self) -> None:
        town = a_quarter()
        with refused(CategoryUnknown):
            town.proposes(EMMA, 1_00, category="green")


class TestMerging:
    """What merges keeps within each category; what is split keeps its own."""

    def test_without_activities_all_is_of_one_category(self) -> None:
        town = with_categories()
        one = town.proposes(EMMA, 150_00, category="street-party")
        other = town.proposes(EMMA, 100_00, category="green")
        with refused(CategoriesDiffer):
            town.merges(EMMA, 250_00, one, other)
        amends(town, other, 100_00, category="street-party")
        with refused(AboveCategoryCeiling):
            town.merges(EMMA, 250_01, one, other)
        town.merges(EMMA, 250_00, one, other)
        assert town.proposal(MERGED).category == "street-party"
        town.splits(EMMA, MERGED, 100_00)
        assert town.proposal("2027-WK030710-0004").category == "street-party"

    def test_activities_take_theirs_along(self) -> None:
        town = with_categories()
        one = town.proposes(EMMA, 150_00, category="street-party")
        other = town.proposes(EMMA, 100_00, category="green")
        sets(town, one, "music", 150_00, None)
        sets(town, other, "trees", 100_00, None)
        sets(town, other, "lights", 100_01, "street-party")
        with refused(AboveCategoryCeiling):
            town.merges(EMMA, 350_01, one, other)
        sets(town, other, "lights", 100_00, "street-party")
        town.merges(EMMA, 350_00, one, other)
        found = town.proposal(MERGED)
        assert found.category is None
        assert [each.category for each in found.activities.values()] == [
            "street-party",
            "green",
            "street-party",
        ]

    def test_one_that_has_none_and_one_that_has_some_do_not_merge_unseen(self) -> None:
        town = with_categories()
        one = town.proposes(EMMA, 150_00)
        sets(town, one, "music", 150_00, "street-party")
        other = town.proposes(EMMA, 100_00)
        with refused(CategoriesDiffer):
            town.merges(EMMA, 250_01, one, other)


class TestDeciding:
    """A grant keeps to it too."""

    def granted_before(self, town: Quarter, amount: int) -> str:
        """A party of more than its most, of an entry that was written past the rule."""
        town.proposes(FRITS, 1_00, category="street-party")
        (entry,) = town.log.read(town.log.next_position() - 1, limit=1)
        event = ProposalSubmitted.model_validate_json(entry.payload)
        changed = {"proposal_id": "before", "amount_cents": Money(amount)}
        new = NewEvent(
            stream_of("before"),
            0,
            ProposalSubmitted.TOPIC,
            payload_of(event.model_copy(update=changed)),
        )
        town.log.append([Submission(uuid4(), b"0" * 32, (new,))])
        takes(town, "before")
        town.reserve("before", amount)
        town.prepare("before", amount)
        return "before"

    def test_no_grant_is_above_the_most(self) -> None:
        town = with_categories(ceilings={"categories": CATEGORIES[:3]})
        one = self.granted_before(town, 250_01)
        with refused(AboveCategoryCeiling):
            town.take(one)

    def test_within_it_is_granted(self) -> None:
        town = with_categories(ceilings={"categories": CATEGORIES[:3]})
        one = self.granted_before(town, 250_00)
        town.take(one)
        assert town.budget().granted == {one: Money(250_00)}

    def test_per_activity_each_category_keeps_to_its_own(self) -> None:
        town = with_categories(
            ranking={"criteria": ({"criterion": "reach", "weight": 1},), "per_activity": True}
        )
        one = town.proposes(EMMA, 250_00, category="street-party")
        sets(town, one, "music", 250_00, None)
        sets(town, one, "trees", 1_000_00, "green")
        takes(town, one)
        town.reserve(one, 1_250_00)
        named = (
            GrantedActivity(activity_id="music", amount_cents=Money(250_00)),
            GrantedActivity(activity_id="trees", amount_cents=Money(1_000_00)),
        )
        town.prepare(one, 1_250_00, activities=named, departure=sealed("nobody gave points yet"))
        town.take(one)
        assert town.budget().granted == {one: Money(1_250_00)}
