"""A text for people, said twice: in Dutch and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InTwoLanguages:
    """The same word or sentence in both languages. Refusals have theirs in `domain.errors`."""

    dutch: str
    english: str

    def text(self, language: str) -> str:
        """One of them: Dutch (`nl`) or English (`en`)."""
        return self.english if language == "en" else self.dutch

    def by_language(self) -> dict[str, str]:
        """Both, by the code of their language, as answers in JSON have them."""
        return {"nl": self.dutch, "en": self.english}
