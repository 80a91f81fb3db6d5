"""Who is signed in: a signed cookie that lives shortly, and nothing on the server."""

from __future__ import annotations

import contextlib
import hmac
import secrets
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from adapters.settings import Settings
from domain.command import Actor, Role

COOKIE = "wijkkas_session"
SESSION_SECONDS_MAX = 3_600
"""A session ends an hour after signing in or after it was last renewed."""
RENEWED_AFTER_SECONDS = 600
KEY_FILE = "session.key"
KEY_BYTES = 32

VISITOR = Actor(id="visitor", role=Role.VISITOR)


@dataclass(frozen=True, slots=True)
class Session:
    """The person of a request; `name` is for the page only and goes into no record."""

    actor: Actor
    name: str
    age_seconds: int = 0

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self.actor.role is not Role.VISITOR


NOBODY = Session(VISITOR, "")


def key_of(settings: Settings) -> bytes:
    """The key of a municipality's sessions, from the one that was set or that of this installation.

    Who is signed in at one municipality is nobody at another, also where both have one key set.
    """
    if settings.session_key is not None:
        key = bytes.fromhex(settings.session_key.get_secret_value())
    else:
        key = installation_key(settings.data_directory)
    return hmac.digest(key, f"wijkkas sessions of {settings.partition}".encode(), "sha256")


def installation_key(directory: Path) -> bytes:
    """The key in a data directory, made once and readable for its owner only."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / KEY_FILE
    if not path.exists():
        # A link to a file that is complete: of two processes at once, both read the same key.
        with tempfile.NamedTemporaryFile("w", dir=directory) as file:
            file.write(secrets.token_hex(KEY_BYTES))
            file.flush()
            with contextlib.suppress(FileExistsError):
                path.hardlink_to(file.name)
    return bytes.fromhex(path.read_text())


class Sessions:
    """Writes and reads the cookie. `secure` is off only where pages are served without TLS."""

    def __init__(self, key: bytes, *, secure: bool, seconds_max: int = SESSION_SECONDS_MAX) -> None:
        self._signer = URLSafeTimedSerializer(key, salt="wijkkas.session")
        self._secure = secure
        self._seconds_max = seconds_max

    def begin(self, response: Response, session: Session) -> None:
        """Sign somebody in, or renew."""
        content = [session.actor.id, session.actor.role.value, session.name]
        response.set_cookie(
            COOKIE,
            str(self._signer.dumps(content)),
            max_age=self._seconds_max,
            httponly=True,
            secure=self._secure,
            samesite="lax",
            path="/",
        )

    def renew(self, response: Response, session: Session) -> None:
        """Let a session that is in use go on; not at every page, so that few cookies are set."""
        if session.signed_in and session.age_seconds > RENEWED_AFTER_SECONDS:
            self.begin(response, session)

    def end(self, response: Response) -> None:
        """Sign out."""
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")

    def of(self, request: Request) -> Session:
        """The session of a request; nobody's when there is none, or it has expired."""
        cookie = request.cookies.get(COOKIE)
        if not cookie:
            return NOBODY
        try:
            content, signed_at = self._signer.loads(
                cookie, max_age=self._seconds_max, return_timestamp=True
            )
            actor_id, role, name = content
            actor = Actor(id=actor_id, role=Role(role))
        except (BadSignature, ValueError):
            return NOBODY
        age = int(time.time() - signed_at.timestamp())
        return Session(actor, name, age)
