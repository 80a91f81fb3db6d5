"""Every refusal and failure as an answer, in one place: a page for people, a problem for programs.

Refusals carry their own status (409, 404, 403, 503). What a program sends malformed is a 400, by
the Dutch rules for APIs; RFC 9457 gives the shape.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from psycopg import OperationalError
from psycopg_pool import PoolTimeout, TooManyRequests
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from adapters.web.access import concerns_ballot
from adapters.web.language import language_of
from adapters.web.rendering import render, status_of
from adapters.web.security import add_security_headers
from application.log import LogUnavailable
from application.refusals import RETRY_AFTER_SECONDS, LogUnreachable
from domain.errors import MALFORMED, NOT_FOUND, UNAVAILABLE, Refusal

GONE = (LogUnavailable, OperationalError, PoolTimeout, TooManyRequests)
API_PREFIX = "/api/"
PROBLEM_JSON = "application/problem+json"


class PageUnknown(Refusal):
    code = "page.unknown"
    status = NOT_FOUND
    dutch = "Deze pagina bestaat niet. Controleer het adres, of begin bij het overzicht."
    english = "This page does not exist. Check the address, or start at the overview."


class RequestMalformed(Refusal):
    code = "request.malformed"
    status = MALFORMED
    dutch = "Wij begrijpen dit verzoek niet: {where}."
    english = "We do not understand this request: {where}."


class MethodUnknown(Refusal):
    code = "request.method_unknown"
    status = 405
    dutch = "Dit kan hier niet op deze manier. Ga terug en gebruik de knop op de pagina."
    english = "This cannot be done here in this way. Go back and use the button on the page."


class SomethingBroke(Refusal):
    code = "system.failure"
    status = 500
    dutch = "Er ging iets mis bij ons. Probeer het later opnieuw; er is niets half verwerkt."
    english = "Something went wrong on our side. Try again later; nothing was half processed."


def answer_to(request: Request, refusal: Refusal) -> Response:
    """A refusal as a page, or as a problem under the API."""
    request.app.state.metrics.answered(
        refusal, concerns_ballot=concerns_ballot(request.scope.get("route"))
    )
    status = status_of(refusal)
    if request.url.path.startswith(API_PREFIX):
        response: Response = problem(refusal, language_of(request))
    else:
        response = render(request, "problem.html", status=status, refusal=refusal)
    if status == UNAVAILABLE:
        response.headers["Retry-After"] = str(refusal.values.get("seconds", RETRY_AFTER_SECONDS))
    return response


def problem(refusal: Refusal, language: str) -> JSONResponse:
    """A refusal in the shape of RFC 9457, with our stable code."""
    status = status_of(refusal)
    content: dict[str, Any] = {
        "type": f"/api/v1/problems/{refusal.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": refusal.code,
        "detail": refusal.text(language),
    }
    return JSONResponse(content, status, media_type=PROBLEM_JSON)


def answer_to_failure(request: Request, failure: Exception) -> Response:
    """What was refused, does not fit, cannot be stored now, or broke."""
    if isinstance(failure, Refusal):
        return answer_to(request, failure)
    if isinstance(failure, RequestValidationError):
        return answer_to(request, RequestMalformed(where=_places(failure)))
    return answer_to(request, LogUnreachable() if isinstance(failure, GONE) else SomethingBroke())


def answer_everything(app: FastAPI) -> None:
    """Let no failure leave the house in another shape."""

    async def refused(request: Request, refusal: Exception) -> Response:
        return answer_to(request, refusal if isinstance(refusal, Refusal) else SomethingBroke())

    async def answered(request: Request, failure: Exception) -> Response:
        return answer_to_failure(request, failure)

    async def of_the_framework(request: Request, failure: Exception) -> Response:
        if isinstance(failure.__cause__, Refusal):  # of a body, while the framework was reading it
            return answer_to(request, failure.__cause__)
        status = failure.status_code if isinstance(failure, HTTPException) else 500
        return answer_to(request, _FRAMEWORK.get(status, RequestMalformed)(where=str(status)))

    async def broken(request: Request, failure: Exception) -> Response:
        structlog.get_logger().error("request.failed", failure=type(failure).__name__)
        logging.getLogger("wijkkas.web").debug("request failed", exc_info=failure)
        response = answer_to(request, SomethingBroke())
        add_security_headers(response.headers)
        return response

    app.add_exception_handler(Refusal, refused)
    for gone in GONE:
        app.add_exception_handler(gone, answered)
    app.add_exception_handler(RequestValidationError, answered)
    app.add_exception_handler(HTTPException, of_the_framework)
    app.add_exception_handler(Exception, broken)


_FRAMEWORK: dict[int, type[Refusal]] = {404: PageUnknown, 405: MethodUnknown, 500: SomethingBroke}


def _places(failure: Exception) -> str:
    """Where the input does not fit, without repeating what was sent."""
    if not isinstance(failure, RequestValidationError):
        return "?"
    return ", ".join(".".join(str(part) for part in error["loc"]) for error in failure.errors()[:5])
