"""The city of the three years: its books are added up after every command that anybody gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from application.command_desk import Receipt
from application.streams import Reading
from domain.budget import Budget
from domain.budget_events import BudgetLine
from domain.command import Actor, ActorCommand, Role
from domain.decision_ground import DecisionGround
from domain.determination import DetermineGrant
from domain.determination_events import DeterminationGround
from domain.event import Event
from domain.event_catalogue import event_from
from domain.feasibility import AssignValuator, GroundFinding, RecordFeasibility
from domain.money import Money, total
from domain.proposal import ConfirmProposal, TakeInHandling
from domain.proposal_support import GiveSupport
from domain.round_money_events import RoundMoneyCounted
from domain.voting_round import OpenVotingRound
from domain.voting_rules import RoundRules
from projections.budget_state import BudgetState, evolve
from projections.entry import Entry
from projections.ledger import booked
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.lines_town import LinesTown
from tests.scenarios.people import LIENDERT, OTHER_OFFICER, YEAR, sealed
from tests.scenarios.points import has_points

Place = tuple[int, str]
NEIGHBOURS = tuple(Actor(id=f"person-neighbour-{n}", role=Role.RESIDENT) for n in range(6))


class City(Boardroom, LinesTown):
    """Two wijken over three years. What people say about "this year" is about `year`."""

    def __init__(self) -> None:
        super().__init__()
        self.year = YEAR
        self.books: dict[Place, BudgetState] = {}
        self.books_at: list[tuple[int, dict[Place, BudgetState]]] = []
        self.happened: list[Event] = []
        self.steps = 0

    def goes_on(self, year: int, month: int, day: int) -> None:
        """Time passes; it never goes back."""
        moment = datetime(year, month, day, 9, 0, tzinfo=UTC)
        assert moment >= self.now
        self.now = moment

    @contextmanager
    def looking_back(self, year: int) -> Iterator[None]:
        """What is said here is about an earlier year, or a coming one."""
        here, self.year = self.year, year
        yield
        self.year = here

    def look_back(self, year: int) -> None:
        """On this year, unless another is named."""
        super().look_back(self.year if year == YEAR else year)

    def do(
        self, intention: type[ActorCommand], role: Role | Actor, /, *args: Any, **fields: Any
    ) -> Receipt:
        """A command of this year, after which the books are added up."""
        if fields.get("year") == YEAR:
            fields["year"] = self.year
        receipt = super().do(intention, role, *args, **fields)
        self.steps += 1
        self.add_up()
        return receipt

    def add_up(self) -> None:
        """To the cent: what came in is somewhere, and live money is what the ledger says."""
        for recorded in self.log.read(len(self.happened), limit=1_000):
            event = event_from(recorded.name, recorded.payload)
            self.happened.append(event)
            assert recorded.appended_at is not None
            entry = Entry(
                recorded.position, recorded.stream, recorded.version, event, recorded.appended_at
            )
            line = booked(entry)
            if line is not None:
                assert line.cents > 0 or isinstance(event, RoundMoneyCounted)
                place = (line.year, line.wijk)
                self.books[place] = evolve(self.books.get(place), line)
        assert sum(each.carried_over_cents for each in self.books.values()) == 0
        for place, state in self.books.items():
            assert state.adds_up, place
            self._is_live(place, state)
        self.books_at.append((len(self.happened), dict(self.books)))

    def _is_live(self, place: Place, state: BudgetState) -> None:
        year, wijk = place
        live = figures_of(self.budget(wijk, year))
        assert live == {name: state.cents(name) for name in live}, place
        opened = Reading(self.streams).budget_year(year).state
        assert opened is not None
        allocated = sum(each.allocated_cents for (y, _), each in self.books.items() if y == year)
        assert allocated <= opened.allocated.cents <= opened.ceiling.cents

    def asks(self, by: Actor, amount: int, wijk: str = LIENDERT, **more: Any) -> str:
        """A resident asks for a layer that can be funded; everyone who is named confirms."""
        fields = {"layer": "informal", "wijk": wijk} | more
        name = self.proposes(by, amount, **fields)
        for each in self.proposal(name).unconfirmed:
            self.do(ConfirmProposal, Actor(id=each, role=Role.RESIDENT), proposal_id=name)
        return name

    def handled(self, by: Actor, amount: int, wijk: str = LIENDERT, **more: Any) -> str:
        """A proposal with two neighbours behind it, taken in handling."""
        name = self.asks(by, amount, wijk, **more)
        self.takes_in(name)
        return name

    def takes_in(self, name: str) -> None:
        """Neighbours want it, and it is taken in handling."""
        self.supported(name)
        self.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=name)

    def supported(self, name: str, number: int = 2) -> None:
        """Neighbours want it."""
        for each in NEIGHBOURS[:number]:
            self.do(GiveSupport, each, proposal_id=name)

    def judges(self, name: str, *, holds: bool = True) -> None:
        """It can be done, or it cannot."""
        officer = Actor(id="person-case_officer", role=Role.CASE_OFFICER)
        self.do(AssignValuator, OTHER_OFFICER, proposal_id=name, valuator_id=officer.id)
        findings = (GroundFinding(ground="safe", holds=holds),)
        looked = sealed("looked")
        self.do(RecordFeasibility, officer, proposal_id=name, findings=findings, reason=looked)

    def grants(
        self,
        name: str,
        amount: int,
        ground: DecisionGround = DecisionGround.PLAN_PRIORITY,
        **changed: Any,
    ) -> None:
        """With points where it has none and no board advised, reserved, drafted and decided."""
        asked = Reading(self.streams).proposal(name).state
        assert asked is not None
        ranking = Reading(self.streams).ranking(asked.year, asked.wijk).state
        if ranking is None or name not in ranking.waiting:
            has_points(self, name)
        self.reserve(name, amount)
        self.prepare(name, amount, ground=ground, **changed)
        self.take(name)

    def votes(
        self, round_id: str, wijk: str, budget: int, proposals: list[str], rules: RoundRules
    ) -> None:
        """A round of a week in a wijk: three voters, of whom two want the first proposal."""
        self.do(
            OpenVotingRound,
            Role.CASE_OFFICER,
            round_id=round_id,
            wijk=wijk,
            year=YEAR,
            budget_cents=Money(budget),
            rules=rules,
            proposal_ids=tuple(proposals),
            opens_at=self.now,
        )
        for voter, choice in enumerate((proposals[0], proposals[0], proposals[-1])):
            self.cast(voter, choice, round_id=round_id)
        self.close_round(round_id)
        self.tally(round_id)

    def won(self, round_id: str) -> frozenset[str]:
        """Which proposals won a round."""
        found = Reading(self.streams).voting_round(round_id).state
        assert found is not None
        return frozenset(found.winners)

    def determine_under(self, mandate_id: str, name: str, amount: int) -> Receipt:
        """As granted, by whoever holds this mandate."""
        given = Reading(self.streams).mandate(mandate_id).state
        assert given is not None
        return self.do(
            DetermineGrant,
            Actor(id=given.holder_id, role=Role.MANDATE_HOLDER),
            proposal_id=name,
            mandate_id=mandate_id,
            amount_cents=Money(amount),
            ground=DeterminationGround.AS_GRANTED,
            reason=sealed("as the account says"),
        )

    def settled_state(self, wijk: str, year: int) -> BudgetState:
        """The books of a wijk and year."""
        return self.books[year, wijk]

    def free(self, line: BudgetLine, wijk: str = LIENDERT) -> int:
        """What is free on a line this year."""
        state = self.books[self.year, wijk]
        return {
            BudgetLine.INITIATIVE: state.available_cents,
            BudgetLine.INSTITUTION: state.institution_cents,
            BudgetLine.COORDINATION: state.coordination_cents,
        }[line]


def first_of(year: int) -> date:
    """The first day of a year."""
    return date(year, 1, 1)


def last_of(year: int) -> date:
    """The last day of a year."""
    return date(year, 12, 31)


def figures_of(live: Budget) -> dict[str, int]:
    """What the rooms that decide about money have, by the name of its figure in the ledger."""
    amounts = {
        "allocated": live.allocated,
        "carried_over": live.carried_in - live.carried_out,
        "pooled": live.pooled,
        "excess": total(live.excess.values()),
        "reserved": total(live.reserved.values()),
        "granted": total(live.granted.values()),
        "released": live.released,
        "available": live.available,
        "voted_on": live.voted_on,
        "institution": live.free_on(BudgetLine.INSTITUTION),
        "coordination": live.free_on(BudgetLine.COORDINATION),
        "subsidised": total(live.bound.values()),
    }
    return {name: amount.cents for name, amount in amounts.items()}
