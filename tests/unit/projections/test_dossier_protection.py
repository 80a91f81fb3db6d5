"""A dossier tells how a decision is looked at again."""

from __future__ import annotations

from datetime import timedelta

from domain.command import Role
from domain.withdrawal import GiveViews
from tests.scenarios.people import PEOPLE, sealed
from tests.scenarios.together import NEIGHBOUR, granted_together
from tests.unit.projections.entries import dossier_of


class TestBeforeAWithdrawal:
    def test_what_each_of_who_applied_together_thinks_of_it_is_kept(self) -> None:
        town = granted_together()
        assert dossier_of(town).views_awaited == ()
        town.announce_withdrawal("garden")
        applicant = PEOPLE[Role.RESIDENT]
        asked = dossier_of(town)
        assert asked.views_awaited == (applicant.id, NEIGHBOUR.id)
        assert asked.withdrawal is not None
        last = asked.withdrawal.views_until
        assert asked.may_react_on(last) == asked.views_awaited
        assert asked.may_react_on(last + timedelta(days=1)) == ()
        note = sealed("half of it is there")
        town.do(GiveViews, NEIGHBOUR, proposal_id="garden", note=note)
        assert dossier_of(town).views_awaited == (applicant.id,)
        town.give_views("garden")
        withdrawal = dossier_of(town).withdrawal
        assert withdrawal is not None
        assert [(each.applicant_id, each.note) for each in withdrawal.views] == [
            (NEIGHBOUR.id, note),
            (applicant.id, sealed("they are of both")),
        ]
        assert dossier_of(town).views_awaited == ()

    def test_who_did_not_react_may_do_so_no_more_once_it_is_decided(self) -> None:
        town = granted_together()
        town.announce_withdrawal("garden")
        town.reject_withdrawal("garden")
        assert dossier_of(town).views_awaited == ()
