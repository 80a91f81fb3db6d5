"""`MandateCheck` holds an agreement against the mandate as it was on the agreement's own day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.command import Role
from domain.mandate import WithdrawMandate
from domain.proposal_events import ProposalAgreementRecorded
from projections.entry import Entry
from projections.mandate_check import MandateFault
from tests.unit.projections.entries import entries_of
from tests.unit.projections.test_mandate_check import an_agreed_challenge, faults


def recorded_after_the_withdrawal(agreed_days_later: int) -> list[Entry]:
    """A log that has an agreement after its mandate was withdrawn, a day after it was made; and the
    day that it says moved by so many.
    """
    town = an_agreed_challenge()
    (agreed,) = (e for e in entries_of(town) if isinstance(e.event, ProposalAgreementRecorded))
    assert isinstance(agreed.event, ProposalAgreementRecorded)
    town.now += timedelta(days=1)
    town.do(WithdrawMandate, Role.COLLEGE, mandate_id=agreed.event.mandate_id)
    on = {"agreed_on": agreed.event.agreed_on + timedelta(days=agreed_days_later)}
    later = replace(agreed, event=agreed.event.model_copy(update=on))
    return [*(each for each in entries_of(town) if each.position != agreed.position), later]


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        (-1, [MandateFault.OUT_OF_PERIOD, MandateFault.NOT_ACCEPTED]),
        (0, []),
        (1, [MandateFault.WITHDRAWN]),
    ],
)
def test_it_holds_from_the_day_of_giving_until_the_day_before_its_withdrawal(
    days: int, wrong: list[MandateFault]
) -> None:
    assert faults(recorded_after_the_withdrawal(days)) == wrong
