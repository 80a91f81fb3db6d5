"""Every command of the catalogue in every state of the lives it is about, cell by cell."""

from __future__ import annotations

import pytest

from application.authorisation import MAY_COMMAND
from application.handlers import handlers
from domain.ballot import CastBallot
from domain.errors import refusals_by_code
from domain.event_catalogue import EVENTS
from tests.scenarios.town import Town
from tests.unit.application.test_state_table import TABLE as DOSSIER
from tests.unit.domain.proposals import TABLE as PROPOSAL
from tests.unit.lives.life import LifeCycle, every_life, read

LIVES = every_life()
TABLES = {"dossier": DOSSIER, "proposal": PROPOSAL}
"""Tables with tests of their own, for a picture is held against each of them."""
CATALOGUE = {command.__name__ for command in MAY_COMMAND} | {CastBallot.__name__}


CELLS = [
    pytest.param(life, command, state, id=f"{life.name}-{state}-{command}")
    for life in LIVES
    for command, state in life.cells()
]


@pytest.mark.parametrize(("life", "command", "state"), CELLS)
def test_the_cell_is_what_is_answered(life: LifeCycle, command: str, state: str) -> None:
    assert life.answer(command, state) == life.cells()[command, state]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_no_cell_is_left_empty(life: LifeCycle) -> None:
    every = {(command, state) for command in life.commands for state in life.states}
    assert life.cells().keys() == every


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_each_answer_is_an_event_or_a_refusal_that_exists(life: LifeCycle) -> None:
    names = {topic.rpartition(".v")[0] for topic in EVENTS} | refusals_by_code().keys()
    assert set(life.cells().values()) <= names


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)
def test_each_command_is_carried_out_in_some_state(life: LifeCycle) -> None:
    events = {topic.rpartition(".v")[0] for topic in EVENTS}
    carried_out = {command for (command, _), said in life.cells().items() if said in events}
    assert carried_out == life.commands.keys()


def test_every_command_of_the_catalogue_has_cells() -> None:
    assert {command.__name__ for command in handlers(Town().box, str, Town().draw_seeds)} == (
        CATALOGUE - {"CastBallot"}
    )
    written = {command for life in LIVES for command in life.commands}
    assert CATALOGUE - written.union(*TABLES.values()) == set()


def test_no_table_speaks_of_a_command_that_is_not_there() -> None:
    written = {command for life in LIVES for command in life.commands}
    assert written <= CATALOGUE


def test_two_lives_have_two_names() -> None:
    assert len({life.name for life in LIVES}) == len(LIVES) > 8


def test_a_state_that_is_named_twice_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="stands there twice"):
        read("WithdrawMandate\n    mandate.unknown: nothing\n    mandate.withdrawn: nothing\n")


def test_a_wrong_cell_is_noticed() -> None:
    (life,) = (each for each in LIVES if each.name == "meeting")
    assert life.answer("RecordAttendance", "unknown") != "network.attendance_recorded"
