"""The model's rules for proposals, reservations, decisions and payouts."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.properties.whole_city.books import (
    Books,
    Dossier,
    Fields,
    No,
    PayoutBook,
    refuse_if,
)
from tests.properties.whole_city.model_rules import (
    in_force,
    refuse_above_ceiling,
    refuse_part,
    refuse_too_much_in_advance,
    today,
)

DUTCH = ZoneInfo("Europe/Amsterdam")


def submit_proposal(books: Books, asked: Fields) -> None:
    """A proposal is submitted once, for a wijk of an open year."""
    books.wijk_of_open_year(asked["year"], asked["wijk"])
    refuse_if(asked["proposal_id"] in books.dossiers, "proposal.already_submitted")
    rules = in_force(books, asked["wijk"], today(asked))
    refuse_above_ceiling(rules, asked["amount_cents"])
    books.dossiers[asked["proposal_id"]] = Dossier(
        asked["by"]["id"], asked["wijk"], asked["year"], asked["amount_cents"], rules=rules
    )


def granted_of(books: Books, asked: Fields) -> Dossier:
    """The dossier of a grant."""
    found = books.dossiers.get(asked["proposal_id"])
    if found is None:
        raise No("proposal.unknown")
    refuse_if(found.money != "granted", "grant.unknown")
    return found


def withdraw_proposal(books: Books, asked: Fields) -> None:
    """The applicant can withdraw while no money is bound and nothing decided."""
    found = books.dossier(asked["proposal_id"], "submitted", "awaits_completion", "in_handling")
    refuse_if(asked["by"]["id"] != found.applicant, "proposal.not_the_applicant")
    refuse_if(found.holds_money, "proposal.has_money")
    refuse_if(found.taken, "decision.already_taken")
    found.status = "withdrawn"
    books.free_what_won(found)


def reserve_grant(books: Books, asked: Fields) -> None:
    """Money that is available is set apart, once, for what may be granted."""
    found = books.dossier(asked["proposal_id"], "in_handling")
    books.open_year(found.year)
    refuse_if(found.holds_money, "grant.already_reserved")
    refuse_if(asked["amount_cents"] > found.asks, "grant.above_proposal")
    _won_if_voted_on(books, asked["proposal_id"], found, asked["amount_cents"])
    refuse_if(found.taken, "decision.already_taken")
    purse = books.purse_of(found)
    purse.refuse_beyond(asked["amount_cents"], found.won)
    books.free_what_won(found)
    found.money, found.cents = "reserved", asked["amount_cents"]
    purse.available -= found.cents
    purse.reserved += found.cents


def _won_if_voted_on(books: Books, proposal_id: str, found: Dossier, cents: int) -> None:
    _counted_if_voted_on(books, found)
    if found.round is None:
        return
    voted = books.rounds[found.round]
    refuse_if(proposal_id not in voted.winners, "grant.not_a_winner")
    refuse_if(cents > voted.winners[proposal_id], "grant.above_funding")


def _counted_if_voted_on(books: Books, found: Dossier) -> None:
    waits = found.round is not None and books.rounds[found.round].status != "tallied"
    refuse_if(waits, "grant.round_not_tallied")


def release_grant(books: Books, asked: Fields) -> None:
    """A reservation is given up."""
    found = books.dossiers.get(asked["proposal_id"])
    if found is None or found.money != "reserved":
        raise No("grant.not_reserved")
    given_up = found.cents
    _release(books, found)
    if found.round is not None and books.rounds[found.round].status == "tallied":
        won = books.rounds[found.round].winners.get(asked["proposal_id"], 0)
        purse = books.purse_of(found)
        found.won = min(won, given_up)
        purse.available -= found.won
        purse.voted_on += found.won


def _release(books: Books, found: Dossier) -> None:
    purse = books.purse_of(found)
    purse.reserved -= found.cents
    purse.available += found.cents
    found.money, found.cents = "released", 0


def prepare_decision(books: Books, asked: Fields) -> None:
    """A draft names its mandate and, to grant, a priority of the plan and reserved money."""
    found = books.dossier(asked["proposal_id"], "in_handling")
    _counted_if_voted_on(books, found)
    refuse_if(found.taken, "decision.already_taken")
    refuse_if(asked["mandate_id"] is None, "decision.mandate_missing")
    refuse_if(asked["mandate_id"] not in books.mandates, "mandate.unknown")
    if asked["outcome"] == "grant":
        _rests_on_plan(books, found, asked)
        enough = 0 < asked["amount_cents"] <= found.cents
        refuse_if(not enough, "decision.amount_not_reserved")
        _on_a_ground_that_bears_it(books, asked, found)
        refuse_part(found.rules, found.asks, asked["amount_cents"])
    else:
        refuse_if(asked["amount_cents"] != 0, "decision.refusal_has_amount")
        _not_against_a_winner(books, asked["proposal_id"], found)
    found.draft = asked


def _not_against_a_winner(books: Books, proposal_id: str, found: Dossier) -> None:
    """Here every round binds, and nothing is refused on the scheme or for who asked it."""
    won = found.round is not None and proposal_id in books.rounds[found.round].winners
    refuse_if(won, "decision.winner_refused")


def _on_a_ground_that_bears_it(books: Books, draft: Fields, found: Dossier) -> None:
    """Less than was won is granted where the rest does not meet the scheme; as much on the plan."""
    winners = books.rounds[found.round].winners if found.round is not None else {}
    is_less = draft["amount_cents"] < winners.get(draft["proposal_id"], 0)
    of_a_refusal = draft["ground"] == "scheme_not_met"
    refuse_if(is_less and not of_a_refusal, "decision.winner_refused")
    refuse_if(of_a_refusal and not is_less, "decision.ground_does_not_fit")


def _rests_on_plan(books: Books, found: Dossier, asked: Fields) -> None:
    priority, version = asked["priority_id"], asked["plan_version"]
    refuse_if(priority is None or version is None, "decision.plan_priority_missing")
    plan = books.plans.get((found.year, found.wijk))
    versions = plan.versions if plan else []
    there = version <= len(versions) and priority in versions[version - 1]
    refuse_if(not there, "decision.plan_priority_unknown")


def take_decision(books: Books, asked: Fields) -> None:
    """Another person decides, within the mandate, which for a refusal reaches what was asked; the
    money follows.
    """
    found = books.dossier(asked["proposal_id"], "in_handling")
    _counted_if_voted_on(books, found)
    if found.draft is None:
        raise No("decision.unknown")
    refuse_if(found.taken, "decision.already_taken")
    refuse_if(found.draft["by"]["id"] == asked["by"]["id"], "decision.same_person")
    cents: int = found.draft["amount_cents"]
    if asked["by"]["role"] != "college":
        reach = found.asks if found.draft["outcome"] == "refuse" else cents
        _within_mandate(books, found.draft["mandate_id"], asked, reach)
    if found.draft["outcome"] == "refuse":
        _not_against_a_winner(books, asked["proposal_id"], found)
    if found.draft["outcome"] == "grant":
        _on_a_ground_that_bears_it(books, found.draft, found)
        _won_if_voted_on(books, asked["proposal_id"], found, cents)
        _grant(books, found, cents)
    else:
        books.free_what_won(found)
        if found.holds_money:
            _release(books, found)
    found.taken, found.taken_by = True, asked["by"]["id"]


def refuse_without_mandate(books: Books, asked: Fields, cents: int) -> None:
    """Who decides in the college's name has a mandate for as much."""
    refuse_if(asked["mandate_id"] is None, "decision.mandate_missing")
    refuse_if(asked["mandate_id"] not in books.mandates, "mandate.unknown")
    _within_mandate(books, asked["mandate_id"], asked, cents)


