"""The walk: gives commands to city and model alike, and holds every answer against the other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from domain.ballot import BallotCast, CastBallot
from domain.command import Actor, ActorCommand, Command, Role
from domain.event import Event
from domain.event_catalogue import event_from
from domain.voting_round import (
    CloseVotingRound,
    TallyVotingRound,
    VotingRoundClosed,
    VotingRoundTallied,
    stream_of,
)
from tests.properties.whole_city.city import City
from tests.properties.whole_city.model import ACCEPTED, NOT_ALLOWED, ROLES, CityModel
from tests.properties.whole_city.model_votes import hold_what_won
from tests.properties.whole_city.promises import Promises

Choice = TypeVar("Choice")
Answers = Counter[tuple[str, str]]
"""How often each command got each answer; accepted is an empty code."""

PERSONS = ("anna", "bram", "cato")
RESIDENT = "dirk"
"""Who nearly always proposes; the others work for the city, and now and then propose too."""
YEARS = (2027, 2028)
DIVISION = "GM0307-2022"
WIJKEN = ("WK030701", "WK030702", "WK030703")
NO_WIJK = "WK030799"
LUCK = st.integers(0, 2**32 - 1).map(Random)


def sealed(text: str) -> str:
    """A commitment, as the vault would give it."""
    return hashlib.sha256(text.encode()).hexdigest()


def likely(luck: Random, good: Iterable[Choice], other: Sequence[Choice]) -> Choice:
    """Five times out of six one of the good choices, when there are any; else another."""
    chosen = sorted(good, key=str)
    return luck.choice(chosen if chosen and luck.randrange(6) else other)


class Walk(RuleBasedStateMachine):
    """What every step needs; the steps themselves are in the files beside this one."""

    answers: ClassVar[Answers] = Counter()
    """Over all walks."""

    def __init__(self) -> None:
        super().__init__()
        self.city = self.built()
        self.model = CityModel()
        self.promises = Promises(self.city, self.model)
        self.given: list[ActorCommand | CastBallot] = []
        self.accepted: set[UUID] = set()
        self.numbers = count(1)
        self.sound = True

    def built(self) -> City:
        """The city that is walked through."""
        return City()

    @property
    def books(self) -> Any:
        """What the model knows; steps look here for what is likely to be accepted."""
        return self.model.books

    def fresh(self, kind: str) -> str:
        """An id that was not used before."""
        return f"{kind}-{next(self.numbers):04d}"

    def give(
        self,
        luck: Random,
        intention: type[ActorCommand],
        person: str | None = None,
        /,
        **fields: Any,
    ) -> bool:
        """Give a command, nearly always in a role that may; whether it was accepted."""
        self.city.now += timedelta(minutes=1)
        right = ROLES[intention.__name__].split()
        role = luck.choice(right) if luck.randrange(25) else luck.choice(sorted(Role))
        by = Actor(id=person or luck.choice(PERSONS), role=Role(role))
        command_id = UUID(int=next(self.numbers))
        return self.check(intention(command_id=command_id, at=self.city.now, by=by, **fields))

    def check(self, command: ActorCommand | CastBallot) -> bool:
        """City and model answer alike, and every promise holds; whether it was accepted."""
        self.sound = False
        name = type(command).__name__
        known = command.command_id in self.accepted
        lengths = self.city.log.next_position(), self.city.ballot_log.next_position()
        expected = self.model.answer(name, command.model_dump(mode="json"))
        code, repeated = self.city.answer(command)
        assert code in expected if code else expected == ACCEPTED, (
            f"{name} was answered {code or 'accepted'}; expected {set(expected) or 'accepted'}"
        )
        after = self.city.log.next_position(), self.city.ballot_log.next_position()
        assert repeated == (known and not code), "an answer says that it was given before"
        assert (after == lengths) == (bool(code) or known), "events for what is accepted, once"
        if not code:
            self.accepted.add(command.command_id)
            if not known:
                self._told(command)
        self.answers[name, code] += 1
        self.given.append(command)
        self.promises.hold()
        self.sound = True
        return not code

    def _told(self, command: Command) -> None:
        """What the model cannot know by itself: who won. It must be possible at least."""
        if not isinstance(command, CloseVotingRound | TallyVotingRound):
            return
        voted = self.books.rounds[command.round_id]
        last = self.last_of(stream_of(command.round_id))
        assert isinstance(last, VotingRoundClosed | VotingRoundTallied)
        assert last.ballots == len(voted.ballots)
        if isinstance(last, VotingRoundTallied):
            funded = {winner.line_id: winner.funded_cents.cents for winner in last.winners}
            voted.winners = funded
            assert len(funded) == len(last.winners)
            assert all(0 < cents <= voted.prices[winner] for winner, cents in funded.items())
            assert sum(funded.values()) <= voted.budget
            hold_what_won(self.books, voted)
        else:
            kept = {each.pass_id: (each.choices, each.points) for each in self.counting(command)}
            assert kept == {pass_id: each[-1] for pass_id, each in voted.ballots.items()}
            drawn = voted.rules["tie_break"] == "draw"
            assert bool(last.draw_seed) == (drawn and not voted.seed_lost)

    def counting(self, command: CloseVotingRound | TallyVotingRound) -> list[BallotCast]:
        """The ballots that count, as the box has them."""
        return self.city.box.counting(command.round_id)

    def last_of(self, stream: str) -> Event:
        """The last event of a stream."""
        entry = self.city.log.stream(stream)[-1]
        return event_from(entry.name, entry.payload)

    @precondition(lambda self: self.given)
    @rule(luck=LUCK)
    def someone_sends_a_command_again(self, luck: Random) -> None:
        """The same command gets the same answer, and happens once."""
        self.check(luck.choice(self.given[-40:]))

    @precondition(lambda self: self.accepted)
    @rule(luck=LUCK)
    def someone_uses_an_id_for_another_command(self, luck: Random) -> None:
        """An id belongs to one command for ever."""
        before = luck.choice([one for one in self.given if one.command_id in self.accepted])
        if isinstance(before, CastBallot):
            self.check(before.model_copy(update={"choices": (*before.choices, "other")}))
            return
        other = next(person for person in PERSONS if person != before.by.id)
        by = Actor(id=other, role=before.by.role)
        self.check(before.model_copy(update={"by": by, "at": self.city.now}))

    @rule(hours=st.integers(1, 72))
    def time_passes(self, hours: int) -> None:
        """Rounds and mandates begin and end."""
        self.city.now += timedelta(hours=hours)

    @rule(luck=LUCK)
    def an_auditor_looks_back(self, luck: Random) -> None:
        """At any earlier position the projection shows what the model had there."""
        self.promises.hold_at_an_earlier_position(luck)

    def teardown(self) -> None:
        """At the end the whole log is replayed, unless the walk ended in a broken promise."""
        if self.sound:
            self.promises.hold_at_every_position()


def refused_by_a_rule(answers: Answers) -> set[str]:
    """The commands that met a refusal which is not about the role."""
    return {name for name, code in answers if code not in ("", NOT_ALLOWED, "command.id_reused")}
