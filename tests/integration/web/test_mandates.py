"""The mandate register on its page: what was given, what waits for its holder, what is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor

Visit = Callable[..., Visitor]
REGISTER = "/werk/mandaten"


def terms(city: City, mandate_id: str, **changed: str) -> dict[str, Any]:
    """What the college fills in: a mandate for agreements, of somebody at a foundation."""
    fields = {
        "command_id": str(uuid4()),
        "mandate_id": mandate_id,
        "holder_id": "example:hendrik",
        "outside_college": "yes",
        "matter": "agreements",
        "ceiling": "2.500",
        "valid_from": date(city.year + 1, 1, 1).isoformat(),
        "valid_until": date(city.year + 1, 12, 31).isoformat(),
        "article": "art-9",
    }
    return fields | changed


@pytest.fixture
def given(city: City, visit: Visit) -> str:
    """A mandate that waits for its holder."""
    mandate_id = f"agreements-{uuid4().hex[:8]}"
    fields = terms(city, mandate_id)
    holder = f"example:director-{mandate_id}"
    answer = visit("wethouder").send(REGISTER, fields | {"holder_id": holder})
    assert answer.status_code == 303
    return mandate_id


class TestTheRegister:
    def test_says_that_the_college_gave_it_for_what_and_that_its_holder_is_waited_for(
        self, given: str, visit: Visit
    ) -> None:
        page = visit("griffier").get(REGISTER).text
        line = page[page.index(given) :]
        line = line[: line.index("</tr>")]
        assert "overeenkomsten sluiten na een uitdaging" in line
        assert "Verleend door het college op" in line
        assert "werkt buiten de organisatie van het college" in line
        assert "wacht op de houder" in line
        assert "Aanvaard" not in line

    def test_is_read_and_not_written_by_who_works_on_dossiers(self, visit: Visit) -> None:
        page = visit("joost").get(REGISTER)
        assert page.status_code == 200
        assert "Een mandaat verlenen" not in page.text

    def test_speaks_english(self, given: str, visit: Visit) -> None:
        page = visit("griffier").get(f"{REGISTER}?lang=en").text
        assert "making agreements after a challenge" in page
        assert "waits for its holder" in page


class TestTheCollege:
    def test_gives_no_two_mandates_that_meet(self, city: City, visit: Visit) -> None:
        college = visit("wethouder")
        first, second = (f"meeting-{uuid4().hex[:8]}" for _ in range(2))
        holder = {"holder_id": f"example:director-{first}"}
        assert college.send(REGISTER, terms(city, first, **holder)).status_code == 303
        refused = college.send(REGISTER, terms(city, second, **holder))
        assert refused.status_code == 409
        assert f"heeft in die periode al mandaat {first}" in refused.text
        assert college.send(f"{REGISTER}/{first}/intrekken", {}).status_code == 303
        assert college.send(REGISTER, terms(city, second, **holder)).status_code == 303
        assert "ingetrokken op" in college.get(REGISTER).text


class TestItsHolder:
    def test_accepts_it_once(self, city: City, visit: Visit) -> None:
        mandate_id = f"mine-{uuid4().hex[:8]}"
        assert visit("wethouder").send(REGISTER, terms(city, mandate_id)).status_code == 303
        holder = visit("hendrik")
        assert f"{REGISTER}/{mandate_id}/aanvaarden" in holder.get(REGISTER).text
        assert holder.send(f"{REGISTER}/{mandate_id}/aanvaarden", {}).status_code == 303
        page = holder.get(REGISTER).text
        assert f"{REGISTER}/{mandate_id}/aanvaarden" not in page
        assert "aanvaard door de houder op" in page
        withdrawn = visit("wethouder").send(f"{REGISTER}/{mandate_id}/intrekken", {})
        assert withdrawn.status_code == 303, "other tests give this holder another"

    def test_is_nobody_else(self, given: str, visit: Visit) -> None:
        refused = visit("hendrik").send(f"{REGISTER}/{given}/aanvaarden", {})
        assert refused.status_code == 403


def test_a_decision_names_the_college_and_the_mandate(city: City, visit: Visit) -> None:
    dossier = next(
        each
        for each in city.house.views.proposals(city.year)
        if each.decision and each.decision.mandate_id
    )
    page = visit().get(f"/voorstellen/{dossier.proposal_id}").text
    assert "Het college van burgemeester en wethouders besloot op" in page
    assert dossier.decision is not None
    assert str(dossier.decision.mandate_id) in page
