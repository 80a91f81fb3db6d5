"""What is compiled is kept where that can be, and works where it cannot."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("numba")

from domain.tally.kernel.compiled import entry_point


def test_what_has_no_place_to_be_kept_is_compiled_all_the_same() -> None:
    names: dict[str, Any] = {}
    exec("def next_one(number):\n    return number + 1\n", names)  # noqa: S102 - in no file
    assert entry_point(names["next_one"])(1) == 2
