"""Every endpoint for every role: what the authorisation matrix allows is answered, no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount

from adapters.web.access import CastsBallot, Declaration, declaration_of
from adapters.web.api.application import PREFIX
from application.authorisation import MAY_COMMAND, NotAuthorised
from domain.command import Role
from tests.integration.web.visiting import Visitor

PERSON_OF_ROLE: dict[Role, str | None] = {
    Role.VISITOR: None,
    Role.RESIDENT: "aylin",
    Role.COORDINATOR: "sanne",
    Role.BOARD_MEMBER: "rachid",
    Role.CASE_OFFICER: "joost",
    Role.MANDATE_HOLDER: "hendrik",
    Role.COLLEGE: "wethouder",
    Role.GRIFFIER: "griffier",
    Role.FINANCE: "noor",
    Role.AUDITOR: "esra",
}
IN_PATH = {"code": "WK030710", "wijk": "WK030710", "year": "2027", "figure": "available"}


@dataclass(frozen=True)
class Endpoint:
    """A method on a path, and what it falls under."""

    method: str
    path: str
    declared: Declaration

    @property
    def address(self) -> str:
        """The path with something in every place."""
        return re.sub(r"{(\w+)}", lambda name: IN_PATH.get(name.group(1), "0"), self.path)


def routes(app: FastAPI) -> Iterator[tuple[str, APIRoute]]:
    """Every route of pages and API with its whole path; only files are served beside them."""
    for route in app.routes:
        if isinstance(route, Mount) and route.path == PREFIX:
            yield from ((PREFIX + path, inner) for path, inner in _within(route.routes))
        elif isinstance(route, Mount):
            assert route.path == "/static"
        else:
            yield from _within([route])


def _within(found: Iterable[BaseRoute]) -> Iterator[tuple[str, APIRoute]]:
    for route in found:
        router: APIRouter | None = getattr(route, "original_router", None)
        if router is not None:
            yield from _within(router.routes)
        else:
            assert isinstance(route, APIRoute), route
            yield route.path, route


def endpoints(app: FastAPI) -> list[Endpoint]:
    """Every endpoint. One that is not declared would let everyone in, so it fails here."""
    found: list[Endpoint] = []
    for path, route in routes(app):
        declared = declaration_of(route)
        assert declared is not None, f"{path} does not say what it falls under"
        found += [Endpoint(method, path, declared) for method in sorted(route.methods or ())]
    assert len(found) > 80
    return found


def is_refused(visitor: Visitor, endpoint: Endpoint, token: str) -> bool:
    """Whether the matrix turns this visitor away."""
    if endpoint.method == "GET":
        answer = visitor.get(endpoint.address)
    elif endpoint.path.startswith(PREFIX):
        answer = visitor.client.post(endpoint.address, json={})
    else:
        # Without the right fields, so that nothing is carried out by those who may.
        fields = {"form_token": token, "command_id": str(uuid4()), "person": "nobody"}
        answer = visitor.client.post(endpoint.address, data=fields)
    assert answer.status_code != 500, f"{endpoint}: {answer.text[:500]}"
    return answer.status_code == 403 and NotAuthorised.code in answer.text


@pytest.mark.parametrize("role", list(Role))
def test_every_endpoint_lets_in_whom_the_matrix_lets_in(
    role: Role, app: FastAPI, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(PERSON_OF_ROLE[role])
    token = visitor.token()
    wrong = []
    for endpoint in endpoints(app):
        if endpoint.path == "/afmelden":
            continue  # ends the session that the others need
        refused = is_refused(visitor, endpoint, token)
        if refused is endpoint.declared.allows(role):
            wrong.append(f"{endpoint.method} {endpoint.path}: refused={refused}")
    assert not wrong


def test_every_command_has_an_endpoint_on_the_pages_and_in_the_api(app: FastAPI) -> None:
    found = [(endpoint.path, endpoint.declared) for endpoint in endpoints(app)]
    for command in MAY_COMMAND:
        paths = [path for path, declared in found if getattr(declared, "command", None) is command]
        assert any(path.startswith(PREFIX) for path in paths), command
        assert any(not path.startswith(PREFIX) for path in paths), command


def test_only_pages_of_the_ballot_are_declared_as_such(app: FastAPI) -> None:
    paths = {each.path for each in endpoints(app) if isinstance(each.declared, CastsBallot)}
    assert all("stembiljet" in path or path == f"{PREFIX}/ballots" for path in paths)
    assert len(paths) == 4


def test_a_route_without_a_declaration_is_noticed() -> None:
    router = APIRouter()
    router.add_api_route("/open", lambda: None)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(router)
    with pytest.raises(AssertionError, match="does not say what it falls under"):
        endpoints(app)
