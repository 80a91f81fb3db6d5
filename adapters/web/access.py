"""What a route falls under: a command, a question, or a ballot. The route and its guard are one.

Every route has exactly one of these as a dependency; a test walks all routes and all roles.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.requests import Request

from adapters.web.sessions import Session, Sessions
from application.authorisation import (
    MAY_ASK,
    MAY_COMMAND,
    NotAuthorised,
    Question,
    authorise_question,
    guard_no_example_outside_demo,
)
from domain.command import Actor, ActorCommand, Role
from domain.errors import FORBIDDEN, Refusal


class MetricsTokenWrong(Refusal):
    code = "metrics.token_wrong"
    status = FORBIDDEN
    dutch = "Metingen zijn alleen voor wie het token meestuurt dat daarvoor is ingesteld."
    english = "Measurements are only for those who send the token that was set for them."


@dataclass(frozen=True, slots=True)
class Asks:
    """The route answers a question."""

    question: Question

    def allows(self, role: Role) -> bool:
        """Whether the matrix lets this role ask."""
        return role in MAY_ASK[self.question]

    async def __call__(self, request: Request) -> None:
        """Refuse roles that may not ask."""
        authorise_question(actor_of(request).role, self.question)


@dataclass(frozen=True, slots=True)
class Gives:
    """The route gives a command."""

    command: type[ActorCommand]

    def allows(self, role: Role) -> bool:
        """Whether the matrix lets this role give the command."""
        return role in MAY_COMMAND[self.command]

    async def __call__(self, request: Request) -> None:
        """Refuse roles that may not give it."""
        if not self.allows(actor_of(request).role):
            raise NotAuthorised()


@dataclass(frozen=True, slots=True)
class CastsBallot:
    """The route takes a ballot: the voting pass is the right to it, and no session is read."""

    def allows(self, _: Role) -> bool:
        """A ballot knows no roles."""
        return True

    async def __call__(self, request: Request) -> None:
        """The ballot box checks the pass."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The route is for a machine that watches: its token is the right to it, and no role is."""

    def allows(self, _: Role) -> bool:
        """A machine knows no roles."""
        return True

    async def __call__(self, request: Request) -> None:
        """Raise `MetricsTokenWrong` without the token, and always where none was set."""
        token = request.app.state.house.settings.metrics_token
        sent = request.headers.get("authorization", "")
        wanted = "" if token is None else f"Bearer {token.get_secret_value()}"
        if not wanted or not hmac.compare_digest(sent.encode(), wanted.encode()):
            raise MetricsTokenWrong()


Declaration = Asks | Gives | CastsBallot | Measures


def session_of(request: Request) -> Session:
    """Who sent this request. Raises `ExamplePersonRefused` for an example outside the demo."""
    known: Session | None = getattr(request.state, "session", None)
    if known is None:
        sessions: Sessions = request.app.state.sessions
        known = sessions.of(request)
        guard_no_example_outside_demo(known.actor, is_demo=request.app.state.house.is_demo)
        request.state.session = known
    return known


def actor_of(request: Request) -> Actor:
    """Who sent this request, and in which role."""
    return session_of(request).actor


def may(request: Request, command: type[ActorCommand]) -> bool:
    """Whether to show the form of a command to whoever looks at the page."""
    return actor_of(request).role in MAY_COMMAND[command]


def concerns_ballot(route: object) -> bool:
    """Whether a route was declared to take a ballot: it reads no session and is not logged."""
    return isinstance(declaration_of(route), CastsBallot)


def declaration_of(route: object) -> Declaration | None:
    """What a route was declared to fall under; the nearest declaration counts."""
    found = [
        dependency.dependency
        for dependency in getattr(route, "dependencies", ())
        if isinstance(dependency.dependency, Asks | Gives | CastsBallot | Measures)
    ]
    return found[-1] if found else None
