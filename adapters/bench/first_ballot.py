"""A first ballot on an embedded database, in a process of its own, and a line when it is stored.

Makes the folder, a partition in it and a round first, and writes a ballot for the next time; with
one on standard input it casts that.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from uuid import uuid4

from adapters.bootstrap import open_house
from adapters.house import House
from adapters.settings import Settings
from domain.ballot import CastBallot

PROJECTS = 1
STORED = "stored"


def filled_in(house: House) -> str:
    """A ballot of a voter who is new, in a round that is made now; and one for later."""
    from adapters.bench.open_round import opened  # noqa: PLC0415 - only where a round is made

    plan = opened(house, PROJECTS)
    ballots = []
    for voter in ("now", "next time"):
        issued = house.passes.issue(plan.round_id, f"{voter}-{uuid4()}")
        ballots.append(
            {
                "round_id": plan.round_id,
                "voting_pass": issued.model_dump(),
                "choices": list(plan.proposal_ids.values()),
            }
        )
    return "\n".join(json.dumps(ballot) for ballot in ballots)


def cast(house: House, ballot: str) -> None:
    """Put it in the box."""
    content = {**json.loads(ballot), "command_id": uuid4(), "at": house.now()}
    house.ballot_box.cast(CastBallot.model_validate(content))


def main() -> None:
    """Open the folder's house, cast the ballot, and say so."""
    given = sys.stdin.read()
    with open_house(Settings(), Path(sys.argv[1])) as house:
        now, _, next_time = (given or filled_in(house)).partition("\n")
        cast(house, now)
        sys.stdout.write(f"{STORED}\n")
        sys.stdout.flush()
        sys.stdout.write(f"{next_time}\n")
