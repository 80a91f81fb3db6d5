"""Whether the application is up, and whether it can serve: the database, and how far pages lag.

Who watches is answered from the event loop, or from threads of its own: also when all those that
answer others wait for the database.
"""

from __future__ import annotations

from typing import Any

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends
from psycopg import Error
from psycopg_pool import PoolTimeout, TooManyRequests
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.postgres.projector import are_up_to_date
from adapters.web.access import Asks
from adapters.web.reading import house_of
from application.authorisation import Question
from application.log import LogUnavailable
from domain.errors import UNAVAILABLE

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])

THREADS_MAX = 2


def watching(request: Request) -> CapacityLimiter:
    """The threads for who watches this application."""
    limiter: CapacityLimiter = request.app.state.watching
    return limiter


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(request: Request) -> Response:
    """The database answers, and no projection stands still or is far behind."""
    try:
        lags = await run_sync(house_of(request).projector.lag, limiter=watching(request))
    except (Error, PoolTimeout, TooManyRequests, LogUnavailable):
        return JSONResponse({"status": "database_away"}, UNAVAILABLE, {"Retry-After": "5"})
    projections: list[dict[str, Any]] = [
        {
            "name": lag.name,
            "position": lag.position,
            "behind": lag.behind,
            "secondsBehind": round(lag.seconds, 3),
            "standsStill": lag.failure is not None,
        }
        for lag in lags
    ]
    fit = are_up_to_date(lags)
    status = 200 if fit else UNAVAILABLE
    epoch = house_of(request).epochs.current
    content = {
        "status": "ready" if fit else "behind",
        "epoch": epoch,
        "projections": projections,
    }
    return JSONResponse(content, status, None if fit else {"Retry-After": "5"})
