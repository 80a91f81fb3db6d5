"""Every command has a handler, a line of the matrix and a verb; every event a name for ever."""

from __future__ import annotations

import inspect
import re
from functools import partial
from typing import get_type_hints

import pytest

from application.authorisation import MAY_COMMAND
from application.command_desk import Handler
from application.streams import Reading
from domain.ballot import CastBallot
from domain.command import ActorCommand, Command
from domain.event import Event, PublicEvent
from domain.event_catalogue import EVENTS, UPCASTS
from domain.voting_round import OpenRound
from tests.architecture.house_rules import words_of
from tests.architecture.sources import LAYERS
from tests.architecture.whole_product import subclasses_of
from tests.scenarios.town import Town
from tests.unit.application.commands import EXAMPLES

PAST_OF = {
    "accept": "accepted",
    "adopt": "adopted",
    "amend": "amended",
    "announce": "announced",
    "appoint": "appointed",
    "approve": "approved",
    "assign": "assigned",
    "bind": "bound",
    "carry": "carried",
    "cast": "cast",
    "choose": "chosen",
    "close": "closed",
    "complete": "completed",
    "confirm": "confirmed",
    "decide": "decided",
    "declare": "declared",
    "determine": "determined",
    "divide": "divided",
    "end": "ended",
    "correct": "corrected",
    "forward": "forwarded",
    "free": "freed",
    "give": "given",
    "hand": "handed",
    "hide": "hidden",
    "leave": "left",
    "extend": "extended",
    "lift": "lifted",
    "lodge": "lodged",
    "mark": "marked",
    "move": "moved",
    "open": "opened",
    "map": "mapped",
    "pool": "pooled",
    "postpone": "postponed",
    "prepare": "prepared",
    "publish": "published",
    "rank": "ranked",
    "record": "recorded",
    "register": "registered",
    "reject": "rejected",
    "release": "released",
    "reverse": "reversed",
    "remove": "removed",
    "render": "rendered",
    "request": "requested",
    "reserve": "reserved",
    "review": "reviewed",
    "set": "set",
    "split": "split",
    "submit": "submitted",
    "summarise": "summarised",
    "suspend": "suspended",
    "take": "taken",
    "tally": "tallied",
    "verify": "verified",
    "withdraw": "withdrawn",
}
ALSO_HAPPENS = {
    "allocated",
    "changed",
    "claimed",
    "counted",
    "covered",
    "granted",
    "merged",
    "paid",
    "placed",
    "recovered",
    "reduced",
    "reopened",
    "returned",
    "reversed",
    "weighed",
}
"""What no command is named after: it follows from one that is about something larger."""
NAMED_OTHERWISE = {"RecordPayment": "PayoutPaid"}
"""The bank's payment is recorded; what happened to the payout is that it was paid."""

TOPIC = re.compile(r"^([a-z]+(?:_[a-z]+)*)\.([a-z]+(?:_[a-z]+)*)\.v([1-9][0-9]*)$")
ABSTRACT = {
    "PublicEvent",
    "BoardEvent",
    "BudgetEvent",
    "QuickscanEvent",
    "SubsidyEvent",
    "WijkplanEvent",
    "PayoutEvent",
    "ObjectionEvent",
}

COMMANDS = [each for each in subclasses_of(ActorCommand, *LAYERS) if each is not OpenRound]
"""Every command that is given; nobody opens a round that is of no kind."""
HANDLERS: dict[type[ActorCommand], Handler] = dict(Town().handlers)
WITH_BALLOTS: list[type[Command]] = [*COMMANDS, CastBallot]


def snake_case(name: str) -> str:
    """`CastBallot` as `cast_ballot`."""
    return "_".join(words_of(name))


