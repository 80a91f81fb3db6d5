"""What a page needs from the house: the house itself, and texts behind commitments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from starlette.requests import Request

from adapters.house import House
from domain.budget_year import BudgetYearUnknown
from domain.division import WijkUnknown
from projections.years import YearDocument


def house_of(request: Request) -> House:
    """The house that the application serves."""
    house: House = request.app.state.house
    return house


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


def chosen_year(request: Request, years: list[YearDocument]) -> YearDocument | None:
    """The year that `?jaar=` asks for, else the newest. Raises `BudgetYearUnknown`."""
    asked = request.query_params.get("jaar")
    if asked is None:
        return years[0] if years else None
    for year in years:
        if str(year.year) == asked:
            return year
    raise BudgetYearUnknown(year=asked[:4])


def name_of_wijk(year: YearDocument, code: str) -> str:
    """The name of a wijk in a year's division. Raises `WijkUnknown`."""
    name = year.name_of(code)
    if name is None:
        division = year.division.division_id if year.division else "-"
        raise WijkUnknown(wijk=code[:8], division=division)
    return name
