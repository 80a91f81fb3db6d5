"""Money per address that takes part: at every step at which a proposal asks or gets an amount."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from application.log import NewEvent, Submission
from domain.address_ceiling import AboveAddressCeiling, AddressesMissing
from domain.event_catalogue import payload_of
from domain.money import Money
from domain.proposal import ProposalSubmitted, stream_of
from domain.proposal_amendment import AmendProposal
from domain.proposal_lineage import AddressesNotDivided
from tests.scenarios.people import sealed
from tests.scenarios.quarter import EMMA, FRITS, Quarter
from tests.unit.application.regulated_quarter import a_quarter, takes
from tests.unit.domain.given import refused


def counting_addresses() -> Quarter:
    """Ten euros per address; with a plan and a mandate."""
    town = a_quarter(ceilings={"per_address_cents": 10_00})
    town.adopt_plan()
    town.give_mandate()
    return town


def amends(town: Quarter, proposal_id: str, amount: int, **more: Any) -> None:
    """Emma writes her proposal anew."""
    texts: dict[str, Any] = {"title": sealed("anew"), "description": sealed("anew")}
    fields: dict[str, Any] = {"proposal_id": proposal_id, "amount_cents": Money(amount)}
    fields |= texts | more
    town.do(AmendProposal, EMMA, **fields)


class TestAsking:
    """In every version."""

    def test_a_proposal_says_how_many_and_asks_no_more_than_they_count_for(self) -> None:
        town = counting_addresses()
        with refused(AddressesMissing):
            town.proposes(EMMA, 200_00)
        with refused(AboveAddressCeiling):
            town.proposes(EMMA, 200_01, addresses=20)
        assert town.proposal(town.proposes(EMMA, 200_00, addresses=20)).addresses == 20

    def test_amended_it_says_so_again(self) -> None:
        town = counting_addresses()
        one = town.proposes(EMMA, 200_00, addresses=20)
        with refused(AddressesMissing):
            amends(town, one, 100_00)
        with refused(AboveAddressCeiling):
            amends(town, one, 100_01, addresses=10)
        amends(town, one, 300_00, addresses=30)
        assert town.proposal(one).addresses == 30

    def test_activities_ask_no_more_together(self) -> None:
        town = counting_addresses()
        one = town.proposes(EMMA, 200_00, addresses=20)
        town.sets(EMMA, one, "digging", 150_00)
        with refused(AboveAddressCeiling):
            town.sets(EMMA, one, "planting", 50_01)
        town.sets(EMMA, one, "planting", 50_00)

    def test_what_merges_has_the_addresses_of_both_and_what_is_split_divides_them(
        self,
    ) -> None:
        town = counting_addresses()
        one = town.proposes(EMMA, 200_00, addresses=20)
        other = town.proposes(EMMA, 50_00, addresses=10)
        with refused(AboveAddressCeiling):
            town.merges(EMMA, 300_01, one, other)
        town.merges(EMMA, 300_00, one, other)
        merged = town.proposal("2027-WK030710-0003")
        assert (merged.addresses, merged.came_from) == (30, (one, other))
        for addresses in (None, 30, 31):
            with refused(AddressesNotDivided):
                town.splits(EMMA, merged.proposal_id, 100_00, addresses=addresses)
        town.splits(EMMA, merged.proposal_id, 100_00, addresses=10)
        assert town.proposal("2027-WK030710-0004").addresses == 10
        assert town.proposal(merged.proposal_id).addresses == 20
        with refused(AboveAddressCeiling):
            amends(town, merged.proposal_id, 200_01, addresses=20)

    def test_a_part_may_tell_its_addresses_where_the_whole_did_not(self) -> None:
        town = a_quarter(ceilings={"per_proposal_cents": 500_00})
        one = town.proposes(EMMA, 300_00)
        town.splits(EMMA, one, 100_00, addresses=10)
        assert town.proposal("2027-WK030710-0002").addresses == 10
        assert town.proposal(one).addresses is None

    def test_where_no_rule_counts_them_nobody_has_to(self) -> None:
        town = a_quarter(ceilings={"per_proposal_cents": 500_00})
        assert town.proposal(town.proposes(EMMA, 500_00)).addresses is None


class TestDeciding:
    """Also on what was submitted before the number was asked."""

    def begun_before(self, town: Quarter) -> str:
        """A proposal under the same rules, of entries that have no number."""
        town.proposes(EMMA, 200_00, addresses=20)
        (entry,) = town.log.read(town.log.next_position() - 1, limit=1)
        event = ProposalSubmitted.model_validate_json(entry.payload)
        old = event.model_copy(update={"proposal_id": "before", "addresses": None})
        new = NewEvent(stream_of("before"), 0, ProposalSubmitted.TOPIC, payload_of(old))
        town.log.append([Submission(uuid4(), b"0" * 32, (new,))])
        return "before"

    def test_the_number_is_needed_for_a_grant_and_can_be_told_until_then(self) -> None:
        town = counting_addresses()
        one = self.begun_before(town)
        takes(town, one)
        town.reserve(one, 200_00)
        town.prepare(one, 200_00)
        with refused(AddressesMissing):
            town.take(one)
        other = town.proposes(FRITS, 100_00, addresses=10)
        takes(town, other)
        town.reserve(other, 100_00)
        town.prepare(other, 100_00)
        town.take(other)
        assert town.budget().granted == {other: Money(100_00)}
