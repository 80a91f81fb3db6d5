"""A quarter under a regulation of a few rules."""

from __future__ import annotations

from typing import Any

from domain.command import Role
from domain.proposal import (
    TakeInHandling,
)
from domain.regulation_contents import Regulation
from tests.scenarios.quarter import Quarter


def a_quarter(**rules: Any) -> Quarter:
    """A quarter with money, under a regulation of these rules; each stands in article 2."""
    town = Quarter()
    town.with_money(100_000_00)
    held = {name: {"article": "2"} | rule for name, rule in rules.items()}
    town.adopt_regulation(Regulation.model_validate(held))
    return town


def takes(town: Quarter, proposal_id: str) -> None:
    """A case officer takes it in handling."""
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=proposal_id)
