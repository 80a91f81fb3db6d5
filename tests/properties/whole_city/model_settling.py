"""The model's rules for accounts, determinations and what comes back."""

from __future__ import annotations

from tests.properties.whole_city.books import Books, Dossier, Fields, No, refuse_if
from tests.properties.whole_city.model_dossiers import granted_of
from tests.properties.whole_city.model_rules import today


def render_account(books: Books, asked: Fields) -> None:
    """The applicant accounts, until it is determined."""
    found = granted_of(books, asked)
    refuse_if(asked["by"]["id"] != found.applicant, "account.not_yours")
    refuse_if(found.determined is not None, "determination.already_determined")
    found.accounted = True


def determine_grant(books: Books, asked: Fields) -> None:
    """A holder determines what the grant comes to; what was not paid is available at once."""
    found = granted_of(books, asked)
    if asked["by"]["role"] != "college":
        _within_mandate(books, asked, found.cents)
    refuse_if(found.determined is not None, "determination.already_determined")
    refuse_if(not found.accounted, "determination.account_missing")
    cents: int = asked["amount_cents"]
    refuse_if(cents > found.cents, "determination.above_grant")
    unfit = (asked["ground"] == "as_granted") != (cents == found.cents)
    refuse_if(unfit, "determination.ground_does_not_fit")
    statuses = {payout.status for payout in found.payouts.values()}
    refuse_if(statuses & {"requested", "approved"}, "determination.payouts_outstanding")
    paid = sum(each.cents for each in found.payouts.values() if each.status == "paid")
    found.determined, found.to_recover = cents, max(0, paid - cents)
    _free(books, found, found.cents - max(paid, cents))


def _within_mandate(books: Books, asked: Fields, cents: int) -> None:
    mandate = books.mandates.get(asked["mandate_id"])
    if mandate is None:
        raise No("mandate.unknown")
    refuse_if(mandate.holder != asked["by"]["id"], "mandate.not_yours")
    refuse_if(mandate.matter != "grants", "mandate.other_matter")
    refuse_if(not mandate.accepted, "mandate.not_accepted")
    in_period = mandate.first_day <= today(asked) <= mandate.last_day
    refuse_if(mandate.withdrawn or not in_period, "mandate.not_in_force")
    refuse_if(cents > mandate.ceiling, "mandate.ceiling_exceeded")


def _free(books: Books, found: Dossier, cents: int) -> None:
    purse = books.purse_of(found)
    purse.granted -= cents
    if books.years[found.year].closed:
        purse.released += cents
    else:
        purse.available += cents


def record_recovery(books: Books, asked: Fields) -> None:
    """What was paid too much comes back, and is available again."""
    found = books.dossiers.get(asked["proposal_id"])
    if found is None or found.determined is None:
        raise No("determination.not_determined")
    refuse_if(asked["recovery_id"] in found.recoveries, "recovery.already_recorded")
    cents: int = asked["amount_cents"]
    refuse_if(cents > found.to_recover, "recovery.above_claim")
    found.recoveries.add(asked["recovery_id"])
    found.to_recover -= cents
    books.purse_of(found).paid -= cents
    _free(books, found, cents)
