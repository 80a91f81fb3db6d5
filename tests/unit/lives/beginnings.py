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


def with_plan() -> Town:
    """A town with money, a plan and a mandate."""
    return Town().with_plan()


def submit(town: Town) -> object:
    """A proposal on which nothing was decided."""
    return town.submit("garden", 600_00)


def grant(town: Town) -> None:
    """A grant of 600 euros."""
    town.granted("garden", 600_00)


def determine(town: Town) -> object:
    """Accounted for and determined."""
    town.render_account("garden", 600_00)
    return town.determine("garden", 600_00)
