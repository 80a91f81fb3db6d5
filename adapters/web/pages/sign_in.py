"""Signing in: by the identity provider, which in the demonstration is a list of example people."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from adapters.web.access import Asks
from adapters.web.forms import EMPTY, Form, Typed
from adapters.web.identities import Identities, NoIdentityProvider, PersonUnknown
from adapters.web.rendering import render
from adapters.web.sessions import Session
from adapters.web.submitting import SEE_OTHER
from application.authorisation import Question

router = APIRouter(dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])


@router.get("/aanmelden")
def sign_in_page(request: Request) -> Response:
    """Who can sign in here."""
    return _show(request, EMPTY)


@router.post("/aanmelden")
def sign_in(request: Request, form: Typed) -> Response:
    """Begin a session for a person of the provider."""
    identities: Identities | None = request.app.state.identities
    if identities is None:
        raise NoIdentityProvider()
    person = identities.person(form.text("person"))
    if person is None:
        return _show(request, form.refused(PersonUnknown()))
    response = RedirectResponse(_inside(form.text("to")), SEE_OTHER)
    request.app.state.sessions.begin(response, Session(person.actor, person.name))
    return response


@router.post("/afmelden")
def sign_out(request: Request, _: Typed) -> Response:
    """End the session."""
    response = RedirectResponse("/", SEE_OTHER)
    request.app.state.sessions.end(response)
    return response


def _show(request: Request, form: Form) -> Response:
    identities: Identities | None = request.app.state.identities
    return render(
        request,
        "sign_in/sign_in.html",
        people=identities.people() if identities else (),
        has_provider=identities is not None,
        to=_inside(form.text("to") or request.query_params.get("naar", "/")),
        form=form,
    )


def _inside(path: str) -> str:
    """A page of our own to go on to; never another site."""
    safe = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return path if safe and path.isprintable() and len(path) < 300 else "/"
