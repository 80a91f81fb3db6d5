"""A line of the register says of a moment whether one could decide under it then."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.command import Role
from domain.mandate import AcceptMandate, WithdrawMandate
from projections.document import fold
from projections.mandates import MandateDocument, MandatesProjection
from tests.scenarios.town import Town
from tests.unit.projections.entries import entries_of

MINUTE = timedelta(minutes=1)


def line_of(town: Town) -> MandateDocument:
    """The only line of its register."""
    (found,) = fold(MandatesProjection(), entries_of(town)).values()
    assert isinstance(found, MandateDocument)
    return found


def given() -> tuple[Town, datetime]:
    """A mandate of somebody outside the college's organisation, and when it was given."""
    town = Town()
    town.give_mandate(outside_college=True)
    return town, town.now


def test_not_before_its_holder_accepted_it() -> None:
    town, _ = given()
    assert not line_of(town).held_at(town.now)
    town.do(AcceptMandate, Role.MANDATE_HOLDER, mandate_id="mandate-1")
    assert not line_of(town).held_at(town.now - MINUTE)
    assert line_of(town).held_at(town.now)


def test_not_before_it_was_given_nor_from_its_withdrawal_on() -> None:
    town = Town()
    town.give_mandate()
    began = town.now
    town.now += timedelta(days=2)
    town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
    found = line_of(town)
    moments = (began - MINUTE, began, town.now - MINUTE, town.now)
    assert [found.held_at(each) for each in moments] == [False, True, True, False]


def test_not_on_a_day_after_its_last() -> None:
    town = Town()
    town.give_mandate()
    assert not line_of(town).held_at(town.now + timedelta(days=800))
