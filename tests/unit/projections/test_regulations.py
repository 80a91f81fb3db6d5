"""The list of regulations: each as recorded, and how it ended."""

from __future__ import annotations

from datetime import UTC, date, datetime

from adapters.example_regulations import examples
from domain.command import Role
from domain.regulation import WithdrawRegulation
from projections.regulations import RegulationDocument, RegulationsProjection
from tests.scenarios.town import LIENDERT, YEAR, Town
from tests.unit.projections.entries import document

OF_2016 = examples()["amersfoort-2016"].rules
OF_2017 = examples()["amersfoort-2017"].rules


def found_in(town: Town, regulation_id: str) -> RegulationDocument:
    return document(RegulationsProjection(), town, regulation_id, RegulationDocument)


def replaced() -> Town:
    town = Town()
    town.adopt_regulation(OF_2016)
    town.adopt_regulation(OF_2017, "rules-2", valid_from=date(YEAR, 4, 1), replaces="rules-1")
    return town


class TestARegulation:
    def test_is_listed_with_its_rules_hash_act_and_first_day(self) -> None:
        town = Town()
        town.adopt_regulation(OF_2016, wijken=(LIENDERT,))
        found = found_in(town, "rules-1")
        assert (found.rules, found.rules_hash, found.scheme) == (
            OF_2016,
            OF_2016.hash(),
            "R-2027-1",
        )
        assert found.wijken == (LIENDERT,)
        assert found.is_in_force(date(YEAR, 1, 1))
        assert not found.is_in_force(date(YEAR - 1, 12, 31))

    def test_that_was_replaced_ends_the_day_before_and_names_its_successor(self) -> None:
        former, later = found_in(replaced(), "rules-1"), found_in(replaced(), "rules-2")
        assert (former.valid_until, former.replaced_by) == (date(YEAR, 3, 31), "rules-2")
        assert (later.valid_until, later.replaces) == (None, "rules-1")
        assert former.is_in_force(date(YEAR, 3, 31))
        assert not former.is_in_force(date(YEAR, 4, 1))

    def test_that_was_withdrawn_says_by_whom_and_from_when(self) -> None:
        town = replaced()
        town.now = datetime(YEAR, 5, 1, 9, 0, tzinfo=UTC)
        town.do(
            WithdrawRegulation,
            Role.GRIFFIER,
            regulation_id="rules-2",
            last_day=date(YEAR, 6, 30),
        )
        found = found_in(town, "rules-2")
        assert found.valid_until == date(YEAR, 6, 30)
        assert found.withdrawn is not None
        assert found.withdrawn.role is Role.GRIFFIER
