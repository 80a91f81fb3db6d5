"""How functions are compiled to machine code, and kept compiled on disk: the kernel's own, and the
loops of the reader of ballot files.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any, TypeVar, cast

import numba

Compiled = TypeVar("Compiled", bound=Callable[..., object])

_OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""No counts of references: they took half of the time. So what is compiled allocates nothing."""


def compiled(function: Compiled) -> Compiled:
    """Compile a part; it ends up inside the entry points that use it, in full.

    A call would hand over every array as seven words: reading ballots took three times as long.
    In a loop that counts from zero over a slice, or with positions without a sign, nothing has to
    ask whether a position counts from the end: a million ballots took twice as long before.
    Integers divide as in Python, and wrap around silently: who writes one shows that it cannot.
    """
    return cast(Compiled, numba.njit(forceinline=True, **_OPTIONS)(function))


def entry_point(function: Compiled) -> Compiled:
    """Compile a function that Python calls, with all it uses, and keep it in `__pycache__`.

    What is kept is taken for up to date when the function itself and all it closes over are the
    same: so it closes over the `fingerprint` of the modules that it uses, if any. It is read back
    before that is checked: so the arguments are arrays and plain tuples, and no types of ours,
    which may get another name one day. Where no folder can be written, it is compiled and not kept;
    where numba is told to compile nothing (`NUMBA_DISABLE_JIT`), it is the function itself.
    """
    dispatcher = numba.njit(**_OPTIONS)(function)
    if dispatcher is not function:
        with suppress(RuntimeError):  # no place to keep it
            dispatcher.enable_caching()
    return cast(Compiled, dispatcher)


def fingerprint(*modules: ModuleType) -> int:
    """A number that is another one as soon as the text of one of the modules, or of this, is."""
    own = sys.modules[__name__]
    text = "\0".join(inspect.getsource(module) for module in (own, *modules))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:7], "big")
