"""One tree of refusals. Each has a stable code, a status for the web, and a text in two languages.

A refusal is an answer, not a failure: the command was understood and a rule said no. Codes are
`subject.reason`, never change, and are the only thing that other programs should look at. Texts may
name values with `{name}`; the values are given as keywords when the refusal is raised.
"""

from __future__ import annotations

from typing import ClassVar

from domain.money import Money

CONFLICT = 409
FORBIDDEN = 403
NOT_FOUND = 404
MALFORMED = 422
UNAVAILABLE = 503


class Refusal(Exception):  # noqa: N818 - a refusal is an outcome of a rule, not an error
    """Something asked that a rule does not allow. `values` fill the text."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = CONFLICT
    dutch: ClassVar[str] = "Dit kan niet."
    english: ClassVar[str] = "This is not possible."

    def __init__(self, **values: object) -> None:
        super().__init__(self.code)
        self.values = values

    def text(self, language: str = "nl") -> str:
        """The sentence for people, in Dutch (`nl`) or English (`en`)."""
        sentence = self.english if language == "en" else self.dutch
        return sentence.format_map(
            {
                name: value.text(language) if isinstance(value, Money) else str(value)
                for name, value in self.values.items()
            }
        )


def refusals_by_code() -> dict[str, type[Refusal]]:
    """Every refusal that exists, by its code."""
    found: dict[str, type[Refusal]] = {}
    pending: list[type[Refusal]] = [Refusal]
    while pending:
        refusal = pending.pop()
        found[refusal.code] = refusal
        pending.extend(refusal.__subclasses__())
    return found
