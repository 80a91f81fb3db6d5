"""What a page needs from the house: the house itself, and texts behind commitments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query
from starlette.requests import Request

from adapters.house import House
from domain.budget_year import BudgetYearUnknown
from domain.calendar import dutch_day
from domain.regulation_contents import NO_RULES, Regulation
from domain.wijk_division import WijkUnknown
from projections.document import Document
from projections.dossier import ProposalDossier
from projections.questions import PAGE
from projections.regulations import RegulationDocument
from projections.years import YearDocument

D = TypeVar("D", bound=Document)

PAGES_MAX = 100
After = Annotated[str, Query(max_length=300, pattern=r"^[A-Za-z0-9._/-]*$")]
"""The path of the last line seen; a list goes on after it."""


def house_of(request: Request) -> House:
    """The house that the application serves."""
    house: House = request.app.state.house
    return house


@dataclass(frozen=True, slots=True)
class Page(Generic[D]):
    """One page of a list; `after` is where the next one begins, None where nothing is left."""

    lines: list[D]
    after: str | None


def page_of(lines_of: Callable[[int], list[D]], limit: int) -> Page[D]:
    """A page of `limit` lines. `lines_of` lists at most so many; one more is asked, to know."""
    lines = lines_of(limit + 1)
    if len(lines) <= limit:
        return Page(lines, None)
    return Page(lines[:limit], lines[limit - 1].path)


def every_line(lines_of: Callable[[str, int], list[D]], limit: int = PAGE) -> Iterator[D]:
    """A whole list, read page by page: the lines after a path, at most so many at a time.

    For choices that must be complete. Raises `RuntimeError` beyond `PAGES_MAX` pages: better no
    list than one that is cut off.
    """
    after = ""
    for _ in range(PAGES_MAX):
        lines = lines_of(after, limit)
        yield from lines
        if len(lines) < limit:
            return
        after = lines[-1].path or ""
    raise RuntimeError(f"a list of more than {PAGES_MAX} pages")


def every_proposal(request: Request, year: int, wijk: str | None = None) -> list[ProposalDossier]:
    """All dossiers of a year, or of one wijk: one that is left out of a list would be forgotten."""
    views = house_of(request).views
    return list(
        every_line(lambda after, limit: views.proposals(year, wijk, after=after, limit=limit))
    )


def every_regulation(request: Request) -> Iterator[RegulationDocument]:
    """All regulations, by id, of before and later too."""
    views = house_of(request).views
    return every_line(lambda after, limit: views.regulations(after=after, limit=limit))


def regulation_today(request: Request, wijk: str) -> RegulationDocument | None:
    """The regulation in force in a wijk today."""
    today = dutch_day(house_of(request).now())
    for each in every_regulation(request):
        if each.is_in_force(today) and (not each.wijken or wijk in each.wijken):
            return each
    return None


def rules_today(request: Request, wijk: str) -> Regulation:
    """The rules in force in a wijk today; no rules where there are none."""
    found = regulation_today(request, wijk)
    return found.rules if found else NO_RULES


def rules_under(request: Request, regulation_id: str | None) -> Regulation:
    """The rules that something was begun under; no rules where it was begun under none."""
    found = house_of(request).views.regulation(regulation_id) if regulation_id else None
    return found.rules if found else NO_RULES


class Texts:
    """Texts by commitment, as a template asks for them. An erased text is None."""

    def __init__(self, found: Mapping[str, str]) -> None:
        self._found = found

    def __getitem__(self, commitment: str | None) -> str | None:
        return self._found.get(commitment) if commitment else None


def texts_of(request: Request, commitments: Iterable[str | None]) -> Texts:
    """The texts that are still in the vault, in one look-up."""
    wanted = {commitment for commitment in commitments if commitment}
    return Texts(house_of(request).vault.texts(wanted) if wanted else {})


def opened_years(request: Request) -> list[YearDocument]:
    """The years that were opened, newest first."""
    years = house_of(request).views.years()
    return [year for year in reversed(years) if year.opened is not None]


def names_of_wijken(request: Request) -> Callable[[Iterable[str]], list[str]]:
    """What codes of wijken are called, by the newest year that has them; others stay codes."""
    names = {
        place.code: place.name for year in reversed(opened_years(request)) for place in year.wijken
    }
    return lambda codes: [names.get(code, code) for code in codes]


def places_to_choose(request: Request) -> list[tuple[str, str]]:
    """Every wijk of every year, and the whole city, as choices of a form: code and name."""
    years = reversed(opened_years(request))
    names = {place.code: place.name for year in years for place in year.places}
    return sorted(names.items(), key=lambda each: each[1])


def chosen_year(request: Request, years: list[YearDocument]) -> YearDocument | None:
    """The year that `?jaar=` asks for, else the newest. Raises `BudgetYearUnknown`."""
    asked = request.query_params.get("jaar")
    if asked is None:
        return years[0] if years else None
    for year in years:
        if str(year.year) == asked:
            return year
    raise BudgetYearUnknown(year=asked[:4])


def year_of_wijk(
    request: Request, code: str, opened: list[YearDocument]
) -> tuple[YearDocument, str]:
    """Of the opened years the one that `?jaar=` asks for, else the newest that has this wijk; and
    the wijk's name. Raises `BudgetYearUnknown` and `WijkUnknown`.
    """
    year = chosen_year(request, [each for each in opened if each.name_of(code)] or opened)
    if year is None:
        raise BudgetYearUnknown(year="-")
    return year, name_of_wijk(year, code)


def name_of_wijk(year: YearDocument, code: str) -> str:
    """The name of a wijk in a year's division. Raises `WijkUnknown`."""
    name = year.name_of(code)
    if name is None:
        division = year.division.division_id if year.division else "-"
        raise WijkUnknown(wijk=code[:8], division=division)
    return name
