"""The life of a formal applicant's objection beside an initiative that may go first."""

from __future__ import annotations

from domain.regulation_parts import ApplicantKind
from tests.scenarios.court import COVER
from tests.scenarios.quarter import Quarter
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step
from tests.unit.lives.precedence import adopt, handle_garden, refuse_garden, withdraw_garden


def a_third(town: Town) -> object:
    """A foundation asks sixty of the hundred thousand, is granted twenty, and objects."""
    town.admit("hall", 60_000_00, applicant_kind=ApplicantKind.FOUNDATION)
    town.reserve("hall", 20_000_00)
    town.prepare("hall", 20_000_00)
    town.take("hall")
    town.lodge("hall")
    town.register_objection("hall")
    return town.hear("hall")


def garden(amount: int) -> Step:
    """Residents propose a garden for so much."""
    return lambda town: town.submit("garden", amount)


def others_get(amount: int) -> Step:
    """Other residents get so much."""
    return lambda town: town.granted("pond", amount)


def set_apart(town: Town) -> object:
    """Money is set apart for the garden."""
    return town.reserve("garden", 40_000_00)


def settle(town: Town) -> object:
    """The foundation accounts for its grant, and it is determined."""
    town.render_account("hall", 20_000_00)
    return town.determine("hall", 20_000_00)


TOO_MUCH = (garden(40_000_01), handle_garden)
ENOUGH = (garden(40_000_00), handle_garden)
LIFE = LifeCycle(
    name="objection of a formal applicant beside a proposal of residents",
    begin=Quarter.furnished,
    states={
        "nobody_first": (a_third, *TOO_MUCH),
        "alone": (adopt, a_third),
        "incomplete": (adopt, a_third, garden(40_000_01)),
        "room_for_both": (adopt, a_third, *ENOUGH),
        "waits": (adopt, a_third, *TOO_MUCH),
        "money_set_apart": (adopt, a_third, *ENOUGH, set_apart),
        "decided": (adopt, a_third, *TOO_MUCH, refuse_garden),
        "withdrawn": (adopt, a_third, *TOO_MUCH, withdraw_garden),
        "some_is_left": (adopt, a_third, others_get(60_000_00), *ENOUGH),
        "nothing_is_left": (adopt, a_third, others_get(80_000_00), *ENOUGH),
        "determined": (adopt, a_third, settle, *TOO_MUCH),
    },
    commands={
        "DecideObjection": lambda town: town.decide_objection("hall", 60_000_00, cover=COVER)
    },
    table="""
        DecideObjection
            objection.decided: nobody_first alone incomplete room_for_both money_set_apart
            objection.decided: decided withdrawn nothing_is_left determined
            precedence.residents_first: waits some_is_left
    """,
)
