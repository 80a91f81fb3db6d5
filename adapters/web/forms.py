"""What somebody typed: read once, checked to come from our own page, kept when it is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

from adapters.web.form_tokens import FIELD, guard_same_site
from domain.errors import MALFORMED, Refusal
from domain.money import MAX_CENTS, Money

FIELDS_MAX = 600
COMMAND_ID = "command_id"
_AMOUNT = re.compile(
    r"(?P<euros>[0-9]{1,15}|[0-9]{1,3}([.,][0-9]{3}){1,4})([.,](?P<cents>[0-9]{1,2}))?"
)


class AmountUnreadable(Refusal):
    code = "form.amount_unreadable"
    status = MALFORMED
    dutch = "Vul een bedrag in euro's in, bijvoorbeeld 1.250 of 1.250,50."
    english = "Fill in an amount in euros, for example 1,250 or 1,250.50."


class FieldEmpty(Refusal):
    code = "form.field_empty"
    status = MALFORMED
    dutch = "Vul alle velden in; niet ingevuld is: {field}."
    english = "Fill in all fields; this one is empty: {field}."


class TextTooLong(Refusal):
    code = "form.text_too_long"
    status = MALFORMED
    dutch = "De tekst bij {field} is te lang: ten hoogste {maximum} tekens."
    english = "The text of {field} is too long: at most {maximum} characters."


class FieldUnreadable(Refusal):
    code = "form.field_unreadable"
    status = MALFORMED
    dutch = "Dit klopt nog niet: {field}. Kijk het na en verstuur het opnieuw."
    english = "This is not right yet: {field}. Check it and send it again."


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, every value as it was typed.

    `refusal` is what stood in its way; `beside` has what is said at a field, by the field's name.
    """

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refusal: Refusal | None = None
    beside: Mapping[str, Refusal] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """The first value of a field."""
        return next(iter(self.values.get(name, ())), default)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a field with several."""
        return self.values.get(name, ())

    def filled(self, name: str) -> str:
        """A value that must be there. Raises `FieldEmpty`."""
        found = self.text(name).strip()
        if not found:
            raise FieldEmpty(field=name)
        return found

    def all_filled(self, *names: str) -> dict[str, str]:
        """Values that must be there, by name. Raises `FieldEmpty`."""
        return {name: self.filled(name) for name in names}

    def optional(self, name: str) -> str | None:
        """A value that may be left out."""
        return self.text(name).strip() or None

    def money(self, name: str) -> Money:
        """An amount as people type it. Raises `AmountUnreadable`."""
        return money_from(self.filled(name))

    def number(self, name: str) -> int:
        """A whole number. Raises `FieldUnreadable`."""
        try:
            return int(self.filled(name))
        except ValueError as problem:
            raise FieldUnreadable(field=name) from problem

    @property
    def command_id(self) -> UUID:
        """The id that was made when the form was shown, so that sending it twice is harmless."""
        try:
            return UUID(self.text(COMMAND_ID))
        except ValueError:
            return uuid4()

    def refused(self, refusal: Refusal) -> Form:
        """The same form, with what stood in its way; it is shown again and sent anew."""
        return Form(self.values, refusal)


EMPTY = Form()


def money_from(text: str) -> Money:
    """1250, 1.250, 1.250,50 or 1,250.50: what stands before one or two last digits is decimal."""
    plain = text.replace("€", "").replace("\u00a0", "").replace(" ", "")
    found = _AMOUNT.fullmatch(plain)
    if found is None:
        raise AmountUnreadable()
    euros = int(re.sub(r"[.,]", "", found["euros"]))
    cents = int((found["cents"] or "").ljust(2, "0"))
    if euros * 100 + cents > MAX_CENTS:
        raise AmountUnreadable()
    return Money(euros * 100 + cents)


async def _typed(request: Request) -> Form:
    """The form of an unsafe request, once origin, rate and token are in order."""
    guard_same_site(request)
    request.app.state.rate_bound.guard(request)
    sent: FormData = await request.form(max_files=0, max_fields=FIELDS_MAX)
    values: dict[str, tuple[str, ...]] = {
        name: tuple(str(value) for value in sent.getlist(name)) for name in sent
    }
    form = Form(values)
    request.app.state.form_tokens.guard(request, form.text(FIELD))
    return form


Typed = Annotated[Form, Depends(_typed)]
