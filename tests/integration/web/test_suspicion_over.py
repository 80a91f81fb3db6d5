"""What everyone reads of a suspension that is over: no suspicion, and whether there was none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.postgres.embedded import Database
from domain.integrity_events import CaseOutcome, FollowUp
from tests.integration.web.town_in_a_house import TownInAHouse, town_in_a_house

SUSPICION = "ernstig vermoeden"
NOTHING = "Er is niets gevonden."


@pytest.fixture(scope="module")
def town(postgres: Database, scratch: Path) -> Iterator[TownInAHouse]:
    """Money, a plan and a mandate."""
    with town_in_a_house(postgres, scratch, "gm_suspicion_over") as found:
        found.with_plan()
        yield found


def held_up_in_a_case(town: TownInAHouse, name: str) -> str:
    """A grant on which nothing is paid while somebody looks into it; the id of that case."""
    town.granted(name, 100_00)
    case = f"case-{name}"
    town.open_case(name, case_id=case)
    town.find(case)
    town.suspend_in_case(name, case)
    return case


def read(town: TownInAHouse, name: str, language: str = "nl") -> str:
    """What everyone reads of it."""
    page = town.page(f"/voorstellen/{name}", language)
    return page.partition('id="opschorting"')[2].partition("</section>")[0]


class TestAnInquiryThatFoundNothing:
    def test_leaves_no_suspicion_on_the_page(self, town: TownInAHouse) -> None:
        case = held_up_in_a_case(town, "garden")
        assert SUSPICION in read(town, "garden")
        town.decide_case(CaseOutcome.UNFOUNDED, FollowUp.PAYMENTS_GO_ON, case)
        said = read(town, "garden")
        assert SUSPICION not in said
        assert "De betalingen waren opgeschort vanaf" in said
        assert NOTHING in said
        assert "Nothing was found." in read(town, "garden", "en")

    def test_also_where_the_thirteen_weeks_were_over_before(self, town: TownInAHouse) -> None:
        case = held_up_in_a_case(town, "oven")
        town.now += timedelta(weeks=14)
        said = read(town, "oven")
        assert SUSPICION not in said
        assert "Daarna gingen zij door." in said
        assert NOTHING not in said, "nobody decided yet"
        town.decide_case(CaseOutcome.UNFOUNDED, FollowUp.NOTHING, case)
        assert NOTHING in read(town, "oven")


class TestAnInquiryThatFoundSomething:
    def test_does_not_say_that_nothing_was(self, town: TownInAHouse) -> None:
        case = held_up_in_a_case(town, "pond")
        town.decide_case(CaseOutcome.IN_PART, FollowUp.PAYMENTS_GO_ON, case)
        said = read(town, "pond")
        assert SUSPICION not in said
        assert NOTHING not in said


class TestASuspensionOutsideAnInquiry:
    def test_says_no_more_than_that_it_is_over(self, town: TownInAHouse) -> None:
        town.granted("bench", 100_00)
        town.suspend("bench")
        town.lift("bench")
        said = read(town, "bench")
        assert SUSPICION not in said
        assert NOTHING not in said
