"""Settling a grant on the pages: the applicant accounts, it is determined, money comes back."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from adapters.web.language import Phrases
from domain.payout import PayoutStatus
from projections.dossier import ProposalDossier
from projections.next_step import NextStep
from tests.integration.web.conftest import City
from tests.integration.web.visiting import Visitor


def a_paid_grant(city: City) -> ProposalDossier:
    """A grant on which something was paid and nothing is under way."""
    return next(
        found
        for found in city.house.views.proposals(city.year)
        if found.determination is None
        and found.payouts
        and all(each.status is PayoutStatus.PAID for each in found.payouts)
    )


def a_mandate(city: City) -> str:
    """Hendrik's mandate of the year under way."""
    return f"mandaat-{city.year}"


def dossier(city: City, proposal_id: str) -> ProposalDossier:
    """The dossier as it is now."""
    found = city.house.views.proposal(proposal_id)
    assert found is not None
    return found


def days_are_told(grant: ProposalDossier, page: str, finance: Visitor) -> None:
    """Until when it is paid back and can be claimed, on the page; the first at work too."""
    settled = grant.determination
    assert settled is not None
    assert settled.pay_back_by is not None
    pay_back_by = Phrases("nl").weekday(settled.pay_back_by)
    assert f"Terugbetalen kan tot en met {pay_back_by}" in page
    assert Phrases("nl").weekday(settled.recovery_until) in page
    assert pay_back_by in finance.get(f"/werk/betalingen/{grant.proposal_id}").text
    calendar = finance.get(f"/werk/termijnen?jaar={settled.pay_back_by.year}").text
    assert "Terugbetalen door de indiener" in calendar
    public = f'href="/voorstellen/{grant.proposal_id}"'
    assert public in calendar, "who has no case files is led to the public page"


def test_from_the_account_to_the_last_cent_back(city: City, visit: Callable[..., Visitor]) -> None:
    grant = a_paid_grant(city)
    path = f"/voorstellen/{grant.proposal_id}"
    applicant = visit(grant.applicant_id.removeprefix("example:"))
    assert "Verantwoording afleggen" in applicant.get(path).text
    told = {"command_id": str(uuid4()), "costs": "100", "report": "Wij zaaiden bloemen."}
    assert applicant.send(f"{path}/verantwoorden", told).status_code == 303
    assert "Wij zaaiden bloemen." not in visit().get(path).text
    assert "Wij zaaiden bloemen." not in visit().get(f"/api/v1/proposals/{grant.proposal_id}").text

    holder = visit("hendrik")
    work = f"/werk{path}"
    assert "Wij zaaiden bloemen." in holder.get(work).text
    decided = {
        "command_id": str(uuid4()),
        "amount": "0",
        "ground": "not_carried_out",
        "reason": "Er is niets uitgevoerd.",
        "mandate_id": a_mandate(city),
    }
    assert holder.send(f"{work}/vaststellen", decided).status_code == 303
    assert dossier(city, grant.proposal_id).next_step is NextStep.AWAITS_RECOVERY
    page = visit().get(path).text
    assert "Er is niets uitgevoerd." in page
    assert "To be paid back" in visit().get(f"{path}?lang=en").text

    finance = visit("noor")
    desk = f"/werk/betalingen/{grant.proposal_id}"
    assert "Terugbetaling vastleggen" in finance.get(desk).text
    days_are_told(dossier(city, grant.proposal_id), page, finance)
    back = {
        "command_id": str(uuid4()),
        "amount": str(grant.paid_cents.cents // 100),
        "reference": "bank-77",
    }
    assert finance.send(f"{desk}/terugontvangen", back).status_code == 303
    assert dossier(city, grant.proposal_id).next_step is NextStep.SETTLED
    state = city.house.views.state(city.year, grant.wijk)
    assert state.recovered_cents >= grant.paid_cents.cents
    assert state.adds_up
    officer = visit("joost")
    assert "Sluit het dossier" in officer.get(work).text
    closing = officer.send(f"{work}/sluiten", {"command_id": str(uuid4())})
    assert closing.status_code == 409
    assert "grant.still_objectable" in closing.text


def test_a_determination_that_is_refused_shows_the_form_again(
    city: City, visit: Callable[..., Visitor]
) -> None:
    grant = a_paid_grant(city)
    decided = {
        "command_id": str(uuid4()),
        "amount": "1",
        "ground": "as_granted",
        "reason": "Zoals verleend.",
        "mandate_id": a_mandate(city),
    }
    path = f"/werk/voorstellen/{grant.proposal_id}/vaststellen"
    answer = visit("hendrik").send(path, decided)
    assert answer.status_code == 409
    assert "determination.account_missing" in answer.text


def test_while_payments_are_suspended_nothing_is_asked_and_the_page_says_until_when(
    city: City, visit: Callable[..., Visitor]
) -> None:
    grant = next(
        found
        for found in city.house.views.proposals(city.year)
        if found.determination is None
        and found.suspension is None  # others may have looked into one before
        and found.asked_cents < found.granted_cents
    )
    path = f"/voorstellen/{grant.proposal_id}"
    holder, finance = visit("hendrik"), visit("noor")
    assert "Schort de betalingen op" in holder.get(f"/werk{path}").text
    notice = {
        "command_id": str(uuid4()),
        "ground": "wrong_information",
        "reason": "De rekeningen horen bij iets anders.",
        "mandate_id": a_mandate(city),
    }
    assert holder.send(f"/werk{path}/opschorten", notice).status_code == 303
    page = visit().get(path).text
    assert "De rekeningen horen bij iets anders." not in page
    assert "<dt>Vermoeden" not in page
    published = visit().get(f"/api/v1/proposals/{grant.proposal_id}")
    assert "De rekeningen horen bij iets anders." not in published.text
    assert not {"ground", "mandate_id"} & set(published.json()["proposal"]["suspension"])
    applicant = visit(grant.applicant_id.removeprefix("example:"))
    for reader in (applicant.get(path), holder.get(path), holder.get(f"/werk{path}")):
        assert "De rekeningen horen bij iets anders." in reader.text
    assert "betaalt de gemeente niets tot en met" in page
    desk = f"/werk/betalingen/{grant.proposal_id}/aanvragen"
    refused = finance.send(desk, {"command_id": str(uuid4()), "amount": "1"})
    assert refused.status_code == 409
    assert "suspension.payments_are_suspended" in refused.text
    lifted = {
        "command_id": str(uuid4()),
        "reason": "De rekeningen klopten toch.",
        "mandate_id": notice["mandate_id"],
    }
    assert holder.send(f"/werk{path}/opschorting-beeindigen", lifted).status_code == 303
    assert "De rekeningen klopten toch." in applicant.get(path).text
    assert "De rekeningen klopten toch." not in visit().get(path).text
    again = finance.send(desk, {"command_id": str(uuid4()), "amount": "1"})
    assert again.status_code == 303, again.text
