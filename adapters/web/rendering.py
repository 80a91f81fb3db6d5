"""Templates: one environment, and what every page can say in the language of the request."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from adapters.web import (
    integrity_wording,
    next_date_wording,
    round_wording,
    theme_wording,
    wording,
)
from adapters.web.access import concerns_ballot, may, session_of
from adapters.web.forms import EMPTY, Form
from adapters.web.identities import Identities
from adapters.web.language import COOKIE as LANGUAGE_COOKIE
from adapters.web.language import LANGUAGES, Phrases, language_of
from adapters.web.sessions import Session
from application.authorisation import MAY_COMMAND
from application.command_ids import new_ballot_command_id, new_command_id
from application.refusals import RETRY_AFTER_SECONDS
from domain.command import Role
from domain.errors import MALFORMED, UNAVAILABLE, Refusal
from domain.money import Money
from domain.withdrawal_ground import SUSPICIONS
from projections.dossier import HIDDEN

TEMPLATES = Path(__file__).parent / "templates"
BAD_REQUEST = 400
LANGUAGE_SECONDS = 365 * 24 * 3_600


@cache
def environment_of(language: str) -> Environment:
    """The templates of one language, escaped, and loud about a name that does not exist.

    One for each language: what is compiled is kept with it, and texts are part of it.
    """
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    found.globals["word"] = wording
    found.globals["round_word"] = round_wording
    found.globals["theme_word"] = theme_wording
    found.globals["date_word"] = next_date_wording
    found.globals["integrity_word"] = integrity_wording
    found.globals["cents"] = Money
    found.globals["plain_amount"] = plain_amount
    found.globals["hidden_text"] = HIDDEN
    found.globals["commands"] = {each.__name__: each for each in MAY_COMMAND}
    found.globals["suspicions"] = SUSPICIONS
    found.globals["enums"] = {each.__name__: each for each in wording.KINDS}
    _speak(found, Phrases(language))
    return found


def _speak(templates: Environment, phrases: Phrases) -> None:
    """Texts, money, numbers and dates in one language."""
    templates.install_gettext_callables(  # type: ignore[attr-defined]  # comes with the extension
        phrases.gettext, phrases.ngettext, newstyle=False
    )
    templates.filters |= {
        "money": phrases.money,
        "exact_money": phrases.exact_money,
        "round_money": phrases.round_money,
        "number": phrases.number,
        "percent": phrases.percent,
        "day": phrases.day,
        "weekday": phrases.weekday,
        "moment": phrases.moment,
        "as_role": Role,
        "say": phrases.gettext,
        "words": lambda value: phrases.gettext(wording.of(value)),
    }


def status_of(refusal: Refusal) -> int:
    """The status of an answer; malformed input is a 400."""
    return BAD_REQUEST if refusal.status == MALFORMED else refusal.status


def render(
    request: Request, template: str, *, status: int = 200, form: Form = EMPTY, **values: Any
) -> HTMLResponse:
    """A page; where its form was refused, with the status of that. The page of a ballot reads no
    session: it does not know who looks at it.
    """
    status = status_of(form.refusal) if form.refusal else status
    anonymous = concerns_ballot(request.scope.get("route"))
    session = None if anonymous else _session_or_none(request)
    state = request.app.state
    phrases = Phrases(language_of(request))
    browser = state.form_tokens.browser_of(request)
    page = environment_of(phrases.language).get_template(template)
    response = HTMLResponse(
        page.render(
            request=request,
            session=session,
            may=lambda command: not anonymous and may(request, command),
            house=state.house,
            phrases=phrases,
            language=phrases.language,
            other_language=_other(request, phrases.language),
            form_token=Markup(state.form_tokens.token(browser)),  # noqa: S704 - hex digits
            new_command_id=new_ballot_command_id if anonymous else new_command_id,
            who=lambda actor_id: _name_of(request, actor_id),
            options=lambda kind: [(each.value, phrases.gettext(wording.of(each))) for each in kind],
            form=form,
            **values,
        ),
        status,
    )
    _remember(request, response, browser, phrases.language)
    if status == UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if session is not None:
        state.sessions.renew(response, session)
    return response


def _name_of(request: Request, actor_id: str) -> str:
    """The name behind an id, where the identity provider gives one to these pages."""
    identities: Identities | None = request.app.state.identities
    person = identities.person(actor_id) if identities else None
    return person.name if person else actor_id


def plain_amount(amount: Money) -> str:
    """An amount as one types it: 1250,50."""
    return f"{amount.cents // 100},{amount.cents % 100:02d}" if amount else ""


def _session_or_none(request: Request) -> Session | None:
    try:
        return session_of(request)
    except Refusal:
        return None


def _other(request: Request, language: str) -> dict[str, str]:
    """The other language, and the address of this page in it."""
    other = next(candidate for candidate in LANGUAGES if candidate != language)
    query = dict(request.query_params) | {"lang": other}
    path = request.url.path if request.method in ("GET", "HEAD") else "/"
    return {"code": other, "href": f"{path}?{urlencode(query)}"}


def _remember(request: Request, response: HTMLResponse, browser: str, language: str) -> None:
    request.app.state.form_tokens.remember(response, browser)
    if request.query_params.get("lang") == language:
        response.set_cookie(
            LANGUAGE_COOKIE, language, max_age=LANGUAGE_SECONDS, httponly=True, samesite="lax"
        )
