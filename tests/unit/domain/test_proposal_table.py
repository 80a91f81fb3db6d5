"""The life of a proposal, cell by cell: every command in every state, allowed or refused."""

from __future__ import annotations

import re

import pytest

from application.authorisation import MAY_COMMAND
from domain import proposal
from domain.errors import Refusal
from domain.proposal import ProposalStatus
from tests.architecture.documents import TRANSITION
from tests.architecture.sources import ROOT
from tests.unit.domain.given import assert_speaks_in_full
from tests.unit.domain.proposal_steps import STEPS
from tests.unit.domain.proposals import STATES, STATUS_OF, TABLE, proposal_in

CELLS = [(name, state) for name in TABLE for state in STATES]
OF_OTHER_CELLS = {
    ("[*]", "SubmitProposal", "unconfirmed"),
    ("submitted", "LeaveOutOfHandling", "left_out_of_handling"),
}
"""With others, and once it was completed: the same cells in other circumstances."""


def outcome_of(name: str, state: str) -> str:
    """What the rooms answer: the name of the event, or the code of the refusal."""
    try:
        (event,) = STEPS[name](proposal_in(state))
    except Refusal as refusal:
        assert_speaks_in_full(refusal)
        return refusal.code
    return event.TOPIC


@pytest.mark.parametrize(("name", "state"), CELLS)
def test_each_cell_is_as_it_is_written(name: str, state: str) -> None:
    assert outcome_of(name, state) == TABLE[name][state]


def test_every_state_of_a_proposal_is_a_column() -> None:
    assert set(STATUS_OF.values()) == set(ProposalStatus)
    for state, status in STATUS_OF.items():
        found = proposal_in(state)
        assert found is not None
        assert found.status == status, state


def test_every_row_is_a_command_that_somebody_may_give() -> None:
    assert TABLE.keys() == STEPS.keys() <= {command.__name__ for command in MAY_COMMAND}


def test_the_diagram_draws_exactly_the_steps_that_change_the_state() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    drawn = re.search(r'state "proposal" as proposal \{(.*?)\n    \}', text, re.DOTALL)
    assert drawn is not None
    arrows = {
        (before, command, state)
        for before, state, command in TRANSITION.findall(drawn.group(1))
        if command in STEPS
    }
    assert arrows - OF_OTHER_CELLS == steps_of_the_table()


def steps_of_the_table() -> set[tuple[str, str, str]]:
    """From which state which command leads to which other one."""
    found = set()
    for name, state in CELLS:
        if not re.search(r"\.v[0-9]+$", TABLE[name][state]):
            continue
        before = proposal_in(state)
        (event,) = STEPS[name](before)
        reached = proposal.evolve(before, event)
        assert reached is not None
        was = before.status.value if before else "[*]"
        if reached.status.value != was and state != "on_ballot":
            found.add((was, name, reached.status.value))
    return found
