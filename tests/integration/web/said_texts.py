"""Which texts the pages say: found in templates and code, to hold the catalogues against."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir

import adapters.web
from adapters.example_city.people import EXAMPLE_PEOPLE

HERE = Path(adapters.web.__file__).parent
KEYWORDS = {"_": None, "say": None, "translatable": None, "gettext": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]

Message = str | tuple[str, ...]


def texts_said() -> Iterator[Message]:
    """Every source text, in the order of the files, singular and plural together; and what the
    example people do, which stands beside their names.
    """
    found = extract_from_dir(HERE, METHODS, keywords=KEYWORDS, options_map={})
    for _, _, message, _, _ in found:
        if message:
            yield tuple(message) if isinstance(message, list | tuple) else message
    yield from (person.does for person in EXAMPLE_PEOPLE.values())
