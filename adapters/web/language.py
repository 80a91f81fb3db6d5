"""The language of a page: Dutch is the source, English a catalogue that is read at start."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from starlette.requests import Request

from domain.calendar import DUTCH_TIME
from domain.money import Money

LANGUAGES = ("nl", "en")
SOURCE = "nl"
COOKIE = "wijkkas_language"
CATALOGUES = Path(__file__).parent / "locale"
_LOCALES = {"nl": "nl_NL", "en": "en_GB"}


def translatable(text: str) -> str:
    """Mark a source text for the catalogue; it is translated where it is shown."""
    return text


@cache
def translations(language: str) -> NullTranslations:
    """The catalogue of a language, compiled in memory; the source language needs none."""
    if language == SOURCE:
        return NullTranslations()
    with (CATALOGUES / language / "LC_MESSAGES" / "wijkkas.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def language_of(request: Request) -> str:
    """By `?lang=`, else by cookie, else by what the browser asks for; Dutch when in doubt."""
    for asked in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return _preferred(request.headers.get("accept-language", ""))


def _preferred(accepted: str) -> str:
    """The first of our languages in an Accept-Language header, read in the order written."""
    for part in accepted[:200].split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return SOURCE


class Phrases:
    """What a template says in one language: texts, money, numbers, dates."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._translations = translations(language)
        self._locale = _LOCALES[language]

    def gettext(self, text: str, **values: object) -> str:
        """A text in this language, with its values filled in."""
        said = self._translations.gettext(text) if text else ""
        return said % values if values else said

    def ngettext(self, one: str, many: str, number: int, **values: object) -> str:
        """The form for one, or the form for a number of things; `%(num)s` is the number."""
        said = self._translations.ngettext(one, many, number)
        return said % {"num": self.number(number), **values}

    def money(self, amount: Money) -> str:
        """An amount with its cents, only where there are any; with a space that does not break."""
        text = amount.text(self.language).replace(" ", "\u00a0")
        return text[:-3] if amount.cents % 100 == 0 else text

    def round_money(self, amount: Money) -> str:
        """An amount in whole euros, for an overview."""
        return self.money(Money((amount.cents + 50) // 100 * 100))

    def exact_money(self, amount: Money) -> str:
        """An amount with its cents, always."""
        return amount.text(self.language).replace(" ", "\u00a0")

    def number(self, number: int) -> str:
        """A whole number with its separators."""
        return str(format_decimal(number, locale=self._locale))

    def percent(self, percents: Fraction) -> str:
        """Percents with one decimal, and a sign: +2,5%."""
        return self.decimal(percents, "+0.0;-0.0") + "%"

    def decimal(self, number: Fraction, pattern: str) -> str:
        """A number rounded as a pattern says: `#,##0.00`, or `0.0%` for a share."""
        return str(format_decimal(Decimal(float(number)), pattern, locale=self._locale))

    def day(self, moment: date | datetime) -> str:
        """A date in full: 3 maart 2027."""
        return format_date(_local(moment), format="d MMMM y", locale=self._locale)

    def weekday(self, moment: date | datetime) -> str:
        """A date with its weekday: woensdag 3 maart 2027."""
        return format_date(_local(moment), format="EEEE d MMMM y", locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """A date and time of day in Amsterdam: 3 maart 2027, 14:05."""
        return format_datetime(
            moment, format="d MMMM y, HH:mm", tzinfo=DUTCH_TIME, locale=self._locale
        )


def _local(moment: date | datetime) -> date | datetime:
    return moment.astimezone(DUTCH_TIME) if isinstance(moment, datetime) else moment
