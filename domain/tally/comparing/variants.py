"""Voting rules that can be compared, each with a plain name and what it tends to give.

A tendency is what the way of counting leads to in general; it says nothing of one vote, and none of
these rules is the right one: what a city wants of its money is for its council to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.errors import MALFORMED, Refusal
from domain.tally.comparing.comparison import Variant
from domain.tally.election import Amount
from domain.tally.equal_shares import Utility
from domain.tally.parameters import Completion, TallyParameters, VotingRule
from domain.two_languages import InTwoLanguages


class VariantUnknown(Refusal):
    code = "comparison.variant_unknown"
    status = MALFORMED
    dutch = "De telregel {variant} kan niet vergeleken worden. Er is: {available}."
    english = "The voting rule {variant} cannot be compared. Available: {available}."


@dataclass(frozen=True, slots=True)
class KnownVariant:
    """A variant that people can choose, with its name and its tendency in a sentence each."""

    variant: Variant
    title: InTwoLanguages
    tendency: InTwoLanguages


def _known(
    name: str,
    rule: VotingRule,
    title: tuple[str, str],
    tendency: tuple[str, str],
    parameters: TallyParameters | None = None,
) -> KnownVariant:
    return KnownVariant(
        Variant(name, rule, parameters or TallyParameters()),
        InTwoLanguages(*title),
        InTwoLanguages(*tendency),
    )


_LISTED = (
    _known(
        "greedy",
        VotingRule.GREEDY,
        ("Meeste stemmen eerst", "Most votes first"),
        (
            "Geeft vaak de voorstellen die de grootste groep stemmers wil, ook als die duur zijn; "
            "kleinere groepen houden dan minder geld over voor hun keuzes.",
            "Often gives the projects that the largest group of voters wants, also expensive ones; "
            "less money then remains for what smaller groups chose.",
        ),
    ),
    _known(
        "greedy-cost",
        VotingRule.GREEDY_COST,
        ("Meeste stemmen voor de prijs eerst", "Most votes for the price first"),
        (
            "Geeft vaak meer en goedkopere voorstellen; een duur voorstel heeft naar verhouding "
            "meer stemmen nodig.",
            "Often gives more and cheaper projects; an expensive one needs more votes in "
            "proportion.",
        ),
    ),
    _known(
        "mes",
        VotingRule.EQUAL_SHARES,
        ("Gelijke delen", "Equal shares"),
        (
            "Geeft vaak groepen stemmers geld naar hun grootte; een voorstel met veel stemmen kan "
            "afvallen als het deel van zijn stemmers al aan andere voorstellen is besteed.",
            "Often gives groups of voters money by their size; a project with many votes may drop "
            "out when its voters' share has gone to other projects already.",
        ),
        TallyParameters(completion=Completion.ADD1),
    ),
    _known(
        "mes-cardinality",
        VotingRule.EQUAL_SHARES,
        ("Gelijke delen, elk voorstel telt even zwaar", "Equal shares, each project counts alike"),
        (
            "Geeft vaak groepen stemmers een aantal voorstellen naar hun grootte, en liever meer "
            "goedkope dan één duur voorstel.",
            "Often gives groups of voters a number of projects by their size, and rather several "
            "cheap ones than one that is expensive.",
        ),
        TallyParameters(utility=Utility.CARDINALITY, completion=Completion.ADD1),
    ),
    _known(
        "bos",
        VotingRule.BOUNDED_OVERSPENDING,
        ("Gelijke delen met wat speling", "Equal shares with some room"),
        (
            "Geeft vaak groepen stemmers geld naar hun grootte, en laat ook een duurder voorstel "
            "toe dat zijn stemmers net niet samen kunnen betalen.",
            "Often gives groups of voters money by their size, and also lets in a more expensive "
            "project that its voters can almost pay together.",
        ),
        TallyParameters(completion=Completion.GREEDY),
    ),
    _known(
        "phragmen",
        VotingRule.PHRAGMEN,
        ("Wie het eerst genoeg bijeen heeft (Phragmén)", "Who has enough first (Phragmén)"),
        (
            "Geeft vaak eerst voorstellen met veel stemmen voor hun prijs, en verdeelt daarna wat "
            "er komt over stemmers die nog weinig kregen.",
            "Often gives projects with many votes for their price first, and then spreads what "
            "follows over voters who have got little yet.",
        ),
        TallyParameters(completion=Completion.GREEDY),
    ),
    _known(
        "greedy-cost-weighted",
        VotingRule.GREEDY_COST_WEIGHTED,
        ("Meeste stemmen maal prijs eerst", "Most votes times price first"),
        (
            "Geeft vaak minder en duurdere voorstellen; een goedkoop voorstel heeft naar "
            "verhouding meer stemmen nodig.",
            "Often gives fewer and more expensive projects; a cheap one needs more votes in "
            "proportion.",
        ),
    ),
    _known(
        "mes-greedy",
        VotingRule.EQUAL_SHARES,
        ("Gelijke delen, de rest naar meeste stemmen", "Equal shares, the rest by most votes"),
        (
            "Geeft vaak eerst groepen stemmers wat zij met hun eigen deel kunnen betalen, en "
            "daarna met wat over is de voorstellen met de meeste stemmen.",
            "Often gives groups of voters first what they can pay from their own share, and then "
            "the projects with the most votes from what is left.",
        ),
        TallyParameters(completion=Completion.GREEDY),
    ),
    _known(
        "maximin",
        VotingRule.MAXIMIN_SUPPORT,
        ("Zo gelijk mogelijk gedragen", "Borne as evenly as can be"),
        (
            "Geeft vaak voorstellen van verschillende groepen, zodat niemand veel meer van de "
            "gekozen voorstellen draagt dan een ander. Deze regel telt het langzaamst.",
            "Often gives projects of different groups, so that nobody bears much more of the "
            "chosen projects than another. This rule is the slowest to count.",
        ),
    ),
)

KNOWN_VARIANTS: dict[str, KnownVariant] = {each.variant.name: each for each in _LISTED}
"""Every variant that people can choose, by name, in the order in which they are offered."""

DEFAULT_NAMES = ("greedy", "greedy-cost", "mes", "mes-cardinality", "bos", "phragmen")
"""What is compared when nobody says otherwise: different ideas of fair, and quick to count."""


def variants_named(
    names: Iterable[str], step: Amount = 1, minimum_votes: int = 0
) -> tuple[Variant, ...]:
    """The variants with these names. `step` is the raise of completions, in the prices' unit.

    Raises `VariantUnknown`.
    """
    return tuple(_named(name, step, minimum_votes) for name in names)


def _named(name: str, step: Amount, minimum_votes: int) -> Variant:
    if name not in KNOWN_VARIANTS:
        raise VariantUnknown(variant=name[:40], available=", ".join(KNOWN_VARIANTS))
    found = KNOWN_VARIANTS[name].variant
    parameters = replace(found.parameters, step=step, minimum_votes=minimum_votes)
    return replace(found, parameters=parameters)
