"""The servers of the drills serve the soak as well."""

from __future__ import annotations

from tests.drills.conftest import new_node, scratch

__all__ = ["new_node", "scratch"]
