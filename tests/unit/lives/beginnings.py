"""Where lives begin: towns that have come so far."""

from __future__ import annotations

from tests.scenarios.town import Town


def divided() -> Town:
    """A town with wijken, and no year."""
    town = Town()
    town.adopt_division()
    return town


def opened() -> Town:
    """A town whose year is open, and nothing is allocated."""
    town = divided()
    town.open_year(ceiling=1_000_00)
    return town


def with_money() -> Town:
    """A town with money, a plan and a mandate."""
    town = Town().with_money()
    town.adopt_plan()
    town.give_mandate()
    return town
