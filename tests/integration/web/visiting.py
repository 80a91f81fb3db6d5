"""Somebody with a browser: keeps cookies, reads the forms of a page and sends them."""

from __future__ import annotations

import re
from typing import Any

from starlette.testclient import TestClient

FIELD = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">')

OPENED: list[str] = []
"""The pages that were opened and shown since a test began, by whoever visits."""


class Visitor:
    """A browser without JavaScript."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self._token = ""

    def get(self, path: str, **more: Any) -> Any:
        """A page."""
        answer = self.client.get(path, **more)
        if answer.status_code == 200:
            OPENED.append(path)
        return answer

    def hidden(self, path: str) -> dict[str, str]:
        """The hidden fields of the last form on a page, as the browser would send them."""
        return dict(FIELD.findall(self.get(path).text))

    def token(self) -> str:
        """The token that all forms of this browser have, as the first page told it."""
        self._token = self._token or self.hidden("/aanmelden")["form_token"]
        return self._token

    def send(self, path: str, fields: dict[str, Any], **more: Any) -> Any:
        """A form, with this browser's token unless the fields have another."""
        return self.client.post(path, data={"form_token": self.token()} | fields, **more)

    def sign_in(self, person: str) -> None:
        """Become an example person."""
        answer = self.send("/aanmelden", {"person": f"example:{person}"})
        assert answer.status_code == 303, answer.text
