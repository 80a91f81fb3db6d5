"""Everything the product has of a kind, after importing all of it."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import TypeVar

T = TypeVar("T")


def import_everything(*layers: str) -> list[str]:
    """Import every module of these layers, and name them."""
    names = [
        module.name
        for layer in layers
        for module in pkgutil.walk_packages(import_module(layer).__path__, f"{layer}.")
    ]
    for name in names:
        import_module(name)
    return names


def subclasses_of(parent: type[T], *layers: str) -> list[type[T]]:
    """Every class below `parent` that stands in these layers, parents before children."""
    import_everything(*layers)
    return [found for found in _below(parent) if found.__module__.split(".")[0] in layers]


def _below(parent: type[T]) -> Iterator[type[T]]:
    for child in parent.__subclasses__():
        yield child
        yield from _below(child)
