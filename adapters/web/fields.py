"""Reading many fields at once: what is not right is found, and shown beside its field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from adapters.web.forms import FieldEmpty, FieldUnreadable, Form
from domain.errors import MALFORMED, Refusal
from domain.money import Money

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

NUMBER_DIGITS_MAX = 9
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class FieldsNotRight(Refusal):
    code = "form.fields_not_right"
    status = MALFORMED
    dutch = "Nog niet alles klopt. Bij elk veld met een melding staat wat u kunt doen."
    english = "Not everything is right yet. Each field with a message says what you can do."

    def __init__(self, beside: Mapping[str, Refusal]) -> None:
        super().__init__()
        self.beside = beside


class ValueEmpty(Refusal):
    code = "form.value_empty"
    status = MALFORMED
    dutch = "Vul dit in."
    english = "Fill this in."


class NumberUnreadable(Refusal):
    code = "form.number_unreadable"
    status = MALFORMED
    dutch = "Vul een heel getal in, bijvoorbeeld 3."
    english = "Fill in a whole number, for example 3."


class IdentifierUnreadable(Refusal):
    code = "form.identifier_unreadable"
    status = MALFORMED
    dutch = "Gebruik alleen letters, cijfers, punten en streepjes, ten hoogste 64."
    english = "Use only letters, digits, dots and dashes, at most 64."


class ValueUnknown(Refusal):
    code = "form.value_unknown"
    status = MALFORMED
    dutch = "Kies een van de mogelijkheden."
    english = "Choose one of the possibilities."


class OutOfReach(Refusal):
    code = "form.out_of_reach"
    status = MALFORMED
    dutch = "Dit kan niet. Kijk na of het getal niet te hoog of te laag is."
    english = "This is not possible. Check that the number is not too high or too low."


class GoesWithAnotherChoice(Refusal):
    code = "form.goes_with_another_choice"
    status = MALFORMED
    dutch = "Dit gaat niet samen met de telregel of het stembiljet dat u koos. Kies iets anders."
    english = "This does not go with the voting rule or ballot that you chose. Choose another."


@dataclass(frozen=True, slots=True)
class FieldReading:
    """Reads fields one by one, and goes on after one that is not right."""

    form: Form
    beside: dict[str, Refusal] = field(default_factory=dict)

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """What a reader makes of a field; None where it is not right."""
        try:
            return reader(self.form.text(name).strip())
        except FieldEmpty:
            self.beside[name] = ValueEmpty()
        except Refusal as refusal:
            self.beside[name] = refusal
        return None

    def filled(self, name: str) -> str | None:
        """A value that must be there."""
        return self.read(name, lambda _: self.form.filled(name))

    def identifier(self, name: str) -> str | None:
        """An id that somebody chooses."""

        def reader(text: str) -> str:
            if not text:
                raise FieldEmpty(field=name)
            if not _IDENTIFIER.fullmatch(text):
                raise IdentifierUnreadable()
            return text

        return self.read(name, reader)

    def several(self, name: str) -> tuple[str, ...]:
        """A field with several values, at least one."""
        found = self.form.all(name)
        if not found:
            self.beside[name] = ValueEmpty()
        return found

    def number(self, name: str, *, optional: bool = False) -> int | None:
        """A whole number from 0; None where it may be left empty and is."""

        def reader(text: str) -> int | None:
            if not text and optional:
                return None
            if not text:
                raise FieldEmpty(field=name)
            if not (text.isascii() and text.isdigit() and len(text) <= NUMBER_DIGITS_MAX):
                raise NumberUnreadable()
            return int(text)

        return self.read(name, reader)

    def money(self, name: str, *, optional: bool = False) -> Money | None:
        """An amount as people type it."""
        return self.read(
            name, lambda text: None if optional and not text else self.form.money(name)
        )

    def one_of(self, name: str, kind: type[E], *, optional: bool = False) -> E | None:
        """One of the values of a kind."""

        def reader(text: str) -> E | None:
            if not text and optional:
                return None
            if text not in list(kind):
                raise ValueUnknown()
            return kind(text)

        return self.read(name, reader)

    def guard_all_right(self) -> None:
        """Raises `FieldsNotRight` with everything that was found."""
        if self.beside:
            raise FieldsNotRight(self.beside)


def at_fields(form: Form, field_of_refusal: Mapping[str, str]) -> Form:
    """The form with what stood in its way beside the fields that it is about.

    `field_of_refusal` says by code where a rule's "no" belongs. A refusal that names an option or a
    limit belongs to the field of that name.
    """
    refusal = form.refusal
    if isinstance(refusal, FieldsNotRight):
        return replace(form, beside=refusal.beside)
    if refusal is None:
        return form
    named = refusal.values.get("limit") or refusal.values.get("option")
    if named is not None:
        return replace(form, beside={str(named): _of_option(refusal)})
    if isinstance(refusal, FieldUnreadable):
        return replace(form, beside={str(refusal.values["field"]): OutOfReach()})
    name = field_of_refusal.get(refusal.code)
    return replace(form, beside={name: refusal}) if name else form


def _of_option(refusal: Refusal) -> Refusal:
    """Names of limits and options are for programs; beside the field itself none is needed."""
    return ValueEmpty() if refusal.code == "voting_round.limit_missing" else GoesWithAnotherChoice()
