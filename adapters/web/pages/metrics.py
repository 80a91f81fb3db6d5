"""`/metrics`, for the machine that watches: open to whoever sends the token that was set."""

from __future__ import annotations

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.metrics import MEDIA_TYPE, Metrics
from adapters.web.access import Measures
from adapters.web.pages.health import watching

router = APIRouter()


@router.get("/metrics", dependencies=[Depends(Measures())])
async def measured(request: Request) -> Response:
    """The measurements of this process, in the text format of Prometheus."""
    metrics: Metrics = request.app.state.metrics
    text = await run_sync(metrics.text, limiter=watching(request))
    return Response(text, media_type=MEDIA_TYPE)
