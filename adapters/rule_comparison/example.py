"""A small election to try rules on, made here from a seed: no place, no people, no one's data.

A quarter of three neighbourhoods divides EUR 60,000. The largest group of voters lives together and
wants the same large projects; the others are spread over smaller ones. So rules differ on it, as
they may on real ballots. The same seed gives the same election everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from adapters.rule_comparison.subject import EUROS, Subject
from domain.tally.comparing.comparison import ProjectFacts
from domain.tally.comparing.variants import variants_named
from domain.tally.election import Election

SEED = 1
BUDGET_CENTS = 60_000_00
STEP_CENTS = 100
_EURO = 100

_AREAS = (("Noord", 270), ("Midden", 150), ("Zuid", 80))
"""The neighbourhoods, and how many of their residents vote."""

_PROJECTS = (
    ("Speeltuin opknappen", 24_000, ("spelen",), "Noord"),
    ("Kunstgrasveld", 21_000, ("spelen", "sport"), "Noord"),
    ("Fietsenstalling", 9_000, ("verkeer",), "Noord"),
    ("Watertappunt", 3_500, ("groen", "sport"), "Noord"),
    ("Straatfeest", 2_000, ("ontmoeten",), "Noord"),
    ("Buurtkamer", 14_000, ("ontmoeten",), "Midden"),
    ("Veilige oversteek", 11_000, ("verkeer",), "Midden"),
    ("Pluktuin", 6_000, ("groen", "ontmoeten"), "Midden"),
    ("Schaaktafels", 2_500, ("ontmoeten", "spelen"), "Midden"),
    ("Bomen op het plein", 5_000, ("groen",), "Midden"),
    ("Koffie-ochtenden", 3_000, ("ontmoeten",), "Zuid"),
    ("Geveltuintjes", 1_500, ("groen",), "Zuid"),
    ("Trapveldje", 7_000, ("sport", "spelen"), "Zuid"),
    ("Drempels in de laan", 8_000, ("verkeer",), "Zuid"),
    ("Buurtmoestuin", 4_000, ("groen", "ontmoeten"), "Zuid"),
    ("Repaircafé", 2_500, ("ontmoeten",), "Zuid"),
)


def example_subject(names_of_variants: Sequence[str], seed: int = SEED) -> Subject:
    """The example with these variants. Raises `VariantUnknown`."""
    ids = [f"voorbeeld-{number:02d}" for number in range(1, len(_PROJECTS) + 1)]
    prices = {each: euros * _EURO for each, (_, euros, _, _) in zip(ids, _PROJECTS, strict=True)}
    return Subject(
        election=Election.of(BUDGET_CENTS, prices, _ballots(ids, _draws(seed))),
        variants=variants_named(names_of_variants, STEP_CENTS),
        denomination=EUROS,
        facts={
            each: ProjectFacts(categories, (area,))
            for each, (_, _, categories, area) in zip(ids, _PROJECTS, strict=True)
        },
        names={each: name for each, (name, _, _, _) in zip(ids, _PROJECTS, strict=True)},
    )


def _ballots(ids: Sequence[str], draws: Iterator[int]) -> Iterator[list[str]]:
    """Voters choose most of what is for their own neighbourhood, and little of the rest."""
    for area, voters in _AREAS:
        for _ in range(voters):
            chances = [_chance(area, euros, of) for (_, euros, _, of) in _PROJECTS]
            chosen = zip(ids, chances, strict=True)
            yield [each for each, chance in chosen if next(draws) % 100 < chance]


def _chance(area: str, euros: int, of: str) -> int:
    """In a hundred: who lives near wants the large things most."""
    if area == of:
        return 45 + euros // 500
    return 8


def _draws(seed: int) -> Iterator[int]:
    """Numbers from 0 to 65,535 that follow from the seed alone."""
    for block in range(1_000_000):
        digest = hashlib.sha256(f"wijkkas/example-election/v1/{seed}/{block}".encode()).digest()
        for at in range(0, len(digest), 2):
            yield int.from_bytes(digest[at : at + 2])
