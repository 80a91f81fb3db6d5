"""Money that crossed a change of borders, as pages tell it: with the wijk on the other side."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from adapters.web.reading import house_of, name_of_wijk
from projections.budget_lines import CrossedMoney


def crossed(request: Request, moved: Sequence[CrossedMoney]) -> list[tuple[CrossedMoney, str]]:
    """Each with the name of the wijk on the other side, as the division of then has it."""
    views = house_of(request).views
    years = {number: views.year(number) for number in {each.year for each in moved}}
    named = ((each, years[each.year]) for each in moved)
    return [(each, name_of_wijk(year, each.wijk) if year else each.wijk) for each, year in named]
