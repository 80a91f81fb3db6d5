"""Claiming costs within their term, on the pages: told, asked by day, kept to by the form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.postgres.embedded import Database
from domain.calendar import dutch_day
from tests.integration.web.board_city import BoardCity
from tests.integration.web.planned_city import planned_city
from tests.scenarios.boardroom import RULES

WITHIN = RULES | {"claims": {"article": "7.1", "within_weeks": 3}}


@pytest.fixture(scope="module")
def claiming(postgres: Database, scratch: Path) -> Iterator[BoardCity]:
    """A city in which costs are claimed within three weeks."""
    with planned_city(postgres, scratch, "gm_claims") as city:
        found = BoardCity(city, WITHIN)
        found.frame()
        found.seat()
        yield found


@pytest.fixture(scope="module")
def granted(claiming: BoardCity) -> str:
    """A grant of a hundred euros to Bram."""
    proposal_id = claiming.propose("Een moestuin")
    assert claiming.advises(proposal_id, "yes").status_code == 303
    claiming.city.does("joost", f"/werk/voorstellen/{proposal_id}/reserveren", amount="100")
    assert claiming.drafts(proposal_id, "100").status_code == 303
    claiming.takes(proposal_id)
    return proposal_id


def ago(claiming: BoardCity, days: int) -> date:
    """The day of so many days ago."""
    return dutch_day(claiming.city.house.now()) - timedelta(days=days)


def accounts(claiming: BoardCity, proposal_id: str, costs: str, *rows: tuple[date, str]) -> Any:
    """What Bram is answered who accounts for costs of these days."""
    fields = {"costs": costs, "report": "Wij plantten bonen."}
    for number, (day, amount) in enumerate(rows, 1):
        fields |= {f"made_on_{number}": day.isoformat(), f"spent_{number}": amount}
    return claiming.city.sends("bram", f"/voorstellen/{proposal_id}/verantwoorden", **fields)


class TestTheGrantee:
    """Reads the term where the account is rendered."""

    def test_reads_from_the_day_of_the_grant_on_which_costs_can_be_claimed(
        self, claiming: BoardCity, granted: str
    ) -> None:
        page = claiming.city.page(f"/voorstellen/{granted}", "bram")
        assert "Volgens artikel 7.1 declareert u kosten binnen 3 weken" in page
        assert 'name="made_on_1" type="date"' in page
        other = claiming.city.page(f"/voorstellen/{granted}?lang=en", "bram")
        assert "By article 7.1 costs are claimed within 3 weeks" in other
        assert 'name="made_on_1"' not in claiming.city.page(f"/voorstellen/{granted}")

    @pytest.mark.parametrize(
        ("costs", "days", "code"),
        [
            ("60", (), "account.days_of_costs_missing"),
            ("60", (22,), "account.costs_claimed_too_late"),
            ("60", (-1,), "account.costs_in_future"),
            ("60", (1, 2), "account.costs_do_not_add_up"),
        ],
    )
    def test_is_refused_with_the_article_and_what_was_typed(
        self, claiming: BoardCity, granted: str, costs: str, days: tuple[int, ...], code: str
    ) -> None:
        rows = [(ago(claiming, each), "60") for each in days]
        page = accounts(claiming, granted, costs, *rows).text
        assert f'data-code="{code}"' in page
        for day, _ in rows:
            assert f'value="{day.isoformat()}"' in page

    def test_fills_in_day_and_amount(self, claiming: BoardCity, granted: str) -> None:
        fields = {"costs": "60", "report": "x", "spent_2": "60"}
        path = f"/voorstellen/{granted}/verantwoorden"
        page = claiming.city.sends("bram", path, **fields).text
        assert 'data-code="form.costs_incomplete"' in page
        fields |= {"made_on_2": "gisteren"}
        page = claiming.city.sends("bram", path, **fields).text
        assert 'data-code="form.field_unreadable"' in page

    def test_claims_in_time_and_finds_it_back_when_accounting_again(
        self, claiming: BoardCity, granted: str
    ) -> None:
        day = ago(claiming, 21)
        assert accounts(claiming, granted, "60", (day, "60")).status_code == 303
        page = claiming.city.page(f"/voorstellen/{granted}", "bram")
        assert f'name="made_on_1" type="date" value="{day.isoformat()}"' in page
        assert 'name="spent_1" type="text" value="60' in page
        work = claiming.city.page(f"/werk/voorstellen/{granted}", "joost").replace("\u00a0", " ")
        assert ": € 60,00</li>" in work
        api = claiming.city.visitor().get(f"/api/v1/proposals/{granted}").json()
        told = {"made_on": day.isoformat(), "amount_cents": 60_00}
        assert api["proposal"]["account"]["costs"] == [told]


class TestTheRegulation:
    """Says that it is kept to."""

    def test_no_longer_leaves_the_term_to_people(self, claiming: BoardCity) -> None:
        page = claiming.city.page("/regels/rules-1")
        said = page.partition("Kosten declareert u binnen 3 weken.")
        assert said[1]
