"""What a comparison is about: an election, what is known of its projects, and the variants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from adapters.pabulib.file import PabulibFile, PabulibProject
from application.closed_round import ClosedRound
from domain.round_parameters import parameters_of
from domain.tally.comparing.comparison import Comparison, ProjectFacts, Variant, compare
from domain.tally.comparing.variants import variants_named
from domain.tally.draw import drawn_order
from domain.tally.election import Amount, Election
from domain.tally.explaining.wording import Denomination
from domain.two_languages import InTwoLanguages
from domain.voting_rules import points_of

EUROS = Denomination("€", 100)
AS_FROZEN = "as-frozen"
"""The variant that counts a round of ours as it was frozen at its opening."""

_AREA_COLUMNS = ("area", "district", "subunit", "neighborhood", "neighbourhood")


@dataclass(frozen=True, slots=True)
class Subject:
    """An election with its variants. `names` has what a project is called, by id, where known."""

    election: Election
    variants: tuple[Variant, ...]
    denomination: Denomination
    facts: Mapping[str, ProjectFacts] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    remarks: Sequence[InTwoLanguages] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with what is needed to show it: prices, votes and names by project id."""

    comparison: Comparison
    denomination: Denomination
    prices: Mapping[str, Amount]
    votes: Mapping[str, int]
    names: Mapping[str, str]
    remarks: Sequence[InTwoLanguages]


def compared(subject: Subject) -> Compared:
    """Count the subject under each of its variants. Raises what `compare` raises."""
    election = subject.election
    return Compared(
        comparison=compare(election, subject.variants, subject.facts),
        denomination=subject.denomination,
        prices=election.prices,
        votes=election.votes,
        names=subject.names,
        remarks=subject.remarks,
    )


def subject_of_file(
    file: PabulibFile, names_of_variants: Sequence[str], minimum_votes: int = 0
) -> Subject:
    """The election of a file, in its own unit. Raises `VariantUnknown` and what `election` does."""
    return Subject(
        election=file.election(),
        variants=variants_named(names_of_variants, 1, minimum_votes),
        denomination=Denomination(file.meta.get("currency", "")[:8]),
        facts={project.project_id: _facts(project) for project in file.projects},
        names={project.project_id: project.name for project in file.projects if project.name},
        remarks=file.remarks,
    )


def subject_of_round(
    found: ClosedRound, names_of_variants: Sequence[str], titles: Mapping[str, str]
) -> Subject:
    """A closed round from its public list: as it was frozen, and under each of the variants.

    Who of equals goes first and the least votes are those of the round; its other conditions hold
    only in the variant as frozen, since most rules cannot keep to them. Raises `VariantUnknown`.
    """
    opened, rules = found.opened, found.opened.rules
    seed = found.closed.draw_seed
    prices = {each.line_id: each.price_cents.cents for each in opened.candidates}
    order = drawn_order(bytes.fromhex(seed), prices) if seed else None
    parts = {
        each.line_id: each.smallest_part_cents
        for each in opened.candidates
        if each.smallest_part_cents is not None
    }
    frozen = parameters_of(rules, parts, order)
    others = variants_named(names_of_variants, frozen.step, rules.minimum_votes)
    given = ((each.choices, points_of(rules, each.choices, each.points)) for each in found.ballots)
    return Subject(
        election=Election.of(
            opened.budget_cents.cents,
            prices,
            (choices if points is None else points for choices, points in given),
        ),
        variants=(Variant(AS_FROZEN, rules.rule, frozen), *_in_order(others, order)),
        denomination=EUROS,
        facts=_facts_of_round(found),
        names=titles,
    )


def _in_order(variants: Sequence[Variant], order: tuple[str, ...] | None) -> list[Variant]:
    return [
        Variant(each.name, each.rule, replace(each.parameters, tie_order=order))
        for each in variants
    ]


def _facts(project: PabulibProject) -> ProjectFacts:
    columns = project.columns
    area = next((columns[name] for name in _AREA_COLUMNS if columns.get(name)), "")
    return ProjectFacts(_split(columns.get("category", "")), _split(area))


def _split(text: str) -> tuple[str, ...]:
    """Names between commas; what says that there is none is none."""
    parts = (part.strip() for part in text.split(","))
    return tuple(part for part in parts if part and part.lower() != "none")


def _facts_of_round(found: ClosedRound) -> dict[str, ProjectFacts]:
    categories: dict[str, list[str]] = {}
    for category in found.opened.rules.categories:
        for line_id in category.proposal_ids:
            categories.setdefault(line_id, []).append(category.name)
    return {each: ProjectFacts(tuple(names)) for each, names in categories.items()}
