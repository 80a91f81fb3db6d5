"""Compile ahead what counts and reads fast: `python -m adapters.compiling`, once per installation.

What is compiled is kept beside the code. Who cannot write there, or runs on another processor,
compiles anew at the first count; without numba everything goes the plain way, slower and alike.
"""

from __future__ import annotations

import sys

from adapters.pabulib.fast import compile_vote_reader
from domain.tally.fast_shares import warm_up


def compile_ahead() -> bool:
    """Compile, or load what is compiled; false where numba is missing."""
    return warm_up() and compile_vote_reader()


def main() -> int:
    """Say which way counting goes; 0 in both cases, since both are right."""
    way = "is compiled" if compile_ahead() else "goes the plain way, without numba"
    sys.stderr.write(f"Counting {way}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
