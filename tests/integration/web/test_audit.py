"""What an auditor sees of refusals: who tried what, and which rule said no."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from domain.command import Actor, Role
from domain.money import Money
from domain.payout import ApprovePayout, RequestPayout, SamePersonApproves
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

NOOR = Actor(id="example:noor", role=Role.FINANCE)


def test_approving_ones_own_payout_is_refused_and_the_auditor_sees_it(
    city: City, visit: Callable[..., Visitor]
) -> None:
    granted = next(
        dossier
        for dossier in city.house.views.proposals(city.year)
        if dossier.next_step.value == "awaits_payout"
    )
    payout = {"proposal_id": granted.proposal_id, "payout_id": f"own-{uuid4().hex[:8]}"}
    about = {"at": city.house.now(), "by": NOOR} | payout
    desk = city.house.desk
    desk.carry_out(RequestPayout(command_id=uuid4(), amount_cents=Money(100), **about))
    with pytest.raises(SamePersonApproves):
        desk.carry_out(ApprovePayout(command_id=uuid4(), **about))
    page = visit("esra").get("/logboek/weigeringen").text
    assert "ApprovePayout" in page
    assert "payout.same_person" in page
    assert "Noor" in page


def test_refusals_are_not_for_everyone(visit: Callable[..., Visitor]) -> None:
    assert visit("aylin").get("/logboek/weigeringen").status_code == 403


def test_a_time_that_is_none_is_refused_with_a_page(visit: Callable[..., Visitor]) -> None:
    assert visit("esra").get("/logboek/weigeringen?voor=gisteren").status_code == 400


def test_a_wijk_is_chosen_by_name_and_its_state_is_called_by_it(
    city: City, visit: Callable[..., Visitor]
) -> None:
    auditor = visit("esra")
    for path in ("/logboek", "/logboek/stand"):
        assert '<option value="WK030707">Kruiskamp</option>' in auditor.get(path).text
    state = auditor.get(f"/logboek/stand?jaar={city.year}&wijk=WK030707").text
    assert f"<h2>Kruiskamp, {city.year}</h2>" in state
    assert '<option value="WK030707" selected>Kruiskamp</option>' in state
    unknown = auditor.get(f"/logboek/stand?jaar={city.year}&wijk=WK039999")
    assert '<option value="WK039999" selected>WK039999</option>' in unknown.text
