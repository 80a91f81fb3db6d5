"""Putting off the decision on an objection: once by law, further with consent (Awb 7:10)."""

from __future__ import annotations

from datetime import date, timedelta

from domain.command import Actor, Role
from domain.objection import OwnObjection
from domain.objection_events import ObjectionPostponed, RulingOutcome
from domain.objection_postponed import (
    ConsentToPostponeMissing,
    NotPostponed,
    PostponedTooLate,
    PostponeObjection,
    TermOfTheCourt,
)
from projections.deadlines import DeadlineKind, deadlines_of
from tests.scenarios.town import YEAR, Town, sealed
from tests.unit.application.test_objections import NEIGHBOUR, a_town, last
from tests.unit.domain.given import refused
from tests.unit.projections.entries import dossier_of

FORMERLY = date(YEAR, 3, 29)
LATEST = date(YEAR, 5, 10)
"""Six weeks after six weeks after the term for objecting."""
CONSENT = sealed("by telephone, on Monday")


def registered() -> Town:
    """An objection that is decided on by 29 March."""
    town = a_town()
    town.lodge("garden")
    town.register_objection("garden")
    return town


class TestByLaw:
    """Once, by six weeks at most, before the term is over."""

    def test_it_is_put_off_by_six_weeks_with_its_reason_and_both_days(self) -> None:
        town = registered()
        town.postpone_objection("garden", LATEST)
        postponed = last(town)
        assert isinstance(postponed, ObjectionPostponed)
        assert (postponed.formerly, postponed.decide_by) == (FORMERLY, LATEST)
        assert postponed.consent is None

    def test_not_by_a_day_more(self) -> None:
        with refused(ConsentToPostponeMissing) as caught:
            registered().postpone_objection("garden", LATEST + timedelta(days=1))
        assert LATEST.isoformat() in caught.value.text()

    def test_not_once_more(self) -> None:
        town = registered()
        town.postpone_objection("garden", FORMERLY + timedelta(weeks=1))
        with refused(ConsentToPostponeMissing):
            town.postpone_objection("garden", FORMERLY + timedelta(weeks=2))

    def test_on_the_last_day_it_is_possible_and_afterwards_no_more(self) -> None:
        town = registered()
        town.now += FORMERLY - town.now.date()
        town.postpone_objection("garden", LATEST)
        late = registered()
        late.now += FORMERLY - late.now.date() + timedelta(days=1)
        with refused(PostponedTooLate):
            late.postpone_objection("garden", LATEST)

    def test_only_to_a_later_day(self) -> None:
        with refused(NotPostponed):
            registered().postpone_objection("garden", FORMERLY)

    def test_a_term_that_a_court_set_is_the_courts(self) -> None:
        town = registered()
        town.hear("garden")
        town.decide_objection("garden", 600_00)
        town.appeal("garden")
        town.rule("garden", RulingOutcome.DECIDE_AGAIN)
        with refused(TermOfTheCourt):
            town.postpone_objection("garden", LATEST, consent=CONSENT)


class TestWithConsent:
    """Further, or once more, by a year at most."""

    def test_it_goes_further_and_once_more(self) -> None:
        town = registered()
        town.postpone_objection("garden", LATEST + timedelta(weeks=4), consent=CONSENT)
        town.postpone_objection("garden", LATEST + timedelta(weeks=5), consent=CONSENT)
        assert last(town).consent == CONSENT

    def test_not_by_more_than_a_year(self) -> None:
        with refused(NotPostponed):
            registered().postpone_objection(
                "garden", FORMERLY + timedelta(days=367), consent=CONSENT
            )


def test_nobody_puts_the_decision_on_their_own_objection_off() -> None:
    town = a_town()
    town.lodge("garden", by=NEIGHBOUR, interest=sealed("I live next to it"))
    town.register_objection("garden")
    as_officer = Actor(id=NEIGHBOUR.id, role=Role.CASE_OFFICER)
    with refused(OwnObjection):
        town.do(
            PostponeObjection,
            as_officer,
            proposal_id="garden",
            objection_id="objection-1",
            decide_by=LATEST,
            reason=sealed("no time"),
        )


def test_the_calendar_has_the_new_day() -> None:
    town = registered()
    town.postpone_objection("garden", LATEST)
    found = deadlines_of([dossier_of(town)], {}, town.now.date(), lambda _: False)
    assert [each.due for each in found if each.kind is DeadlineKind.ON_OBJECTION] == [LATEST]
