"""What a regulation records and no guard holds anybody to yet, in plain words: people check it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from adapters.web.language import Phrases
from adapters.web.language import translatable as say
from adapters.web.regulation_words import category_ceiling
from domain.activity import CostKind
from domain.regulation_rules import CategoryCeiling

CHECKED_CATEGORIES = frozenset(CostKind)


def category_is_checked(ceiling: CategoryCeiling) -> bool:
    """Whether budgets tell what is asked for this category: they do for kinds of costs only."""
    return ceiling.category in CHECKED_CATEGORIES


def _ceilings(rule: Any, phrases: Phrases) -> Iterator[str]:
    for each in rule.categories:
        if not category_is_checked(each):
            yield category_ceiling(each, phrases)


def _ranking(_: Any, phrases: Phrases) -> Iterator[str]:
    yield phrases.gettext(say("Wie rangschikt zonder advies, gebruikt dezelfde criteria."))


BY_PEOPLE: Mapping[str, Callable[[Any, Phrases], Iterator[str]]] = {
    "ceilings": _ceilings,
    "ranking": _ranking,
}
"""By the name of the rule, as `SAYINGS` has them for what is checked."""
