"""What every unsafe request to the API is held to, besides the authorisation matrix."""

from __future__ import annotations

from starlette.requests import Request

from adapters.web.form_tokens import guard_same_site
from domain.errors import MALFORMED, Refusal

JSON = "application/json"


class NotJson(Refusal):
    code = "request.not_json"
    status = MALFORMED
    dutch = "Stuur de inhoud als application/json."
    english = "Send the content as application/json."


async def guarded(request: Request) -> None:
    """From this site or from a program, as JSON (which no form of another site can send), and not
    too often.
    """
    guard_same_site(request)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        raise NotJson()
    request.app.state.rate_bound.guard(request)
