"""The people of the town that scenarios play in, its two wijken, and what they carry."""

from __future__ import annotations

import hashlib

from domain.ballot import VotingPass
from domain.command import Actor, Role

DIVISION = "GM0307-2022"
LIENDERT = "WK030710"
SOESTERKWARTIER = "WK030703"
YEAR = 2027
PASS_KEY = "aa" * 32

PEOPLE: dict[Role, Actor] = {
    role: Actor(id=f"person-{role.value}", role=role) for role in Role if role is not Role.VISITOR
}
OTHER_FINANCE = Actor(id="person-finance-2", role=Role.FINANCE)
OTHER_OFFICER = Actor(id="person-case-officer-2", role=Role.CASE_OFFICER)


def sealed(text: str) -> str:
    """A commitment, as the vault would give it."""
    return hashlib.sha256(text.encode()).hexdigest()


def voting_pass(number: int) -> VotingPass:
    """The pass of one voter; in this town every pass is signed well."""
    return VotingPass(pass_id=f"{number:032x}", signature="0" * 128)
