"""Keep what is new: `make events`, or `python -m tests.golden`.

Adds a golden event for each new name and the codes of new refusals, and writes the published
schemas and the catalogue anew. Lines that are there are never changed; a schema that old entries
would not fit is not published. Say in `year_of_everything.py` how a new event comes about.
"""

from __future__ import annotations

import sys

from tests.golden.kept import (
    PromiseBroken,
    add_golden_events,
    add_refusal_codes,
    missing_golden_events,
    publish_schemas,
)
from tests.golden.year_of_everything import happened_in_a_year


def keep() -> int:
    """Keep what is new and say so; 1 when a promise would be broken or an event has no story."""
    for added in (*add_golden_events(happened_in_a_year()), *add_refusal_codes()):
        sys.stdout.write(f"added {added}\n")
    missing = missing_golden_events()
    for name in sorted(missing):
        sys.stderr.write(f"{name} never happens in tests/golden/year_of_everything.py\n")
    try:
        publish_schemas()
    except PromiseBroken as broken:
        sys.stderr.write(f"{broken}\n")
        return 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(keep())