class TestCommands:
    """Complete in every table they belong to."""

    def test_every_command_has_a_handler_and_every_handler_a_command(self) -> None:
        assert HANDLERS.keys() == set(COMMANDS)

    def test_every_command_has_a_line_in_the_matrix_and_every_line_a_command(self) -> None:
        assert MAY_COMMAND.keys() == set(COMMANDS)

    def test_no_line_of_the_matrix_is_empty(self) -> None:
        assert [command.__name__ for command, roles in MAY_COMMAND.items() if not roles] == []

    def test_every_command_has_an_example_that_the_matrix_is_tried_with(self) -> None:
        assert EXAMPLES.keys() == set(COMMANDS)

    @pytest.mark.parametrize("command", WITH_BALLOTS, ids=lambda command: command.__name__)
    def test_a_command_is_named_after_a_verb_and_reads_aloud_with_its_event(
        self, command: type[Command]
    ) -> None:
        verb, *about = words_of(command.__name__)
        expected = {PAST_OF[verb], *about}
        events = {event.__name__: set(words_of(event.__name__)) for event in EVENTS.values()}
        named = NAMED_OTHERWISE.get(command.__name__)
        assert named in events or any(expected <= words for words in events.values())

    @pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
    def test_every_handler_looks_like_every_other(self, command: type[ActorCommand]) -> None:
        handler = HANDLERS[command]
        function = handler.func if isinstance(handler, partial) else handler
        hints = get_type_hints(function)
        assert function.__name__ == snake_case(command.__name__)
        assert list(inspect.signature(function).parameters)[:2] == ["command", "read"]
        assert (hints["command"], hints["read"]) == (command, Reading)

    def test_every_command_is_frozen_and_knows_no_field_but_its_own(self) -> None:
        for command in WITH_BALLOTS:
            assert command.model_config.get("frozen"), command.__name__
            assert command.model_config.get("extra") == "forbid", command.__name__


class TestEvents:
    """Named for ever, in the past tense, and in the catalogue."""

    CLASSES = tuple(subclasses_of(Event, *LAYERS))

    def test_every_event_is_in_the_catalogue(self) -> None:
        concrete = {event for event in self.CLASSES if event.__name__ not in ABSTRACT}
        assert set(EVENTS.values()) == concrete

    def test_no_two_events_share_a_name(self) -> None:
        names = [event.TOPIC for event in self.CLASSES if "TOPIC" in vars(event)]
        assert len(names) == len(set(names))

    @pytest.mark.parametrize("name", [*EVENTS, *UPCASTS])
    def test_a_name_says_subject_what_happened_and_version(self, name: str) -> None:
        found = TOPIC.match(name)
        assert found is not None
        happened = set(found.group(2).split("_"))
        assert happened & {*PAST_OF.values(), *ALSO_HAPPENS}

    @pytest.mark.parametrize("name", EVENTS)
    def test_a_class_is_named_in_the_past_tense_and_like_its_event(self, name: str) -> None:
        words = set(words_of(EVENTS[name].__name__))
        assert words & {*PAST_OF.values(), *ALSO_HAPPENS}
        assert words <= set(re.split(r"[._]", name))

    def test_only_the_ballot_has_neither_actor_nor_time(self) -> None:
        without = [name for name, event in EVENTS.items() if not issubclass(event, PublicEvent)]
        assert without == ["ballot.cast.v2"]
        assert not {"by", "at"} & EVENTS["ballot.cast.v2"].model_fields.keys()

    @pytest.mark.parametrize("name", EVENTS)
    def test_every_amount_of_money_says_its_unit(self, name: str) -> None:
        schema = EVENTS[name].model_json_schema()
        parts = [schema, *schema.get("$defs", {}).values()]
        for part in parts:
            for field, described in part.get("properties", {}).items():
                is_money = described.get("description") == "euro cents"
                assert is_money <= field.endswith("_cents"), f"{name}: {field}"


class TestTheChecksThemselves:
    """They see what they are there to see."""

    @pytest.mark.parametrize(
        "name",
        [
            "ballot.cast",
            "BallotCast.v1",
            "ballot.cast.v0",
            "ballot.cast.v01",
            "ballot.v1",
            "a.b.c.v1",
        ],
    )
    def test_a_name_of_another_shape_is_caught(self, name: str) -> None:
        assert TOPIC.match(name) is None

    def test_a_command_in_any_layer_is_found(self) -> None:
        class DanceInTheStreet(ActorCommand):
            """Not of the product, and so not found."""

        assert DanceInTheStreet not in subclasses_of(ActorCommand, *LAYERS)
        assert DanceInTheStreet in subclasses_of(ActorCommand, "tests")
