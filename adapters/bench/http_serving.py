"""A server to measure, in a process of its own: `python -m adapters.bench.http_serving NAME PORT`.

`ours` is what `wijkkas serve` serves, and takes more from one address than that; `bare` has an
endpoint with the same body and does nothing with it.
"""

from __future__ import annotations

import sys

from fastapi import FastAPI

from adapters.bench.bench_server import HERE
from adapters.bootstrap import open_house
from adapters.settings import settings
from adapters.web.api.ballots import Ballot, BallotReceived
from adapters.web.app import create_app
from adapters.web.ballot_door import BallotDoor
from adapters.web.security import RateBound
from adapters.web.server import server_around

OURS, BARE = "ours", "bare"
PATH = "/api/v1/ballots"
UNBOUNDED = 10**9


def bare_app() -> FastAPI:
    """As little as FastAPI does for a body of this model."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.post(PATH)
    async def take(body: Ballot) -> BallotReceived:
        return BallotReceived(version=body.replaces or 0)

    return app


def serve_ours(port: int) -> None:
    """The partition that the settings name."""
    with open_house(settings()) as house, house.projector.running():
        app = create_app(house, session_key=bytes(32))
        app.state.rate_bound = RateBound(requests_max=UNBOUNDED)
        server_around(BallotDoor(app), HERE, port).run()


if __name__ == "__main__":
    name, port = sys.argv[1], int(sys.argv[2])
    if name == OURS:
        serve_ours(port)
    else:
        server_around(bare_app(), HERE, port).run()
