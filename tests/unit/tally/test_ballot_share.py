"""Where the share of one ballot went, worked out from what full payers paid alone."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.tally.election import Election
from domain.tally.parameters import Completion, TallyParameters
from domain.tally.payments.ballot_share import full_payments, share_of_ballot
from domain.tally.rules import count
from tests.properties.small_elections import elections
from tests.unit.tally.ballots import election

UNCOMPLETED = TallyParameters(completion=Completion.NONE)


def paid_as_counted(counted: Election, rule: str, parameters: TallyParameters) -> None:
    """Every ballot group, held against the payments of the count itself."""
    outcome = count(counted, rule, parameters)
    payments = full_payments(counted, parameters, outcome)
    for position, group in enumerate(counted.ballots):
        points = group.points or (1,) * len(group.approved)
        share = share_of_ballot(payments, outcome, dict(zip(group.approved, points, strict=True)))
        assert share.paid == tuple(
            (win.project_id, payment.each)
            for win in outcome.wins
            for payment in win.payments
            if payment.ballot_group == position
        )
        assert 0 <= share.unspent <= share.given


@given(elections(), st.sampled_from(["mes", "bos", "phragmen"]))
def test_a_ballot_paid_what_the_count_says(counted: Election, rule: str) -> None:
    paid_as_counted(counted, rule, TallyParameters())


@given(elections(), st.data())
def test_a_ballot_with_points_paid_what_the_count_says(
    counted: Election, data: st.DataObject
) -> None:
    points = st.integers(1, 4)
    ballots = [{each: data.draw(points) for each in group.approved} for group in counted.ballots]
    pointed = Election.of(counted.budget, counted.prices, ballots)
    for rule in ("mes", "bos", "phragmen"):
        paid_as_counted(pointed, rule, TallyParameters())


def test_who_has_less_than_a_full_payment_gives_all() -> None:
    counted = election(12, {"a": 6, "b": 9}, "a b", "a b", "b")
    outcome = count(counted, "mes", UNCOMPLETED)
    assert outcome.winners == ("b",)
    share = share_of_ballot(full_payments(counted, UNCOMPLETED, outcome), outcome, {"b": 1})
    assert (share.paid, share.unspent) == ((("b", Fraction(3)),), Fraction(1))


def test_where_voters_do_not_pay_a_ballot_paid_nothing() -> None:
    counted = election(10, {"a": 6}, "a")
    for rule in ("greedy", "maximin"):
        assert full_payments(counted, TallyParameters(), count(counted, rule)) == ()
