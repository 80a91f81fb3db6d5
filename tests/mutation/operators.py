"""What is changed in the code besides what mutmut changes by itself.

mutmut replaces operators, numbers, arguments and assigned values. These take out what decides: a
condition, a filter, a refusal, a call that is made for what it does.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

OPPOSITES = {"min": "max", "max": "min", "any": "all", "all": "any"}


def add_operators() -> None:
    """Once, before mutants are made."""
    mutation_operators.extend(
        [
            (cst.If, force_condition),
            (cst.CompIf, drop_filter),
            (cst.While, never_enter),
            (cst.Expr, drop_call),
            (cst.Raise, drop_statement),
            (cst.Del, drop_statement),
            (cst.Call, take_the_opposite),
        ]
    )


def force_condition(node: cst.If) -> Iterator[cst.If]:
    """`if this` always, and never."""
    yield node.with_changes(test=_always(node.test))
    yield node.with_changes(test=_never(node.test))


def never_enter(node: cst.While) -> Iterator[cst.While]:
    """`while this` not even once."""
    yield node.with_changes(test=_never(node.test))


def drop_filter(node: cst.CompIf) -> Iterator[cst.CompIf]:
    """`for each in these if this` without the `if`."""
    yield node.with_changes(test=_always(node.test))


def drop_call(node: cst.Expr) -> Iterator[cst.Expr]:
    """A call whose value nobody looks at."""
    if isinstance(node.value, cst.Call):
        yield node.with_changes(value=cst.Name("None"))


def drop_statement(node: cst.Raise | cst.Del) -> Iterator[cst.Pass]:
    """Nothing in its place."""
    yield cst.Pass(semicolon=node.semicolon)


def take_the_opposite(node: cst.Call) -> Iterator[cst.Call]:
    """The least for the most, all for any."""
    if isinstance(node.func, cst.Name) and node.func.value in OPPOSITES:
        yield node.with_changes(func=cst.Name(OPPOSITES[node.func.value]))


def _always(test: cst.BaseExpression) -> cst.BaseExpression:
    return cst.BooleanOperation(left=_in_brackets(test), operator=cst.Or(), right=cst.Name("True"))


def _never(test: cst.BaseExpression) -> cst.BaseExpression:
    return cst.BooleanOperation(
        left=_in_brackets(test), operator=cst.And(), right=cst.Name("False")
    )


def _in_brackets(test: cst.BaseExpression) -> cst.BaseExpression:
    return test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
