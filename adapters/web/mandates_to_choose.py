"""The mandates that a form lets one choose from: those under which can be decided now."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request

from adapters.web.reading import every_line, house_of
from domain.calendar import dutch_day
from domain.mandate import MandateMatter
from projections.mandates import MandateDocument


def standing_mandates(request: Request) -> list[MandateDocument]:
    """The whole register but what has ended, was withdrawn, or waits for its holder."""
    views, today = house_of(request).views, dutch_day(house_of(request).now())
    register = every_line(lambda after, limit: views.mandates(after=after, limit=limit))
    return [
        each
        for each in register
        if each.withdrawn is None
        and each.valid_until >= today
        and (each.accepted or not each.outside_college)
    ]


def to_choose(mandates: Sequence[MandateDocument], matter: MandateMatter) -> list[tuple[str, str]]:
    """What can be chosen from, by what it was given for."""
    return [
        (each.mandate_id, f"{each.mandate_id} – {each.article}")
        for each in mandates
        if each.matter is matter
    ]
