"""The college decides itself what it gave a mandate for, and what reaches beyond every mandate."""

from __future__ import annotations

from domain.command import Actor, Role
from domain.decision import Decision, SamePersonPreparedAndTakes, TakeDecision, take
from domain.decision_ground import DecisionOutcome
from domain.mandate import Mandate, MandateCeilingExceeded
from domain.money import ZERO
from domain.validity import Period
from tests.unit.domain.given import CARLA, command, day, euros, refused
from tests.unit.domain.test_decision import ASKED, PREPARED, TAKING, THE_DRAFT, the_decision


class TestTheCollegeItself:
    """Who gave the mandate may decide (Awb 10:7); above it, nobody else can."""

    COLLEGE = Actor(id="person-alderman", role=Role.COLLEGE)

    def test_it_takes_a_prepared_decision_under_no_mandate(self) -> None:
        taken = take(
            command(TakeDecision, self.COLLEGE, **THE_DRAFT), Decision(PREPARED), None, ASKED
        )
        assert (taken.by, taken.mandate_id) == (self.COLLEGE, None)
        assert taken.amount_cents == PREPARED.amount_cents

    def test_it_does_not_take_what_it_prepared(self) -> None:
        own = PREPARED.model_copy(update={"by": self.COLLEGE})
        with refused(SamePersonPreparedAndTakes):
            take(command(TakeDecision, self.COLLEGE, **THE_DRAFT), Decision(own), None, ASKED)


class TestAboveAMandate:
    """Nobody else than the college decides."""

    def test_a_refusal_is_above_the_mandate_where_what_was_asked_is(self) -> None:
        no = PREPARED.model_copy(
            update={"outcome": DecisionOutcome.REFUSE, "amount_cents": ZERO, "activities": ()}
        )
        small = Mandate("mandate-1", CARLA.id, euros(500), Period(day(1, 1), day(12, 31)))
        with refused(MandateCeilingExceeded):
            take(TAKING, the_decision(no), small, euros(501))
        assert take(TAKING, the_decision(no), small, euros(500)).amount_cents == ZERO
