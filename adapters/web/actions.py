"""Forms of staff that each give one command: said as data, and all answered in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from adapters.web.access import Gives
from adapters.web.forms import Form, Typed
from adapters.web.submitting import answer
from domain.command import ActorCommand

Fields = Callable[[Request, Form], Mapping[str, Any]]
Page = Callable[[Request, Form], Response]


def from_path(request: Request, _: Form) -> Mapping[str, Any]:
    """The command's fields are those of the address."""
    return dict(request.path_params)


@dataclass(frozen=True, slots=True)
class Action:
    """A form at `path` gives a command, and goes on to `to` (with `{names}` of the address)."""

    path: str
    intention: type[ActorCommand]
    to: str
    fields: Fields = from_path
    texts: tuple[str, ...] = ()
    optional_texts: tuple[str, ...] = ()


def add_actions(router: APIRouter, actions: Iterable[Action], page: Page) -> None:
    """An endpoint for each action; where it is refused, `page` shows the form again."""
    for action in actions:
        router.add_api_route(
            action.path,
            _endpoint(action, page),
            methods=["POST"],
            name=action.intention.__name__,
            dependencies=[Depends(Gives(action.intention))],
        )


def _endpoint(action: Action, page: Page) -> Callable[[Request, Form], Response]:
    def give(request: Request, form: Typed) -> Response:
        return answer(
            request,
            form,
            action.intention,
            again=lambda refused: page(request, refused),
            to=action.to.format(**request.path_params),
            fields=lambda: action.fields(request, form),
            texts=action.texts,
            optional_texts=action.optional_texts,
        )

    return give
