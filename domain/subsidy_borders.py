"""A fixed subsidy over a change of borders: it goes on in a wijk that its wijk became.

Another code takes nothing from an institution: the subsidy keeps its amount, its first day and the
notice that was given, and until its last day its money is not moved there either (Awb 4:51).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.budget import Budget
from domain.budget_year import BudgetYear
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import Refusal
from domain.event import Event, Identifier, WijkCode, Year
from domain.money import ZERO
from domain.subsidy import SubsidyAlreadyRecorded, guard_still_here
from domain.subsidy_events import Subsidies, Subsidy, SubsidyCarriedIn, SubsidyCarriedOut
from domain.subsidy_money import SubsidyAlreadyBound, SubsidyNotOfYear
from domain.wijk_division import Division, guard_division_exists


class SubsidyNotOfBorders(Refusal):
    code = "subsidy.not_of_borders"
    dutch = "Volgens de wijkgrenzen van {division} werd wijk {wijk} geen wijk {to_wijk}."
    english = "By the borders of {division} wijk {wijk} did not become wijk {to_wijk}."


class BordersOfNoYear(Refusal):
    code = "subsidy.borders_of_no_year"
    dutch = (
        "{year} is niet het eerste begrotingsjaar dat open is met indeling {division}. Kies dat "
        "jaar, of wacht tot het is geopend."
    )
    english = (
        "{year} is not the first budget year that is open with division {division}. Choose that "
        "year, or wait until it was opened."
    )


class SubsidiesLeftBehind(Refusal):
    code = "subsidy.left_behind"
    dutch = (
        "Wijk {wijk} bestaat in {year} niet meer, en subsidie {subsidy} staat daar nog. Zeg eerst "
        "in welke wijk zij doorloopt."
    )
    english = (
        "Wijk {wijk} is no more in {year}, and subsidy {subsidy} still stands there. Say first in "
        "which wijk it goes on."
    )


class CarrySubsidy(ActorCommand):
    """Let a subsidy go on in a wijk that its wijk became by the borders of a division, from the
    first budget year on that is open with it.

    `to_subsidy_id` is its mark there; another one where that wijk has a subsidy of that mark.
    """

    wijk: WijkCode
    subsidy_id: Identifier
    division_id: Identifier
    to_wijk: WijkCode
    to_subsidy_id: Identifier
    from_year: Year


def guard_first_of_borders(
    command: CarrySubsidy, year: BudgetYear | None, before: BudgetYear | None
) -> None:
    """Money of a year is held under its own wijken: a subsidy leaves one when its year has others,
    and not by a division that no year is open with (Awb 4:51).
    """
    is_of_it = year is not None and year.division_id == command.division_id
    was_of_it = before is not None and before.division_id == command.division_id
    if not is_of_it or was_of_it:
        raise BordersOfNoYear(year=command.from_year, division=command.division_id)


def carry_subsidy(
    command: CarrySubsidy,
    register: Subsidies | None,
    there: Subsidies | None,
    division: Division | None,
    budget: Budget | None,
) -> tuple[list[Event], list[Event]]:
    """It leaves one register and arrives in another, as it stands.

    `budget` is that of the wijk that it leaves, in the year from which it goes on: what is bound
    there already is not held twice.
    """
    known = guard_still_here(register, command.subsidy_id)
    division = guard_division_exists(division, command.division_id)
    changes = {(change.former_wijk, change.wijk) for change in division.changes}
    if command.wijk == command.to_wijk or (command.wijk, command.to_wijk) not in changes:
        about = {"wijk": command.wijk, "to_wijk": command.to_wijk}
        raise SubsidyNotOfBorders(division=command.division_id, **about)
    year = command.from_year
    if not known.held_in(year, dutch_day(command.at)):
        raise SubsidyNotOfYear(year=year)
    if budget is not None and budget.bound.get(command.subsidy_id, ZERO):
        raise SubsidyAlreadyBound(year=year)
    if there is not None and command.to_subsidy_id in there.by_id:
        raise SubsidyAlreadyRecorded(subsidy=command.to_subsidy_id)
    return [SubsidyCarriedOut.following(command)], [_arriving(command, known)]


def _arriving(command: CarrySubsidy, known: Subsidy) -> Event:
    return SubsidyCarriedIn.following(
        command,
        wijk=command.to_wijk,
        subsidy_id=command.to_subsidy_id,
        from_wijk=command.wijk,
        from_subsidy_id=command.subsidy_id,
        amount_cents=known.amount,
        since=known.since,
        activities=tuple(sorted(known.activities)),
        announced_on=known.announced_on,
        term_weeks=known.term_weeks,
        last_day=known.last_day,
        handed_over=tuple(sorted(known.handed_over)),
    )


def guard_none_left_behind(former: Mapping[str, Subsidies | None], year: int, today: date) -> None:
    """No money of a wijk is moved or taken while a subsidy still stands under a wijk that it was:
    what nobody looks for there would not be held (Awb 4:51). `former` is by wijk that is no more.
    """
    for wijk, register in sorted(former.items()):
        for subsidy_id, subsidy in sorted((register.by_id if register else {}).items()):
            if subsidy.held_in(year, today):
                raise SubsidiesLeftBehind(wijk=wijk, subsidy=subsidy_id, year=year)
