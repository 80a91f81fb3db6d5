"""Cases and suspensions in any order: nobody decides their own, and nothing is told too early.

The walk reads the log by itself and keeps books of its own; it knows nothing of the rooms that
decide.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from application.streams import Reading
from domain.calendar import dutch_day
from domain.command import Actor, Role
from domain.errors import Refusal
from domain.event import Event
from domain.event_catalogue import event_from
from domain.integrity_events import (
    CaseClosed,
    CaseDecided,
    CaseFindingRecorded,
    CaseOutcome,
    CaseOutcomePublished,
    CasePaymentsSuspended,
    FollowUp,
    IntegrityCaseOpened,
)
from domain.payout import PayoutRequested
from domain.suspension import PaymentsSuspended, SuspensionLifted
from domain.withdrawal_ground import WithdrawalGround
from tests.properties.whole_city.model import INTEGRITY
from tests.scenarios.town import Town
from tests.unit.application.commands import EXAMPLES

LUCK = st.integers(0, 2**32 - 1).map(Random)
PROPOSALS = ("garden", "oven", "pond")
PEOPLE = ("person-resident", "anna", "bram")
"""The first asked for all of it: nothing of a case is for them."""
GROUNDS = (
    WithdrawalGround.WRONG_INFORMATION,
    WithdrawalGround.NOT_CARRIED_OUT,
    WithdrawalGround.OBLIGATIONS_NOT_MET,
)


class IntegrityLife(RuleBasedStateMachine):
    """Three grants over some weeks, and people who suspect something."""

    answers: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        self.town = Town().with_money(9_000_00)
        self.town.adopt_plan()
        self.town.give_mandate()
        for name in PROPOSALS[:2]:
            self.town.granted(name, 900_00)
        self.town.submit(PROPOSALS[2], 900_00)
        self.read_until, self.number = self.town.log.next_position(), 0
        self.opened: dict[str, str] = {}
        self.found: Counter[str] = Counter()
        self.decided: dict[str, CaseDecided] = {}
        self.published: set[str] = set()
        self.closed: set[str] = set()
        self.suspended: dict[str, tuple[date, str | None]] = {}

    @rule(luck=LUCK, steps=st.integers(5, 40))
    def days(self, luck: Random, steps: int) -> None:
        """Many steps of all kinds, each as likely as another."""
        for _ in range(steps):
            self.town.now += timedelta(days=luck.choice([0, 0, 0, 1, 20]))
            before = self.town.log.next_position()
            name = luck.choice(STEPS)
            try:
                getattr(self, name)(luck)
            except Refusal as refusal:
                assert self.town.log.next_position() == before
                self.answers[refusal.code] += 1
            else:
                self.answers[name] += 1
            self.catch_up()

    def one(self, luck: Random) -> str:
        """A case that is there, nearly always."""
        left = [each for each in self.opened if each not in self.closed]
        return luck.choice([*left * 3, *self.opened, "case-none"])

    def somebody(self, luck: Random, role: Role) -> Actor:
        """One of the people."""
        return Actor(id=luck.choice([*PEOPLE[1:] * 4, PEOPLE[0]]), role=role)

    def opens(self, luck: Random) -> None:
        self.number += luck.random() < 0.8
        by = self.somebody(luck, Role.CASE_OFFICER)
        self.town.open_case(luck.choice(PROPOSALS), by=by, case_id=f"case-{self.number}")

    def finds(self, luck: Random) -> None:
        self.town.find(self.one(luck), self.somebody(luck, Role.CASE_OFFICER))

    def suspends(self, luck: Random) -> None:
        by, ground = self.somebody(luck, Role.COLLEGE), luck.choice(GROUNDS)
        self.town.suspend_in_case(luck.choice(PROPOSALS), self.one(luck), by, ground)

    def lifts(self, luck: Random) -> None:
        self.town.lift(luck.choice(PROPOSALS))

    def suspends_outside(self, luck: Random) -> None:
        self.town.suspend(luck.choice(PROPOSALS), luck.choice(GROUNDS))

    def decides(self, luck: Random) -> None:
        outcome, follow_up = luck.choice(list(CaseOutcome)), luck.choice(list(FollowUp))
        by = self.somebody(luck, Role.COLLEGE)
        self.town.decide_case(outcome, follow_up, self.one(luck), by)

    def publishes(self, luck: Random) -> None:
        self.town.publish_outcome(self.one(luck), self.somebody(luck, Role.COLLEGE))

    def closes(self, luck: Random) -> None:
        self.town.close_case(self.one(luck), self.somebody(luck, Role.CASE_OFFICER))

    def pays(self, luck: Random) -> None:
        payout_id = f"payout-{self.town.log.next_position()}"
        self.town.request_payout(luck.choice(PROPOSALS), 1_00, payout_id)

    def catch_up(self) -> None:
        """What stands in the log keeps every promise; and the books know of it."""
        events = [
            event_from(each.name, each.payload)
            for each in self.town.log.read(self.read_until, limit=1_000)
        ]
        self.read_until = self.town.log.next_position()
        for event in events:
            self.promises(event)
            self.read(event, events)

    def promises(self, event: Event) -> None:
        """Whoever has an interest or opened it keeps off; nothing is told of what is open."""
        match event:
            case CaseFindingRecorded() | CasePaymentsSuspended():
                assert event.case_id in self.opened
                assert event.case_id not in self.decided
            case CaseDecided():
                assert self.found[event.case_id] > 0
                assert event.case_id not in self.decided
                assert event.by.id != self.opened[event.case_id]
            case CaseOutcomePublished():
                assert self.decided[event.case_id].outcome is not CaseOutcome.UNFOUNDED
                assert event.case_id not in self.published
            case CaseClosed():
                unfounded = self.decided[event.case_id].outcome is CaseOutcome.UNFOUNDED
                assert unfounded is not (event.case_id in self.published)
            case PayoutRequested():
                until, _ = self.suspended.get(event.proposal_id, (date.min, None))
                assert dutch_day(event.at) > until
            case _:
                return
        if not isinstance(event, PayoutRequested):
            assert event.by.id != PEOPLE[0]

    def read(self, event: Event, together: list[Event]) -> None:
        """Write it down."""
        match event:
            case IntegrityCaseOpened():
                assert event.case_id not in self.opened
                assert event.by.id != PEOPLE[0]
                self.opened[event.case_id] = event.by.id
            case CaseFindingRecorded():
                self.found[event.case_id] += 1
            case CaseDecided():
                self.decided[event.case_id] = event
                self.as_it_follows(event, together)
            case CaseOutcomePublished():
                self.published.add(event.case_id)
            case CaseClosed():
                self.closed.add(event.case_id)
            case PaymentsSuspended():
                cases = [e.case_id for e in together if isinstance(e, CasePaymentsSuspended)]
                self.suspended[event.proposal_id] = event.suspended_until, (*cases, None)[0]
            case SuspensionLifted():
                self.suspended.pop(event.proposal_id)
            case _:
                pass

    def as_it_follows(self, event: CaseDecided, together: list[Event]) -> None:
        """Payments that waited for this case go on, all of them or none; and no others do."""
        waited = {
            name
            for name, (until, case_id) in self.suspended.items()
            if case_id == event.case_id and dutch_day(event.at) <= until
        }
        lifted = {each.proposal_id for each in together if isinstance(each, SuspensionLifted)}
        assert lifted == (waited if event.follow_up is FollowUp.PAYMENTS_GO_ON else set())
        assert (event.follow_up is FollowUp.NOTHING) <= (not waited)
        state = Reading(self.town.streams).integrity_case(event.case_id).state
        assert state is not None
        assert state.outcome is event.outcome


STEPS = (
    "opens",
    "opens",
    "finds",
    "finds",
    "finds",
    "suspends",
    "suspends",
    "lifts",
    "suspends_outside",
    "decides",
    "decides",
    "decides",
    "publishes",
    "publishes",
    "closes",
    "closes",
    "pays",
)
MUST_BE_REFUSED = {
    "integrity_case.already_closed",
    "integrity_case.already_opened",
    "integrity_case.already_published",
    "integrity_case.follow_up_does_not_fit",
    "integrity_case.not_decided",
    "integrity_case.not_open",
    "integrity_case.not_published",
    "integrity_case.nothing_found",
    "integrity_case.other_proposal",
    "integrity_case.own_case",
    "integrity_case.unfounded_not_published",
    "integrity_case.unknown",
    "proposal.own_interest",
    "suspension.payments_are_suspended",
}
WALKS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=25,
    stateful_step_count=10,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def test_no_promise_about_a_case_is_broken_whatever_is_asked() -> None:
    IntegrityLife.answers.clear()
    run_state_machine_as_test(IntegrityLife, settings=WALKS)
    answers = IntegrityLife.answers
    assert set(STEPS) - answers.keys() == set(), "every step was carried out on the way"
    assert MUST_BE_REFUSED - answers.keys() == set(), "and rules stood in the way"


def test_the_walk_gives_every_command_about_a_case() -> None:
    assert {each.__name__ for each in EXAMPLES if "Case" in each.__name__} == INTEGRITY
