"""The console script: the command line, and a database that starts while it is being loaded.

A cold start is loading Python's modules and starting PostgreSQL; neither needs the other.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from adapters.long_lived import loading
from adapters.postgres.embedded import begin


def run() -> None:
    """What `wijkkas` runs."""
    folder = served_folder(sys.argv[1:])
    if folder is not None:
        begin(folder)
    with loading():
        from adapters.command_line.main import app  # noqa: PLC0415 - while the database starts

    sys.exit(app())


def served_folder(arguments: Sequence[str]) -> Path | None:
    """The folder of `serve --data FOLDER`; nothing else begins before it is understood."""
    match arguments:
        case ["serve", "--data", folder] if folder and not folder.startswith("-"):
            return Path(folder)
        case _:
            return None
