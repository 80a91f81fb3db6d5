"""The files of the product, as the architecture tests read them."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("domain", "application", "projections", "adapters")
NOT_OURS = {
    ".git",
    ".venv",
    ".data",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "__pycache__",
    "dist",
    "htmlcov",
    "mutants",
    "node_modules",
}


@dataclass(frozen=True)
class Source:
    """A Python file: `path` is relative to the root of the repository, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file: parsed when first asked for, and kept with its text."""
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        """The name by which it is imported."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def within(self, *folders: str) -> bool:
        """Whether the file stands in one of these folders, at any depth."""
        return any(self.path.startswith(f"{folder}/") for folder in folders)


def files(*suffixes: str) -> Iterator[Path]:
    """Every file of the repository with one of these suffixes (all without any), in order."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(
            name for name in folders if name not in NOT_OURS and not name.endswith(".egg-info")
        )
        for name in sorted(set(names) - NOT_OURS):  # .git is a file in a second working tree
            path = Path(folder) / name
            if not suffixes or path.suffix in suffixes:
                yield path


def relative(path: Path) -> str:
    """The path from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def sources(*folders: str) -> Iterator[Source]:
    """The Python files in these folders; of the whole repository without any. One after another,
    so that no more than one parsed file is kept.
    """
    for path in files(".py"):
        found = Source(relative(path), path.read_text("utf-8"))
        if not folders or found.within(*folders):
            yield found
