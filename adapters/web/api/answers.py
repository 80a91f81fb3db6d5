"""What the API shows of what is known: documents with their texts, without who is behind an id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request

from adapters.web.reading import house_of

PEOPLE = frozenset(
    {
        "actor_id",
        "actor_ids",
        "adviser_ids",
        "agreed",
        "announced_by",
        "applicant_id",
        "asked_of",
        "by",
        "former_taken_by",
        "heard_by",
        "helper_ids",
        "holder_id",
        "member_id",
        "objector_id",
        "officers",
        "prepared_by",
        "present_ids",
        "recused_ids",
        "unconfirmed",
        "valuator_id",
    }
)
"""Ids of people stay out of what everyone can ask; the log has them, for auditors.

Every field of an event or document whose type is the id of a person stands here.
"""


def shown(document: BaseModel) -> dict[str, Any]:
    """A document as JSON, without ids of people."""
    found: dict[str, Any] = _without_people(document.model_dump(mode="json"))
    return found


def _without_people(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_people(inner) for name, inner in value.items() if name not in PEOPLE}
    if isinstance(value, list):
        return [_without_people(inner) for inner in value]
    return value


def with_texts(
    request: Request, content: dict[str, Any], commitments: Iterable[str | None]
) -> dict[str, Any]:
    """The content, and the texts behind its commitments; an erased text is absent."""
    wanted = {commitment for commitment in commitments if commitment}
    return {**content, "texts": house_of(request).vault.texts(wanted) if wanted else {}}
