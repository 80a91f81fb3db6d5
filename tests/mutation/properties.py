"""Properties have mutants like any method. By itself mutmut leaves out what is decorated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import libcst as cst
from mutmut.mutation import file_mutation

PROPERTIES = ("property", "cached_property")


def mutate_properties_too() -> None:
    """Once, before mutants are made."""
    visitor = file_mutation.MutationVisitor
    visitor._skip_node_and_children = _unless_property(visitor._skip_node_and_children)
    file_mutation.function_trampoline_arrangement = _under_the_decorator(
        file_mutation.function_trampoline_arrangement
    )


def is_property(node: cst.CSTNode) -> bool:
    """Whether this is a method with one decorator, which makes it a property."""
    if not isinstance(node, cst.FunctionDef) or len(node.decorators) != 1:
        return False
    decorator = node.decorators[0].decorator
    return isinstance(decorator, cst.Name) and decorator.value in PROPERTIES


def _unless_property(skip: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda visitor, node: not is_property(node) and skip(visitor, node)


def _under_the_decorator(arrange: Callable[..., Any]) -> Callable[..., Any]:
    """The decorator stays on what chooses a mutant; the mutants themselves are plain methods."""

    def arranged(
        function: cst.FunctionDef, mutants: Iterable[Any], class_name: str | None
    ) -> tuple[Sequence[Any], Sequence[Any], Sequence[Any], Sequence[str]]:
        if not is_property(function):
            found: tuple[Sequence[Any], Sequence[Any], Sequence[Any], Sequence[str]] = arrange(
                function, mutants, class_name
            )
            return found
        bare = function.with_changes(decorators=[])
        declared, (chooser, *copies), assigned, names = arrange(bare, mutants, class_name)
        decorators = [*function.decorators, *chooser.decorators]
        return declared, [chooser.with_changes(decorators=decorators), *copies], assigned, names

    return arranged
