"""Mutation testing of the plain count: `make mutation`. See docs/mutation-testing.md.

Without arguments it makes every mutant, runs the tests of each that was not killed before, and says
what survived. With arguments it is mutmut itself: `show MUTANT`, `run MUTANT`, `browse`.
"""

from __future__ import annotations

import os
import resource
import sys
from typing import cast

from hypothesis import HealthCheck, Phase, settings
from mutmut.__main__ import cli

from tests.mutation.operators import add_operators
from tests.mutation.properties import mutate_properties_too
from tests.mutation.report import forget_survivors, survivors_are_few
from tests.mutation.selection import run_quickest_tests_first

COMPILER = "numba"
"""Not to be found during this run: counting goes the plain way."""

MEMORY_BYTES = 6 * 2**30
"""A mutant that loops may not take the machine's memory with it."""


def main() -> None:
    """Run what was asked for; the exit status says whether few enough mutants survived."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    settings.register_profile(
        "mutation",
        max_examples=25,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=tuple(HealthCheck),  # what runs slowly on a busy machine is no kill
        phases=(Phase.explicit, Phase.generate),  # a failure is enough, it need not be small
    )
    settings.load_profile("mutation")
    cast(dict[str, object], sys.modules)[COMPILER] = None
    add_operators()
    mutate_properties_too()
    run_quickest_tests_first()
    if sys.argv[1:]:
        cli()
    forget_survivors()
    workers = os.environ.get("WIJKKAS_MUTATION_WORKERS", "1")
    cli(["run", "--max-children", workers], standalone_mode=False)
    sys.exit(not survivors_are_few())


if __name__ == "__main__":
    main()
