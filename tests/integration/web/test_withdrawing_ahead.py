"""A grant is made less for the time ahead (Awb 4:50), on the pages: from a day on, with damage."""

from __future__ import annotations

import re
from datetime import timedelta

from domain.calendar import dutch_day
from projections.dossier import ProposalDossier
from tests.integration.web.conftest import City
from tests.integration.web.test_objections import Visit, does, dossier
from tests.integration.web.test_settling import a_mandate
from tests.integration.web.visiting import Visitor

REASON = "De gemeente kiest voor een andere plek."
WHY = "De tent was al gehuurd."


def a_grant(city: City) -> ProposalDossier:
    """What was paid of it is all that was asked for, and less than was granted."""
    return next(
        found
        for found in city.house.views.proposals(city.year)
        if found.granted_cents
        and found.determination is None
        and not found.withdrawal
        and not found.suspension
        and found.asked_cents == found.paid_cents < found.granted_cents
    )


def decides(holder: Visitor, city: City, path: str, **fields: str) -> None:
    """The mandate holder decides on what they read."""
    read = re.search(r'name="announced_reason" value="(\w+)"', holder.get(path).text)
    assert read is not None
    read_and_under = {"announced_reason": read[1], "mandate_id": a_mandate(city)}
    does(holder, f"{path}/intrekken", **read_and_under, **fields)


def test_everyone_reads_from_which_day_and_what_is_made_up_for(city: City, visit: Visit) -> None:
    grant = a_grant(city)
    path, officer, holder = f"/voorstellen/{grant.proposal_id}", visit("joost"), visit("hendrik")
    today = dutch_day(city.house.now())
    day = today + timedelta(days=60)
    left = {"amount": str(grant.paid_cents.cents // 100), "ground": "circumstances_changed"}
    until = {"views_until": (today + timedelta(days=20)).isoformat(), "reason": REASON}
    form = officer.send(f"/werk{path}/intrekken-aankondigen", left | until)
    assert "withdrawal.term_missing" in form.text
    assert REASON in form.text
    announced = left | until | {"effective_on": day.isoformat()}
    does(officer, f"/werk{path}/intrekken-aankondigen", **announced)
    public = visit().get(path).text
    assert "Gaat in op" in public
    assert str(day.year) in public
    assert REASON not in public
    applicant = visit(grant.applicant_id.removeprefix("example:"))
    assert "Schrijf hoeveel, en waardoor." in applicant.get(path).text
    does(applicant, f"{path}/zienswijze", note="De tent kost 120 euro.")
    asked = holder.get(f"/werk{path}").text
    assert "Vergoeding van schade" in asked
    decides(holder, city, f"/werk{path}", compensation="120", compensation_reason=WHY)
    found = dossier(city, grant.proposal_id)
    assert found.granted_cents == grant.paid_cents
    assert city.house.views.state(city.year, grant.wijk).adds_up
    page = visit().get(path).text
    assert "omstandigheden of inzichten zijn veranderd" in page
    assert "€\xa0120,00" in page or "€ 120,00" in page
    assert WHY in page
    assert REASON in page
    in_english = visit().get(f"{path}?lang=en").text
    assert "Compensation of damage" in in_english
    assert "Takes effect on" in in_english
    api = visit().get(f"/api/v1/proposals/{grant.proposal_id}").json()
    told = api["proposal"]["withdrawal"]
    assert told["effective_on"] == day.isoformat()
    assert told["compensation_cents"] == 120_00
    assert WHY in api["texts"].values()


def test_payments_are_not_suspended_on_such_a_ground(city: City, visit: Visit) -> None:
    grant = next(
        found
        for found in city.house.views.proposals(city.year)
        if found.granted_cents and found.determination is None and not found.suspension
    )
    path = f"/werk/voorstellen/{grant.proposal_id}"
    college = visit("wethouder")
    _, _, form = college.get(path).text.partition(f'action="{path}/opschorten"')
    offered = form.partition("</form>")[0]
    assert 'value="wrong_information"' in offered
    assert 'value="circumstances_changed"' not in offered
    asked = {"ground": "circumstances_changed", "reason": "Een andere plek."}
    assert "suspension.nothing_to_suspect" in college.send(f"{path}/opschorten", asked).text
