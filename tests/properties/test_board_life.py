"""Boards, interests, advice and coordinators in any order: what was promised holds all along.

The walk reads the log by itself and keeps books of its own: who sat when, who was where, who had an
interest, who coordinated. It knows nothing of the rooms that decide.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from domain.calendar import dutch_day
from domain.command import Actor, Role
from domain.coordinator import CoordinatorParty
from domain.errors import Refusal
from domain.proposal import SubmitProposal, TakeInHandling
from tests.properties.books_of_boards import PROPOSALS, QUORUM, SHARES, Books
from tests.properties.whole_city.model import OF_BOARDS
from tests.scenarios.boardroom import KINDS, MEMBERS, MOSAIC, RULES, Boardroom
from tests.scenarios.people import LIENDERT, YEAR, sealed

LUCK = st.integers(0, 2**32 - 1).map(Random)


class BoardLife(RuleBasedStateMachine):
    """One board over some days; the books are held against every line of the log."""

    answers: ClassVar[Counter[tuple[str, bool]]] = Counter()

    @initialize(luck=LUCK)
    def begin(self, luck: Random) -> None:
        """A plan and three proposals in handling, with their money apart."""
        self.luck, self.read_until, self.number = luck, 0, 0
        self.books = Books()
        shares = [{"kind": kind.value, "seats": seats} for kind, seats in SHARES.items()]
        self.town = Boardroom().with_rules(
            board=RULES["board"] | {"shares": shares, "quorum": QUORUM}
        )
        self.town.adopt_plan()
        self.town.give_mandate()
        for proposal_id, applicant in PROPOSALS.items():
            self.propose(proposal_id, applicant)
        self.catch_up()

    def propose(self, proposal_id: str, applicant: str) -> None:
        """A proposal by its applicant, in handling, with its money apart."""
        asked: dict[str, Any] = {
            "wijk": LIENDERT,
            "year": YEAR,
            "title": sealed(proposal_id),
            "description": sealed("text"),
            "amount_cents": 1_000_00,
        }
        by = Actor(id=applicant, role=Role.RESIDENT)
        self.town.do(SubmitProposal, by, proposal_id=proposal_id, **asked)
        self.town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=proposal_id)
        self.town.reserve(proposal_id, 1_000_00)

    def catch_up(self) -> None:
        """Read what the log has more."""
        for event in self.town.events(self.read_until):
            self.books.read(event)
        self.read_until = self.town.log.next_position()

    @rule(luck=LUCK, steps=st.integers(5, 40))
    def days(self, luck: Random, steps: int) -> None:
        """Many steps of all kinds."""
        self.luck = luck
        for _ in range(steps):
            self.town.now += timedelta(days=luck.choice([0, 0, 0, 1]))
            name = luck.choice(sorted(STEPS))
            try:
                getattr(self, STEPS[name])()
            except Refusal:
                self.answers[name, False] += 1
            else:
                self.answers[name, True] += 1
            self.catch_up()

    def fresh(self, kind: str) -> str:
        """A new id, and now and then one that was used."""
        self.number += self.luck.random() < 0.8
        return f"{kind}-{self.number}"

    def appoint_member(self) -> None:
        today = dutch_day(self.town.now)
        first = today + timedelta(days=self.luck.choice([0, 0, 2]))
        place = self.luck.randrange(len(MEMBERS))
        self.town.appoint(
            self.fresh("seat"),
            MEMBERS[place],
            KINDS[place],
            valid_from=first,
            valid_until=first + timedelta(days=self.luck.choice([-1, 5, 40, 40])),
        )

    def end_seat(self) -> None:
        seat_id = self.luck.choice([*self.books.seats, "seat-none"])
        ahead = timedelta(days=self.luck.choice([-1, 0, 3]))
        self.town.end_seat(seat_id, last_day=dutch_day(self.town.now) + ahead)

    def record_meeting(self) -> None:
        today = dutch_day(self.town.now)
        sitting = [each for each in MEMBERS if self.books.sat(each.id, today)]
        there = sitting if self.luck.random() < 0.8 else self.luck.sample(MEMBERS, 2)
        if there:
            self.town.meet(*there, meeting_id=self.fresh("board"))

    def declare_interest(self) -> None:
        self.town.declare(self.luck.choice(MEMBERS), self.luck.choice(sorted(PROPOSALS)))

    def rank_needs(self) -> None:
        meeting_id = self.luck.choice([*self.books.present, "board-none"])
        self.town.rank_needs(self.luck.choice(MEMBERS), meeting_id=meeting_id)

    def give_advice(self) -> None:
        self.town.advise(
            self.luck.choice(MEMBERS),
            meeting_id=self.luck.choice([*self.books.present, "board-none"]),
            proposal_id=self.luck.choice(sorted(PROPOSALS)),
            favourable=self.luck.random() < 0.7,
        )

    def appoint_coordinator(self) -> None:
        first = dutch_day(self.town.now) + timedelta(days=self.luck.choice([0, 1]))
        who = self.luck.choice(["person-sanne", *PROPOSALS.values()])
        self.town.appoint_coordinator(
            self.fresh("tender"),
            parties=(CoordinatorParty(party_id=MOSAIC, actor_ids=(who,)),),
            valid_from=first,
            valid_until=first + timedelta(days=self.luck.choice([-1, 2, 3])),
        )

    def end_appointment(self) -> None:
        known = self.luck.choice([*self.books.coordinating, "tender-none"])
        self.town.end_appointment(known)

    def choose_executor(self) -> None:
        self.town.choose_executor(executor_id=self.luck.choice([MOSAIC, "others"]))

    def prepare_decision(self) -> None:
        departure = self.luck.choice([None, sealed("why")])
        amount = self.luck.choice([1_000_00, 400_00])
        self.town.prepare(self.luck.choice(sorted(PROPOSALS)), amount, departure=departure)

    def take_decision(self) -> None:
        self.town.take(self.luck.choice(sorted(PROPOSALS)))


STEPS = {
    "AppointMember": "appoint_member",
    "EndSeat": "end_seat",
    "RecordBoardMeeting": "record_meeting",
    "DeclareInterest": "declare_interest",
    "RankNeeds": "rank_needs",
    "GiveAdvice": "give_advice",
    "AppointCoordinator": "appoint_coordinator",
    "EndAppointment": "end_appointment",
    "ChooseExecutor": "choose_executor",
    "PrepareDecision": "prepare_decision",
    "TakeDecision": "take_decision",
}
WALKS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    stateful_step_count=8,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=list(HealthCheck),
)


def test_whatever_is_asked_seats_advice_and_separation_hold() -> None:
    BoardLife.answers.clear()
    run_state_machine_as_test(BoardLife, settings=WALKS)
    assert set(BoardLife.answers) == {(name, done) for name in STEPS for done in (True, False)}


def test_every_command_of_boards_is_walked() -> None:
    assert STEPS.keys() >= OF_BOARDS
