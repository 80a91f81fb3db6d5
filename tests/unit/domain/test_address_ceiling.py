"""So much for each address that takes part: told, and kept to, where the regulation has it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.address_ceiling import (
    ADDRESSES_MAX,
    AboveAddressCeiling,
    AddressesMissing,
    addresses_together,
    guard_within_ceilings,
)
from domain.errors import Refusal
from domain.money import Money
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_guards import AboveProposalCeiling
from tests.unit.domain.given import euros, refused

RULES = Regulation.model_validate(
    {"ceilings": {"article": "4", "per_proposal_cents": 570_00, "per_address_cents": 10_00}}
)


class TestWhereAddressesAreCounted:
    """Ten euros each, up to five hundred and seventy."""

    def test_so_much_times_the_number_is_the_most(self) -> None:
        guard_within_ceilings(RULES, euros(200), 20)
        with refused(AboveAddressCeiling) as caught:
            guard_within_ceilings(RULES, Money(200_01), 20)
        assert "Artikel 4 van de regeling geeft € 10,00 per adres" in caught.value.text("nl")
        assert "Number of addresses: 20. That is €200.00 at most" in caught.value.text("en")

    def test_the_most_for_one_proposal_stays_the_most(self) -> None:
        guard_within_ceilings(RULES, euros(570), 58)
        with refused(AboveProposalCeiling):
            guard_within_ceilings(RULES, Money(570_01), 58)

    def test_a_number_that_nobody_told_is_asked(self) -> None:
        with refused(AddressesMissing):
            guard_within_ceilings(RULES, Money(1), None)

    @given(
        each=st.integers(1, 10**15),
        asked=st.integers(1, 10**15),
        addresses=st.integers(1, ADDRESSES_MAX),
    )
    def test_nothing_above_it_passes_and_nothing_within_it_is_refused(
        self, each: int, asked: int, addresses: int
    ) -> None:
        rules = Regulation.model_validate({"ceilings": {"article": "4", "per_address_cents": each}})
        try:
            guard_within_ceilings(rules, Money(asked), addresses)
            passes = True
        except Refusal:
            passes = False
        assert passes is (asked <= each * addresses)


class TestElsewhere:
    """A rule that is absent asks nothing."""

    def test_no_number_is_asked(self) -> None:
        guard_within_ceilings(NO_RULES, euros(1_000_000), None)
        ceiling = {"ceilings": {"article": "4", "per_proposal_cents": 570_00}}
        guard_within_ceilings(Regulation.model_validate(ceiling), euros(570), None)


class TestTogether:
    """What merges has the addresses of all."""

    def test_they_add_up_as_far_as_they_were_told(self) -> None:
        assert addresses_together((20, None, 5)) == 25
        assert addresses_together((None, None)) is None

    def test_they_stay_within_what_a_proposal_can_tell(self) -> None:
        assert addresses_together((ADDRESSES_MAX, 1)) == ADDRESSES_MAX
