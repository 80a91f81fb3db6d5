"""A folder for the servers of a drill, which another account may pass through."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.nodes import Node


@pytest.fixture
def scratch() -> Iterator[Path]:
    """The folder; gone afterwards, also when the drill is told to stop."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(prefix="wijkkas-drill-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def new_node(scratch: Path) -> Iterator[Callable[[str], Node]]:
    """Makes servers, and ends them."""
    nodes: list[Node] = []

    def make(name: str) -> Node:
        nodes.append(Node(scratch / name))
        return nodes[-1]

    yield make
    for node in nodes:
        node.stop()
