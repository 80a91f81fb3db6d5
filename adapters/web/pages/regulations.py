"""Regulations: in plain words for everyone, and recorded by the griffier."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from adapters.example_regulations import examples
from adapters.web.access import Asks, Gives
from adapters.web.actions import Action, add_actions
from adapters.web.forms import EMPTY, FieldUnreadable, Form
from adapters.web.language import Phrases, language_of
from adapters.web.reading import After, house_of, names_of_wijken, page_of
from adapters.web.regulation_wording import in_words
from adapters.web.rendering import render
from application.authorisation import Question
from domain.calendar import dutch_day
from domain.regulation import AdoptRegulation, RegulationUnknown, WithdrawRegulation
from domain.regulation_contents import Regulation
from projections.regulations import RegulationDocument

router = APIRouter()

PAGE_LINES = 100
RegulationInPath = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Start = Annotated[str, Query(max_length=80, pattern=r"^[A-Za-z0-9._-]*$")]


@router.get("/regels", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def regulations_page(request: Request, na: After = "") -> Response:
    """Every regulation, and which of them are in force today."""
    house = house_of(request)
    found = page_of(lambda limit: house.views.regulations(after=na, limit=limit), PAGE_LINES)
    return render(
        request,
        "regulation/list.html",
        regulations=found,
        after=na,
        names_of=names_of_wijken(request),
        today=dutch_day(house.now()),
    )


@router.get("/regels/{regulation_id}", dependencies=[Depends(Asks(Question.PUBLIC_PAGES))])
def regulation_page(request: Request, regulation_id: RegulationInPath) -> Response:
    """One regulation, rule by rule, each with its article."""
    found = regulation_of(request, regulation_id)
    phrases = Phrases(language_of(request))
    return render(
        request,
        "regulation/regulation.html",
        found=found,
        names_of=names_of_wijken(request),
        rules=in_words(found.rules, phrases),
    )


def regulation_of(request: Request, regulation_id: str) -> RegulationDocument:
    """A regulation that was recorded. Raises `RegulationUnknown`."""
    found = house_of(request).views.regulation(regulation_id)
    if found is None:
        raise RegulationUnknown(regulation=regulation_id)
    return found


@router.get("/werk/regelingen", dependencies=[Depends(Gives(AdoptRegulation))])
def recording_page(request: Request, van: Start = "") -> Response:
    """The forms of the griffier; `van` is the regulation or example whose rules to begin with."""
    return _show(request, EMPTY, van)


def _show(request: Request, form: Form, start: str = "") -> Response:
    views = house_of(request).views
    return render(
        request,
        "regulation/recording.html",
        regulations=page_of(lambda limit: views.regulations(limit=limit), PAGE_LINES),
        names_of=names_of_wijken(request),
        examples=examples(),
        rules=_written(_rules_to_begin_with(request, start)),
        form=form,
    )


def _rules_to_begin_with(request: Request, start: str) -> Regulation:
    if start in examples():
        return examples()[start].rules
    return regulation_of(request, start).rules if start else Regulation()


def _written(rules: Regulation) -> str:
    """The rules that there are, as the form has them."""
    content = rules.model_dump(mode="json", exclude_none=True)
    return json.dumps(content, indent=2, ensure_ascii=False) if content else ""


def _regulation(_: Request, form: Form) -> Mapping[str, Any]:
    names = ("regulation_id", "scheme", "decided_on", "valid_from")
    return form.all_filled(*names) | {
        "rules": _rules(form),
        "valid_until": form.optional("valid_until"),
        "wijken": tuple(form.text("wijken").split()),
        "replaces": form.optional("replaces"),
    }


def _rules(form: Form) -> Regulation:
    try:
        return Regulation.model_validate_json(form.filled("rules"))
    except ValidationError as problem:
        places = {".".join(["rules", *map(str, each["loc"])]) for each in problem.errors()}
        raise FieldUnreadable(field=", ".join(sorted(places)[:5])) from problem


def _withdrawal(request: Request, form: Form) -> Mapping[str, Any]:
    return dict(request.path_params) | {"last_day": form.filled("last_day")}


HERE = "/werk/regelingen"
add_actions(
    router,
    (
        Action(HERE, AdoptRegulation, HERE, _regulation),
        Action(HERE + "/{regulation_id}/intrekken", WithdrawRegulation, HERE, _withdrawal),
    ),
    _show,
)
