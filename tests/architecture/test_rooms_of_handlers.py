"""Where the handler of a command is: in the file of its room, or in another that is named."""

from __future__ import annotations

import re
from collections import defaultdict

from tests.architecture.sources import ROOT
from tests.scenarios.town import Town

ROW = re.compile(r"^\| `(\w+)\.py` \| ((?:`\w+\.py`(?:, )?)+) \|$", re.MULTILINE)
FILE = re.compile(r"`(\w+)\.py`")


def test_the_architecture_says_which_rooms_have_their_handlers_elsewhere() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    said = {elsewhere: set(FILE.findall(rooms)) for elsewhere, rooms in ROW.findall(text)}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for command, handler in Town().handlers.items():
        room = command.__module__.rpartition(".")[2]
        elsewhere = getattr(handler, "func", handler).__module__.rpartition(".")[2]
        if elsewhere != room:
            found[elsewhere].add(room)
    assert said == found
