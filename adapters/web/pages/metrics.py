"""`/metrics`, for the machine that watches: open to whoever sends the token that was set."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.metrics import MEDIA_TYPE, Metrics
from adapters.web.access import Measures

router = APIRouter()


@router.get("/metrics", dependencies=[Depends(Measures())])
def measured(request: Request) -> Response:
    """The measurements of this process, in the text format of Prometheus."""
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(), media_type=MEDIA_TYPE)
