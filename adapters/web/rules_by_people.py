"""What a regulation records and no guard holds anybody to yet, in plain words: people check it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from adapters.web.language import Phrases
from adapters.web.language import translatable as say


def _ranking(_: Any, phrases: Phrases) -> Iterator[str]:
    yield phrases.gettext(say("Wie rangschikt zonder advies, gebruikt dezelfde criteria."))


BY_PEOPLE: Mapping[str, Callable[[Any, Phrases], Iterator[str]]] = {
    "ranking": _ranking,
}
"""By the name of the rule, as `SAYINGS` has them for what is checked."""
