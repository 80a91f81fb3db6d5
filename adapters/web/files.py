"""Styles, fonts and scripts: compressed, and kept by browsers for a while.

Only these are compressed. Pages hold a token, and a compressed page would tell of it by its size.
"""

from __future__ import annotations

from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

FILES = Path(__file__).parent / "static"
KEPT_SECONDS = 600


class _KeptFiles(StaticFiles):
    """Files that a browser keeps for some minutes, and then asks whether they changed."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
        return response


def static_files() -> ASGIApp:
    """Everything under `static`."""
    return GZipMiddleware(_KeptFiles(directory=FILES))
