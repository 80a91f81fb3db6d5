"""A decision: prepared by one person, taken by another under a mandate, then verified."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.command import Actor, Role
from domain.decision import (
    AmountNotReserved,
    Decision,
    DecisionAlreadyTaken,
    DecisionAlreadyVerified,
    DecisionNotTaken,
    DecisionPrepared,
    DecisionTaken,
    DecisionUnknown,
    DecisionVerified,
    DraftReplaced,
    Finding,
    PrepareDecision,
    RefusalHasAmount,
    SamePersonPreparedAndTakes,
    TakeDecision,
    VerifyDecision,
    evolve,
    prepare,
    take,
    verify,
)
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.event import Event
from domain.mandate import (
    Mandate,
    MandateCeilingExceeded,
    MandateMissing,
    MandateNotInForce,
    MandateNotYours,
    MandateUnknown,
    MandateWithdrawn,
)
from domain.money import ZERO, Money
from domain.plan_priority import PlanPriorityMissing, PlanPriorityUnknown
from domain.validity import Period
from domain.wijkplan import Wijkplan
from tests.scenarios.quarter import each_gets
from tests.unit.domain.given import (
    ANNA,
    CARLA,
    NOON,
    TODAY,
    YEAR,
    after,
    command,
    day,
    euros,
    happened,
    refused,
    sealed,
)

GRIFFIER = Actor(id="person-gerda", role=Role.GRIFFIER)
ASKED = euros(5000)
"""What the proposal asks, of which 500 is granted."""
MANDATE = Mandate("mandate-1", CARLA.id, euros(5000), Period(day(1, 1), day(12, 31)))
PLAN = Wijkplan(
    priorities=frozenset({"priority-1", "priority-2"}),
    versions={1: frozenset({"priority-1"}), 2: frozenset({"priority-1", "priority-2"})},
)
GRANTING: dict[str, Any] = {
    "proposal_id": "garden",
    "outcome": DecisionOutcome.GRANT,
    "amount_cents": euros(500),
    "ground": DecisionGround.ROUND_WON,
    "reason": sealed("it won"),
    "mandate_id": "mandate-1",
    "priority_id": "priority-1",
    "plan_version": 1,
}
REFUSING = GRANTING | {
    "outcome": DecisionOutcome.REFUSE,
    "amount_cents": ZERO,
    "ground": DecisionGround.ROUND_LOST,
    "priority_id": None,
    "plan_version": None,
}
PREPARED = happened(DecisionPrepared, ANNA, **GRANTING)
TAKEN = happened(
    DecisionTaken,
    CARLA,
    **GRANTING,
    prepared_by=ANNA.id,
    taken_on=TODAY,
    objection_until=TODAY + timedelta(weeks=6),
)
VERIFIED = happened(
    DecisionVerified, GRIFFIER, proposal_id="garden", finding=Finding.IN_ORDER, note=None
)
THE_DRAFT: Any = {"proposal_id": "garden", "draft_reason": sealed("it won")}
TAKING = command(TakeDecision, CARLA, **THE_DRAFT)
VERIFYING = command(VerifyDecision, GRIFFIER, proposal_id="garden", finding=Finding.IN_ORDER)


def preparing(decision: Decision | None = None, **changed: Any) -> list[Event]:
    """Preparing a grant of 500 euros with 600 reserved, unless told otherwise."""
    given: dict[str, Any] = {"mandate": MANDATE, "plan": PLAN, "reserved": euros(600)}
    given |= {name: changed.pop(name) for name in given.keys() & changed.keys()}
    return prepare(command(PrepareDecision, **GRANTING | changed), decision, **given)


def the_decision(*events: Event) -> Decision:
    """The decision after these events."""
    return after(evolve, *events)


class TestPreparingAGrant:
    """A case officer drafts an award."""

    def test_a_draft_has_mandate_ground_reason_and_the_priority_it_rests_on(self) -> None:
        assert preparing() == [PREPARED]

    def test_it_names_a_mandate(self) -> None:
        with refused(MandateMissing):
            preparing(mandate_id=None, mandate=None)

    def test_the_mandate_is_in_the_register(self) -> None:
        with refused(MandateUnknown):
            preparing(mandate=None)

    @pytest.mark.parametrize("missing", ["priority_id", "plan_version"])
    def test_it_names_a_priority_and_the_version_of_the_plan(self, missing: str) -> None:
        with refused(PlanPriorityMissing):
            preparing(**{missing: None})

    def test_the_priority_stands_in_that_very_version(self) -> None:
        assert preparing(priority_id="priority-2", plan_version=2)
        with refused(PlanPriorityUnknown):
            preparing(priority_id="priority-2", plan_version=1)

    @pytest.mark.parametrize("plan", [None, Wijkplan(), PLAN])
    def test_the_version_was_adopted(self, plan: Wijkplan | None) -> None:
        with refused(PlanPriorityUnknown):
            preparing(plan=plan, plan_version=3)

    def test_it_grants_up_to_what_is_reserved(self) -> None:
        assert preparing(amount_cents=euros(600))
        with refused(AmountNotReserved):
            preparing(amount_cents=euros(600) + Money(1))

    @pytest.mark.parametrize("amount", [ZERO, Money(-1)])
    def test_it_grants_something(self, amount: Money) -> None:
        with refused(AmountNotReserved):
            preparing(amount_cents=amount)


class TestPreparingARefusal:
    """A case officer drafts a refusal."""

    def test_it_needs_no_priority_and_no_money(self) -> None:
        (event,) = preparing(**REFUSING, plan=None, reserved=ZERO)
        assert isinstance(event, DecisionPrepared)
        assert event.outcome is DecisionOutcome.REFUSE

    def test_it_grants_no_amount(self) -> None:
        with refused(RefusalHasAmount):
            preparing(**REFUSING | {"amount_cents": Money(1)})
        with refused(RefusalHasAmount):
            preparing(**REFUSING | {"activities": each_gets(digging=1)})

    def test_it_needs_a_mandate_like_any_decision(self) -> None:
        with refused(MandateUnknown):
            preparing(**REFUSING, mandate=None)


class TestBeforeAnythingIsPrepared:
    """There is no draft."""

    def test_nothing_can_be_taken(self) -> None:
        with refused(DecisionUnknown):
            take(TAKING, None, None, ASKED)

    def test_nothing_can_be_verified(self) -> None:
        with refused(DecisionNotTaken):
            verify(VERIFYING, None)

    def test_what_happens_elsewhere_makes_no_decision(self) -> None:
        assert evolve(None, happened(MandateWithdrawn, mandate_id="mandate-1")) is None


class TestWithADraft:
    """It waits for the holder of the mandate."""

    def test_preparing_again_replaces_it(self) -> None:
        (event,) = preparing(the_decision(PREPARED), amount_cents=euros(400))
        assert isinstance(event, DecisionPrepared)
        assert the_decision(PREPARED, event).draft.amount_cents == euros(400)

    def test_the_holder_takes_it_as_it_was_prepared(self) -> None:
        assert take(TAKING, the_decision(PREPARED), MANDATE, ASKED) == TAKEN

    def test_the_decision_can_be_printed_from_its_event_alone(self) -> None:
        taken = take(TAKING, the_decision(PREPARED), MANDATE, ASKED)
        assert (taken.by, taken.prepared_by, taken.mandate_id) == (CARLA, ANNA.id, "mandate-1")
        assert (taken.priority_id, taken.plan_version) == ("priority-1", 1)

    def test_an_objection_can_be_made_for_six_weeks(self) -> None:
        taken = take(TAKING, the_decision(PREPARED), MANDATE, ASKED)
        assert (taken.taken_on, taken.objection_until) == (day(3, 1), day(4, 12))

    def test_who_prepared_it_does_not_take_it_in_whatever_role(self) -> None:
        anna_as_holder = Actor(id=ANNA.id, role=Role.MANDATE_HOLDER)
        hers = Mandate("mandate-1", ANNA.id, euros(5000), Period(day(1, 1), day(12, 31)))
        hers_to_take = command(TakeDecision, anna_as_holder, **THE_DRAFT)
        with refused(SamePersonPreparedAndTakes):
            take(hers_to_take, the_decision(PREPARED), hers, ASKED)

    def test_it_is_the_last_draft_that_counts_for_who_prepared_it(self) -> None:
        by_another = happened(
            DecisionPrepared, Actor(id=CARLA.id, role=Role.CASE_OFFICER), **GRANTING
        )
        with refused(SamePersonPreparedAndTakes):
            take(TAKING, the_decision(PREPARED, by_another), MANDATE, ASKED)

    def test_without_its_mandate_it_is_not_taken(self) -> None:
        with refused(MandateUnknown):
            take(TAKING, the_decision(PREPARED), None, ASKED)

    def test_nobody_takes_it_under_the_mandate_of_another(self) -> None:
        other = Actor(id="person-dirk", role=Role.MANDATE_HOLDER)
        with refused(MandateNotYours):
            take(command(TakeDecision, other, **THE_DRAFT), the_decision(PREPARED), MANDATE, ASKED)

    def test_another_draft_than_the_one_that_was_read_is_not_taken(self) -> None:
        read = command(
            TakeDecision, CARLA, proposal_id="garden", draft_reason=sealed("an earlier one")
        )
        with refused(DraftReplaced):
            take(read, the_decision(PREPARED), MANDATE, ASKED)

    def test_the_mandate_is_in_force_on_the_day_of_deciding(self) -> None:
        next_year = NOON + timedelta(days=365)
        later = command(TakeDecision, CARLA, next_year, **THE_DRAFT)
        with refused(MandateNotInForce):
            take(later, the_decision(PREPARED), MANDATE, ASKED)

    def test_just_after_midnight_in_the_netherlands_it_is_of_the_new_day(self) -> None:
        late = datetime(YEAR, 3, 31, 22, 30, tzinfo=UTC)
        taking = command(TakeDecision, CARLA, late, **THE_DRAFT)
        taken = take(taking, the_decision(PREPARED), MANDATE, ASKED)
        assert (taken.taken_on, taken.objection_until) == (day(4, 1), day(5, 13))

    def test_above_the_mandate_it_is_not_taken(self) -> None:
        small = Mandate("mandate-1", CARLA.id, euros(499), Period(day(1, 1), day(12, 31)))
        with refused(MandateCeilingExceeded):
            take(TAKING, the_decision(PREPARED), small, ASKED)

    def test_it_is_not_verified_before_it_is_taken(self) -> None:
        with refused(DecisionNotTaken):
            verify(VERIFYING, the_decision(PREPARED))


class TestOnceTaken:
    """The decision stands."""

    def test_it_is_not_taken_a_second_time(self) -> None:
        with refused(DecisionAlreadyTaken):
            take(TAKING, the_decision(PREPARED, TAKEN), MANDATE, ASKED)

    def test_no_other_draft_replaces_it(self) -> None:
        with refused(DecisionAlreadyTaken):
            preparing(the_decision(PREPARED, TAKEN))

    def test_the_griffier_verifies_it(self) -> None:
        assert verify(VERIFYING, the_decision(PREPARED, TAKEN)) == [VERIFIED]

    def test_a_finding_may_have_remarks_in_a_note(self) -> None:
        remarks = command(
            VerifyDecision,
            GRIFFIER,
            proposal_id="garden",
            finding=Finding.REMARKS,
            note=sealed("the ground could be clearer"),
        )
        (event,) = verify(remarks, the_decision(PREPARED, TAKEN))
        assert isinstance(event, DecisionVerified)
        assert event.note == sealed("the ground could be clearer")

    def test_it_is_verified_once(self) -> None:
        with refused(DecisionAlreadyVerified):
            verify(VERIFYING, the_decision(PREPARED, TAKEN, VERIFIED))
