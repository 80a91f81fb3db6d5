"""The college decides itself what it gave a mandate for, and what reaches beyond every mandate."""

from __future__ import annotations

from domain.command import Actor, Role
from domain.decision import Decision, SamePersonPreparedAndTakes, TakeDecision, take
from tests.unit.domain.given import command, refused
from tests.unit.domain.test_decision import PREPARED, THE_DRAFT


class TestTheCollegeItself:
    """Who gave the mandate may decide (Awb 10:7); above it, nobody else can."""

    COLLEGE = Actor(id="person-alderman", role=Role.COLLEGE)

    def test_it_takes_a_prepared_decision_under_no_mandate(self) -> None:
        taken = take(command(TakeDecision, self.COLLEGE, **THE_DRAFT), Decision(PREPARED), None)
        assert (taken.by, taken.mandate_id) == (self.COLLEGE, None)
        assert taken.amount_cents == PREPARED.amount_cents

    def test_it_does_not_take_what_it_prepared(self) -> None:
        own = PREPARED.model_copy(update={"by": self.COLLEGE})
        with refused(SamePersonPreparedAndTakes):
            take(command(TakeDecision, self.COLLEGE, **THE_DRAFT), Decision(own), None)