def _within_mandate(books: Books, mandate_id: str, asked: Fields, cents: int) -> None:
    mandate = books.mandates[mandate_id]
    refuse_if(mandate.holder != asked["by"]["id"], "mandate.not_yours")
    refuse_if(mandate.matter != "grants", "mandate.other_matter")
    refuse_if(not mandate.accepted, "mandate.not_accepted")
    in_period = mandate.first_day <= today(asked) <= mandate.last_day
    refuse_if(mandate.withdrawn or not in_period, "mandate.not_in_force")
    refuse_if(cents > mandate.ceiling, "mandate.ceiling_exceeded")


def _grant(books: Books, found: Dossier, cents: int) -> None:
    refuse_if(found.money != "reserved", "grant.not_reserved")
    refuse_if(found.cents < cents, "budget.not_enough_available")
    purse = books.purse_of(found)
    purse.reserved -= found.cents
    purse.granted += cents
    purse.available += found.cents - cents
    found.money, found.cents = "granted", cents


def verify_decision(books: Books, asked: Fields) -> None:
    """A decision that was taken is verified once."""
    found = books.dossiers.get(asked["proposal_id"])
    if found is None or not found.taken:
        raise No("decision.not_taken")
    refuse_if(found.verified, "decision.already_verified")
    assert found.draft is not None
    part = (found.draft["by"]["id"], found.taken_by)
    refuse_if(asked["by"]["id"] in part, "decision.own_decision")
    found.verified = True


def request_payout(books: Books, asked: Fields) -> None:
    """All payouts together stay within the grant."""
    found = granted_of(books, asked)
    refuse_if(asked["payout_id"] in found.payouts, "payout.already_requested")
    claimed = sum(payout.cents for payout in found.payouts.values() if payout.status != "rejected")
    claimed += asked["amount_cents"]
    most = found.cents if found.determined is None else found.determined
    refuse_if(claimed > most, "payout.above_grant")
    if found.determined is None:
        refuse_too_much_in_advance(found.rules, found.cents, claimed)
    found.payouts[asked["payout_id"]] = PayoutBook(asked["amount_cents"], asked["by"]["id"])


def _payout(books: Books, asked: Fields, *statuses: str) -> PayoutBook:
    found = books.dossiers.get(asked["proposal_id"])
    payout = found.payouts.get(asked["payout_id"]) if found else None
    if payout is None:
        raise No("payout.unknown")
    refuse_if(payout.status not in statuses, "payout.wrong_state")
    return payout


def approve_payout(books: Books, asked: Fields) -> None:
    """A second person agrees."""
    payout = _payout(books, asked, "requested")
    refuse_if(payout.asked_by == asked["by"]["id"], "payout.same_person")
    payout.status = "approved"


def reject_payout(books: Books, asked: Fields) -> None:
    """A second person does not agree, until it is paid."""
    payout = _payout(books, asked, "requested", "approved")
    refuse_if(payout.asked_by == asked["by"]["id"], "payout.same_person")
    payout.status = "rejected"


def record_payment(books: Books, asked: Fields) -> None:
    """What was approved is paid, once."""
    payout = _payout(books, asked, "approved")
    payout.status = "paid"
    books.purse_of(books.dossiers[asked["proposal_id"]]).paid += payout.cents
