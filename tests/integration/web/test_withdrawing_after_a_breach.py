"""A grant is made less because an obligation was broken after it was determined, on the pages."""

from __future__ import annotations

import re
from datetime import timedelta

from adapters.web.language import Phrases
from domain.calendar import dutch_day
from projections.dossier import ProposalDossier
from tests.integration.web.conftest import City
from tests.integration.web.test_objections import Visit, does, dossier
from tests.integration.web.test_settling import a_paid_grant

REASON = "De tuin ging op slot voor de wijk."


def determined_at_what_was_paid(city: City, visit: Visit) -> ProposalDossier:
    """A grant that is accounted for and then determined, so that nothing is claimed yet."""
    grant = a_paid_grant(city)
    path = f"/voorstellen/{grant.proposal_id}"
    applicant = visit(grant.applicant_id.removeprefix("example:"))
    does(applicant, f"{path}/verantwoorden", costs="100", report="Wij zaaiden bloemen.")
    is_less = grant.paid_cents < grant.granted_cents
    decided = {
        "amount": f"{grant.paid_cents.cents // 100},{grant.paid_cents.cents % 100:02}",
        "ground": "not_carried_out" if is_less else "as_granted",
        "reason": "Wat is betaald, is gedaan.",
    }
    does(visit("wethouder"), f"/werk{path}/vaststellen", **decided)
    return dossier(city, grant.proposal_id)


def test_everyone_reads_since_when_and_by_when_it_is_paid_back(city: City, visit: Visit) -> None:
    grant = determined_at_what_was_paid(city, visit)
    path, officer, college = f"/voorstellen/{grant.proposal_id}", visit("joost"), visit("wethouder")
    today = dutch_day(city.house.now())
    announced = {
        "amount": "0",
        "ground": "obligations_not_met_afterwards",
        "reason": REASON,
        "views_until": (today + timedelta(days=20)).isoformat(),
    }
    form = officer.send(f"/werk{path}/intrekken-aankondigen", announced)
    assert "withdrawal.breach_day_missing" in form.text
    assert REASON in form.text
    announced["breached_on"] = today.isoformat()
    does(officer, f"/werk{path}/intrekken-aankondigen", **announced)
    assert "Niet aan de verplichting voldaan op" not in visit().get(path).text
    intended = (
        visit().get(f"/api/v1/proposals/{grant.proposal_id}").json()["proposal"]["withdrawal"]
    )
    assert "breached_on" not in intended
    does(visit(grant.applicant_id.removeprefix("example:")), f"{path}/zienswijze", note="Klopt.")
    by = today + timedelta(days=90)
    read = re.search(r'name="announced_reason" value="(\w+)"', college.get(f"/werk{path}").text)
    assert read is not None
    decided = {"announced_reason": read[1], "pay_back_by": by.isoformat()}
    does(college, f"/werk{path}/intrekken", **decided)
    page = visit().get(path).text
    assert "Niet aan de verplichting voldaan op" in page
    assert "Obligation not met on" in visit().get(f"{path}?lang=en").text
    assert f"Terugbetalen kan tot en met {Phrases('nl').weekday(by)}" in page
    settled = dossier(city, grant.proposal_id).determination
    assert settled is not None
    assert settled.pay_back_by == by
    assert settled.recovery_until.year == today.year + 5
