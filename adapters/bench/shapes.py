"""The elections that are counted in the bench: sizes of real cities, and small ones."""

from __future__ import annotations

from dataclasses import replace

from adapters.bench.generated_elections import Shape

LODZ = Shape(
    name="like Łódź",
    voters=90_494,
    projects=160,
    approvals=(11, 11, 14, 14, 50),
    neighbourhoods=18,
    near=95,
    flatness=1,
    price_step=1_000,
    price_steps=180,
    budget_percent=25,
    seed=1,
)
"""3.6 approvals, 27% of the ballots differ; add1 raises the shares 18 times."""

TOULOUSE = Shape(
    name="like Toulouse",
    voters=7_260,
    projects=183,
    approvals=(10, 20, 70),
    neighbourhoods=20,
    near=85,
    flatness=1,
    price_step=1_000,
    price_steps=30,
    budget_percent=25,
    seed=1,
)
"""26 different prices and 106 different numbers of votes among 183 projects, so exact ties; add1
raises the shares 71 times."""

BUDAPEST = Shape(
    name="like Budapest",
    voters=28_943,
    projects=175,
    approvals=(5,) * 17,
    neighbourhoods=7,
    near=40,
    flatness=4,
    price_step=1_000_000,
    price_steps=120,
    budget_percent=35,
    seed=1,
)
"""9 approvals, nearly every ballot another one."""

WARSAW = Shape(
    name="like Warsaw",
    voters=75_255,
    projects=118,
    approvals=(3, 3, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 10, 9, 12),
    neighbourhoods=6,
    near=40,
    flatness=6,
    price_step=1_000,
    price_steps=1_500,
    budget_percent=35,
    seed=1,
)
"""10 approvals."""

WIELICZKA = Shape(
    name="like Wieliczka",
    voters=6_586,
    projects=64,
    approvals=(20, 25, 55),
    neighbourhoods=10,
    near=90,
    flatness=1,
    price_step=1_000,
    price_steps=100,
    budget_percent=32,
    seed=1,
)
"""2.3 approvals, for the rules that are dearer to count."""

MILLION = Shape(
    name="a million voters",
    voters=1_000_000,
    projects=300,
    approvals=(1, 1, 1, 3, 4, 6, 8, 9, 9, 8, 4, 2, 1, 1),
    neighbourhoods=25,
    near=50,
    flatness=4,
    price_step=1_000,
    price_steps=900,
    budget_percent=30,
    seed=1,
)
"""8 approvals."""

LARGE = (
    LODZ,
    TOULOUSE,
    BUDAPEST,
    WARSAW,
    replace(WARSAW, name="like Warsaw, other ballots", seed=2, budget_percent=45),
)

LARGE_QUICKLY = (
    TOULOUSE,
    replace(BUDAPEST, name="like Budapest, a quarter", voters=BUDAPEST.voters // 4),
)
"""The large elections that the baseline counts within seconds."""

SMALL_SIZES = (
    (84, 14),
    (262, 10),
    (351, 12),
    (404, 10),
    (601, 14),
    (654, 16),
    (865, 9),
    (918, 40),
    (1_374, 36),
    (1_837, 18),
    (2_483, 20),
    (2_553, 22),
    (2_742, 35),
)
"""Voters and projects as in smaller real elections: fewer than 100,000 together multiplied."""

SMALL = tuple(
    Shape(
        name=f"small, {voters} × {projects}",
        voters=voters,
        projects=projects,
        approvals=(15, 20, 25, 20, 20),
        neighbourhoods=3,
        near=50,
        flatness=2,
        price_step=500,
        price_steps=80,
        budget_percent=35,
        seed=voters,
    )
    for voters, projects in SMALL_SIZES
)

SMALL_QUICKLY = SMALL[::3]
