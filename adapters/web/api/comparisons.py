"""Comparing voting rules from a program. The body is read after the role was checked."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from starlette.requests import Request

from adapters.rule_comparison.answer import Json, election_answer, variants_answer
from adapters.rule_comparison.bounded import (
    FILE_BYTES_MAX,
    FileTooLargeForPage,
)
from adapters.rule_comparison.subject import Compared
from adapters.web.access import Asks
from adapters.web.api.guarding import guarded
from adapters.web.pages.comparison import EXAMPLE, FILE, ROUND, subject_of
from adapters.web.problems import RequestMalformed
from adapters.web.security import RequestTooLarge
from application.authorisation import Question
from domain.event import Identifier
from domain.tally.comparing.comparison import MAX_VARIANTS
from domain.tally.comparing.variants import DEFAULT_NAMES

router = APIRouter(tags=["comparisons"])


class ComparisonAsked(BaseModel):
    """What to compare: a closed round, the text of a Pabulib file, or else the example."""

    model_config = ConfigDict(extra="forbid")

    round_id: Identifier | None = None
    file: str | None = Field(default=None, min_length=1, max_length=FILE_BYTES_MAX)
    variants: tuple[Annotated[str, Field(max_length=40)], ...] = Field(
        default=DEFAULT_NAMES, max_length=MAX_VARIANTS
    )

    @model_validator(mode="after")
    def _one_subject(self) -> ComparisonAsked:
        if self.round_id is not None and self.file is not None:
            raise ValueError("round_id or file, not both")
        return self

    @property
    def subject(self) -> str:
        """The subject as the page's form names it."""
        if self.round_id is not None:
            return f"{ROUND}{self.round_id}"
        return EXAMPLE if self.file is None else FILE


async def _asked(request: Request) -> ComparisonAsked:
    try:
        return ComparisonAsked.model_validate_json(await request.body())
    except RequestTooLarge as too_large:
        raise FileTooLargeForPage(megabytes=FILE_BYTES_MAX // 1_000_000) from too_large
    except ValidationError as malformed:
        places = {".".join(map(str, each["loc"])) or "body" for each in malformed.errors()[:5]}
        raise RequestMalformed(where=", ".join(sorted(places))) from malformed


BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": ComparisonAsked.model_json_schema()}},
    }
}


@router.post(
    "/comparisons",
    dependencies=[Depends(guarded), Depends(Asks(Question.RULE_COMPARISON))],
    openapi_extra=BODY,
)
def compare(request: Request, asked: Annotated[ComparisonAsked, Depends(_asked)]) -> dict[str, Any]:
    """The same ballots under several rules, side by side; nothing of it is kept."""
    file = (asked.file or "").encode()
    found: Compared = request.app.state.compare(
        subject_of(request, asked.subject, file, asked.variants)
    )
    names = [each.variant.name for each in found.comparison.outcomes]
    answer: Json = {"variants": variants_answer(names), **election_answer(found)}
    return answer
