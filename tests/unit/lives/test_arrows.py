"""The pictures of life cycles have exactly the arrows that happen: whose command leads from which
state to which. Seen in the three years, in the golden year, and in every cell of the tables of this
folder in which a command is carried out.
"""

from __future__ import annotations

import re

import pytest

from domain.errors import Refusal
from domain.event_catalogue import EVENTS
from tests.architecture.documents import TRANSITION
from tests.architecture.sources import ROOT
from tests.golden.year_of_everything import happened_in_a_year
from tests.scenarios.test_three_years import told
from tests.unit.application.dossier_states import COMMANDS, STATES, town_in
from tests.unit.lives.arrows import BEGINNING, KINDS, Arrow, watched
from tests.unit.lives.life import every_life

HAPPENS = {name.rpartition(".v")[0] for name in EVENTS}
HELD_ELSEWHERE: dict[Arrow, str] = {
    ("round", "open", "open", "CastBallot"): "ballots have a log of their own",
    ("subsidy", "runs", "runs", "BindSubsidy"): "its money is in the budget: test_subsidy.py",
    ("subsidy", "ended", "ended", "FreeSubsidy"): "its money is in the budget: test_subsidy.py",
    ("subsidy", "runs", "ended", "EndSubsidy"): "test_subsidy.py::TestEnding",
    ("grant", "withdrawn", "granted", "DecideObjection"): "test_withdrawals.py",
    ("proposal", "unconfirmed", "withdrawn", "WithdrawProposal"): "test_proposal_table.py",
    ("proposal", "awaits_completion", "withdrawn", "WithdrawProposal"): "test_proposal_table.py",
    ("proposal", "awaits_completion", "merged", "GiveConsent"): "as of one's own: PrepareMerger",
    ("proposal", "in_handling", "merged", "GiveConsent"): "as of one's own: PrepareMerger",
    ("moderation", BEGINNING, "shown", "SubmitProposal"): "what nobody hid has no entry of its own",
    ("moderation", "shown", "hidden", "HideProposal"): "so this is seen from nothing",
}
"""What is drawn and not seen here, and where it is."""
IMPLIED = {("moderation", BEGINNING, "hidden", "HideProposal")}
"""Seen from nothing, as what is shown has no entry; drawn from `shown`."""


def drawn() -> set[Arrow]:
    """The arrows of the pictures that are held here."""
    found: set[Arrow] = set()
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for name, picture in re.findall(r'state "[^"]+" as (\w+) \{(.*?)\n    \}', text, re.DOTALL):
        if name in KINDS:
            found |= {(name, *arrow) for arrow in TRANSITION.findall(picture)}
    return found


@pytest.fixture(scope="module")
def seen() -> set[Arrow]:
    """Every arrow that happened."""
    with watched(pytest.MonkeyPatch()) as watching:
        told.__wrapped__()
        list(happened_in_a_year())
        for life in every_life():
            for (command, state), answer in life.cells().items():
                if answer in HAPPENS:
                    life.answer(command, state)
        for state in STATES:
            for step in COMMANDS.values():
                try:
                    step(town_in(state))
                except Refusal:
                    continue
    return watching.arrows()


@pytest.mark.parametrize("name", KINDS)
def test_what_is_drawn_happens(name: str, seen: set[Arrow]) -> None:
    arrows = {arrow for arrow in drawn() if arrow[0] == name}
    assert arrows
    assert arrows - seen - HELD_ELSEWHERE.keys() == set()


@pytest.mark.parametrize("name", KINDS)
def test_what_happens_is_drawn(name: str, seen: set[Arrow]) -> None:
    moved = {arrow for arrow in seen if arrow[0] == name and arrow[1] != arrow[2]}
    assert moved - drawn() - IMPLIED == set()


def test_nothing_is_held_elsewhere_that_is_not_drawn() -> None:
    assert HELD_ELSEWHERE.keys() - drawn() == set()
