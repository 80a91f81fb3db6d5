"""Who goes first, where an objection gives more."""

from __future__ import annotations

from domain.money import Money
from domain.precedence import ResidentsGoFirst
from tests.scenarios.court import COVER
from tests.scenarios.quarter import EMMA, FRITS, GREET, Quarter
from tests.unit.application.test_precedence import handled, where_residents_go_first
from tests.unit.domain.given import refused


class TestAfterAnObjection:
    """A foundation that got twenty of the hundred thousand objects, and should have had sixty."""

    def objected(self) -> tuple[Quarter, str]:
        """It was heard; the town and the proposal."""
        town = where_residents_go_first()
        hall = handled(town, FRITS, 60_000_00, "foundation")
        town.reserve(hall, 20_000_00)
        town.prepare(hall, 20_000_00)
        town.take(hall)
        town.lodge(hall, by=FRITS)
        town.register_objection(hall)
        town.hear(hall)
        return town, hall

    def test_more_of_what_is_left_waits_for_residents(self) -> None:
        town, hall = self.objected()
        first = handled(town, EMMA, 40_000_01)
        with refused(ResidentsGoFirst) as found:
            town.decide_objection(hall, 60_000_00)
        assert first in found.value.text()
        town.decide_objection(hall, 59_999_99)
        assert town.budget().available == Money(40_000_01)

    def test_what_comes_above_what_is_left_waits_for_nobody(self) -> None:
        town, hall = self.objected()
        other = handled(town, GREET, 80_000_00)
        town.reserve(other, 80_000_00)
        handled(town, EMMA, 40_000_00)
        town.decide_objection(hall, 60_000_00, cover=COVER)
        assert town.budget().excess == {hall: Money(40_000_00)}

    def test_less_passes_nobody_over(self) -> None:
        town, hall = self.objected()
        handled(town, EMMA, 90_000_00)
        town.lodge(hall, "objection-2", by=GREET, interest="a" * 64)
        town.register_objection(hall, objection_id="objection-2")
        town.hear(hall, "objection-2")
        town.decide_objection(hall, 10_000_00, objection_id="objection-2")
        assert town.budget().granted == {hall: Money(10_000_00)}
