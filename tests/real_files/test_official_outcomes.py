"""Real elections: our count gives what the municipality announced, or says why it does not."""

from __future__ import annotations

import pytest

from domain.tally.parameters import TallyParameters
from domain.tally.rules import count
from tests.real_files.elections import names, names_with_approvals, real

EQUAL_SHARES = {
    "Netherlands_Assen_2024": 9,
    "Poland_Swiecie_2023": 17,
    "Poland_Wieliczka_2023_Green_Budget": 30,
}
"""Elections that were decided by equal shares with add1, and how many projects won."""

STOPS_AT_THE_FIRST = "it stops at the first project that does not fit; greedy skips it and goes on"
OTHER_MONEY = "other money pays for the first project that does not fit, and there it stops"

GREEDY_DIFFERENCES = {
    "Poland_Gdynia_2020": (set(), {"13"}, STOPS_AT_THE_FIRST),
    "Poland_Poznan_2024_11_-_Fabianowo-Kotowo_Gorczyn_Junikowo_Kwiatowe_Lawica__large": (
        {"RD-XI.1"},
        {"RD-XI.4"},
        OTHER_MONEY,
    ),
    "Poland_Poznan_2026_13_-_Jezyce_Sw.Lazarz__large": (
        {"RD-XIII.3"},
        {"RD-XIII.1", "RD-XIII.4", "RD-XIII.8"},
        OTHER_MONEY,
    ),
    "Poland_Poznan_2026_1_-_Nowe_Winogrady_Polnoc_Nowe_Winogrady_Poludnie_"
    "Nowe_Winogrady_Wschod_Stare_Winogrady__large": (set(), {"RD-I.9"}, STOPS_AT_THE_FIRST),
}
"""Only official, only ours, and what the official rule does that plain greedy does not."""


def greedy_with_an_official_outcome() -> list[str]:
    """Files of the greedy family, with approvals, that say which projects were selected."""
    return [
        name
        for name in names_with_approvals()
        if real(name).meta["rule"].startswith("greedy") and real(name).selected is not None
    ]


def test_there_are_elections_to_compare_with() -> None:
    assert set(EQUAL_SHARES) <= set(names())
    assert set(GREEDY_DIFFERENCES) <= set(greedy_with_an_official_outcome())


@pytest.mark.parametrize(("name", "winners"), EQUAL_SHARES.items())
def test_equal_shares_elects_the_official_winners(name: str, winners: int) -> None:
    outcome = count(real(name).election(), "mes")
    assert set(outcome.winners) == set(real(name).selected or ())
    assert len(outcome.winners) == winners


def test_add1_that_stops_at_the_first_exhaustive_outcome_elects_others_in_wieliczka() -> None:
    election = real("Poland_Wieliczka_2023_Green_Budget").election()
    stopped = count(election, "mes", TallyParameters(stop_at_exhaustive=True))
    assert len(stopped.winners) == 31


@pytest.mark.parametrize("name", greedy_with_an_official_outcome())
def test_greedy_elects_the_official_winners_but_for_differences_with_a_reason(name: str) -> None:
    file = real(name)
    minimum = TallyParameters(minimum_votes=int(file.minimum_votes))
    ours = set(count(file.election(), "greedy", minimum).winners)
    official = set(file.selected or ())
    only_official, only_ours, _ = GREEDY_DIFFERENCES.get(name, (set(), set(), ""))
    assert (official - ours, ours - official) == (only_official, only_ours)
