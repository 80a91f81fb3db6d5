"""A form is answered by the page that showed it: protection against forms of other sites.

Every unsafe request needs a token that belongs to the browser's own form cookie, and its Origin or
Sec-Fetch-Site header, where the browser sends one, must say that it comes from these pages.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from domain.errors import FORBIDDEN, Refusal

COOKIE = "wijkkas_form"
FIELD = "form_token"
_COOKIE_SHAPE = re.compile(r"[0-9a-f]{32}")


class FromAnotherSite(Refusal):
    code = "request.from_another_site"
    status = FORBIDDEN
    dutch = (
        "Dit formulier hoort niet bij deze pagina. Open de pagina opnieuw en probeer het nog eens."
    )
    english = "This form does not belong to this page. Open the page again and try once more."


class FormTokens:
    """Tokens of forms, each bound to the cookie of one browser."""

    def __init__(self, key: bytes, *, secure: bool) -> None:
        self._key = key
        self._secure = secure

    def token(self, browser: str) -> str:
        """The token for forms of this browser."""
        return hmac.new(self._key, b"form:" + browser.encode(), hashlib.sha256).hexdigest()

    def browser_of(self, request: Request) -> str:
        """The browser's form cookie, or a new value that the answer sets."""
        cookie = request.cookies.get(COOKIE, "")
        return cookie if _COOKIE_SHAPE.fullmatch(cookie) else secrets.token_hex(16)

    def remember(self, response: Response, browser: str) -> None:
        """Set the form cookie, until the browser closes."""
        response.set_cookie(
            COOKIE, browser, httponly=True, secure=self._secure, samesite="strict", path="/"
        )

    def guard(self, request: Request, token: str) -> None:
        """Raise `FromAnotherSite` unless the token belongs to the browser's cookie."""
        cookie = request.cookies.get(COOKIE, "")
        if not cookie or not hmac.compare_digest(self.token(cookie).encode(), token.encode()):
            raise FromAnotherSite()


def guard_same_site(request: Request) -> None:
    """Raise `FromAnotherSite` when the browser says that the request comes from elsewhere."""
    fetched_from = request.headers.get("sec-fetch-site")
    if fetched_from is not None and fetched_from not in ("same-origin", "none"):
        raise FromAnotherSite()
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host", ""):
        raise FromAnotherSite()
