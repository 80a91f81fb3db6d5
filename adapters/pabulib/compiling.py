"""How the loops of the fast reader are compiled to machine code.

They do without numba's counts of references (`_nrt`), which would take most of their time; so they
allocate nothing. What is kept on disk is taken for up to date while the file of the entry point is
the same: so no loop calls one of another file. It is read back before anything is checked: so
arguments are arrays, numbers and plain tuples, and no types of ours that may get another name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Loop = TypeVar("Loop", bound=Callable[..., object])

_OPTIONS: dict[str, Any] = {"nogil": True, "_nrt": False}


def loop(function: Loop) -> Loop:
    """Compile a function that other loops of its file call."""
    return cast(Loop, numba.njit(**_OPTIONS)(function))


def entry_point(function: Loop) -> Loop:
    """Compile a function that Python calls, with all it uses, and keep it in `__pycache__`."""
    return cast(Loop, numba.njit(cache=True, **_OPTIONS)(function))
