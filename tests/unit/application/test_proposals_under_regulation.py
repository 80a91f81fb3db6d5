"""What the regulation asks of a proposal: kind, layer, ceiling, support, budget."""

from __future__ import annotations

from typing import Any

import pytest

from domain.activity import CostKind, CostLine, FundingKind, FundingLine
from domain.applicant import (
    HELPED_MAX,
    OPEN_MAX,
    JointApplicant,
    TooManyHelped,
    TooManyOpenProposals,
)
from domain.money import Money
from domain.proposal import (
    LayerMissing,
    ProposalStatus,
    SubmitProposal,
    WithdrawProposal,
)
from domain.proposal_activities import ActivityInPart, CostsMissing, RemoveActivity, SetActivity
from domain.proposal_amendment import AmendProposal
from domain.proposal_support import GiveSupport
from domain.regulation_guards import (
    AboveCategoryCeiling,
    AboveProposalCeiling,
    ApplicantMayNot,
    LayerNotFunded,
    TooFewSupporters,
    TooLittleCoFunding,
)
from domain.regulation_parts import ApplicantKind, SupportLayer
from tests.scenarios.people import LIENDERT, YEAR, sealed
from tests.scenarios.quarter import EMMA, FRITS, GREET, Quarter
from tests.unit.application.regulated_quarter import a_quarter, takes
from tests.unit.domain.given import refused


class TestSubmitting:
    """Who may apply, for what, for how much."""

    def test_every_kind_of_applicant_has_to_be_one_that_may(self) -> None:
        town = a_quarter(applicants={"kinds": ("resident", "association")})
        joint = (JointApplicant(applicant_id=FRITS.id, kind=ApplicantKind.ASSOCIATION),)
        assert town.proposes(EMMA, 100, joint_applicants=joint)
        company = (JointApplicant(applicant_id=FRITS.id, kind=ApplicantKind.COMPANY),)
        with refused(ApplicantMayNot):
            town.proposes(EMMA, 100, joint_applicants=company)
        with refused(ApplicantMayNot):
            town.proposes(EMMA, 100, applicant_kind=ApplicantKind.COMPANY)

    def test_only_layers_of_the_regulation_are_funded(self) -> None:
        town = a_quarter(layers={"layers": ("own_strength", "informal")})
        assert town.proposes(EMMA, 100, layer=SupportLayer.INFORMAL)
        with refused(LayerNotFunded):
            town.proposes(EMMA, 100, layer=SupportLayer.SPECIALISED_CARE)
        with refused(LayerMissing):
            town.proposes(EMMA, 100)

    def test_the_ceiling_holds_for_every_version(self) -> None:
        town = a_quarter(ceilings={"per_proposal_cents": 500})
        one, other = town.proposes(EMMA, 400), town.proposes(FRITS, 400)
        with refused(AboveProposalCeiling):
            town.do(
                AmendProposal,
                EMMA,
                proposal_id=one,
                title=sealed("more"),
                description=sealed("more"),
                amount_cents=Money(501),
            )
        town.sets(EMMA, one, "digging", 500)
        with refused(AboveProposalCeiling):
            town.sets(EMMA, one, "planting", 1)
        merger = town.merges(EMMA, 501, one, other)
        with refused(AboveProposalCeiling):
            town.consents(FRITS, merger)

    def test_one_person_has_so_many_open_and_withdrawing_makes_room(self) -> None:
        town = a_quarter()
        first, *_ = [town.proposes(EMMA, 100) for _ in range(OPEN_MAX)]
        with refused(TooManyOpenProposals):
            town.proposes(EMMA, 100)
        assert town.proposes(FRITS, 100)
        town.do(WithdrawProposal, EMMA, proposal_id=first)
        assert town.proposes(EMMA, 100)

    def test_a_helper_is_counted_for_none_of_those_who_were_helped(self) -> None:
        town = a_quarter()
        for _ in range(OPEN_MAX):
            town.proposes(GREET, 100, on_behalf_of=EMMA.id)
        assert town.proposes(GREET, 100)
        with refused(TooManyOpenProposals):
            town.proposes(FRITS, 100, on_behalf_of=EMMA.id)

    def test_what_a_helper_submits_for_others_has_its_own_most(self) -> None:
        town = a_quarter()
        for number in range(HELPED_MAX):
            town.proposes(GREET, 100, on_behalf_of=f"person-{number}")
        with refused(TooManyHelped):
            town.proposes(GREET, 100, on_behalf_of="person-last")
        assert town.proposes(GREET, 100), "for herself there is room"

    def test_a_part_that_was_split_off_is_one_more(self) -> None:
        town = a_quarter()
        one, *_ = [town.proposes(EMMA, 100) for _ in range(OPEN_MAX - 1)]
        town.splits(EMMA, one, 10)
        with refused(TooManyOpenProposals):
            town.splits(EMMA, one, 10)

    def test_what_merges_makes_room(self) -> None:
        town = a_quarter()
        one, other, *_ = [town.proposes(EMMA, 100) for _ in range(OPEN_MAX)]
        town.merges(EMMA, 200, one, other)
        assert town.proposes(EMMA, 100)

    def test_what_is_brought_in_with_an_id_is_not_counted(self) -> None:
        town = a_quarter()
        for number in range(OPEN_MAX + 1):
            town.do(
                SubmitProposal,
                EMMA,
                proposal_id=f"project-{number}",
                wijk=LIENDERT,
                year=YEAR,
                title=sealed("t"),
                description=sealed("d"),
                amount_cents=Money(1),
            )
        assert town.proposes(EMMA, 100), "there is still room for one of her own"


class TestHandling:
    """Support and budget are there before it is handled."""

    def test_enough_residents_support_it(self) -> None:
        town = a_quarter(support={"bands": ({"least_supporters": 2},)})
        one = town.proposes(EMMA, 100)
        town.do(GiveSupport, FRITS, proposal_id=one)
        with refused(TooFewSupporters):
            takes(town, one)
        town.do(GiveSupport, GREET, proposal_id=one)
        takes(town, one)
        assert town.proposal(one).status is ProposalStatus.IN_HANDLING

    def with_budget(self, town: Quarter, *funding: FundingLine) -> str:
        """A proposal that costs 1,000 cents, of which 200 is own work."""
        one = town.proposes(EMMA, 100)
        town.do(
            SetActivity,
            EMMA,
            proposal_id=one,
            activity_id="eating",
            title=sealed("eating"),
            costs=(
                CostLine(kind=CostKind.HIRE, amount_cents=Money(800)),
                CostLine(kind=CostKind.OWN_WORK, amount_cents=Money(200)),
            ),
            funding=funding,
        )
        return one

    @pytest.mark.parametrize(("own_work_counts", "is_enough"), [(True, True), (False, False)])
    def test_own_work_is_co_funding_where_the_regulation_says_so(
        self, own_work_counts: bool, is_enough: bool
    ) -> None:
        rule = {"bands": ({"least_percent": 20},), "own_work_counts": own_work_counts}
        town = a_quarter(co_funding=rule)
        own_work = FundingLine(kind=FundingKind.OWN_WORK, amount_cents=Money(200))
        one = self.with_budget(town, own_work)
        if is_enough:
            takes(town, one)
            assert town.proposal(one).status is ProposalStatus.IN_HANDLING
        else:
            with refused(TooLittleCoFunding):
                takes(town, one)

    def test_money_of_ones_own_is_co_funding_anywhere(self) -> None:
        town = a_quarter(co_funding={"bands": ({"least_percent": 20},)})
        money = FundingLine(kind=FundingKind.OWN_MONEY, amount_cents=Money(200))
        one = self.with_budget(town, money)
        takes(town, one)
        assert town.proposal(one).status is ProposalStatus.IN_HANDLING

    def test_what_was_handled_keeps_to_it_when_it_is_amended(self) -> None:
        support = {"bands": ({"least_supporters": 0}, {"from_cents": 200, "least_supporters": 1})}
        town = a_quarter(support=support)
        one = town.proposes(EMMA, 100)
        takes(town, one)
        texts: dict[str, Any] = {"title": sealed("more"), "description": sealed("more")}
        with refused(TooFewSupporters):
            town.do(AmendProposal, EMMA, proposal_id=one, amount_cents=Money(200), **texts)
        town.do(AmendProposal, EMMA, proposal_id=one, amount_cents=Money(199), **texts)
        town.do(GiveSupport, GREET, proposal_id=one)
        town.do(AmendProposal, EMMA, proposal_id=one, amount_cents=Money(200), **texts)

    def test_what_was_handled_keeps_its_co_funding_in_every_activity_and_part(self) -> None:
        town = a_quarter(co_funding={"bands": ({"least_percent": 20},)})
        money = FundingLine(kind=FundingKind.OWN_MONEY, amount_cents=Money(200))
        one = self.with_budget(town, money)
        town.sets(EMMA, one, "extra", 1)
        with refused(TooLittleCoFunding):
            takes(town, one)
        town.do(RemoveActivity, EMMA, proposal_id=one, activity_id="extra")
        takes(town, one)
        with refused(TooLittleCoFunding):
            town.sets(EMMA, one, "extra", 1)
        assert list(town.proposal(one).activities) == ["eating"]

    def test_what_is_left_of_a_split_keeps_to_it_too(self) -> None:
        town = a_quarter(co_funding={"bands": ({"least_percent": 20},)})
        money = FundingLine(kind=FundingKind.OWN_MONEY, amount_cents=Money(250))
        one = self.with_budget(town, money)
        town.sets(EMMA, one, "extra", 200)
        takes(town, one)
        with refused(TooLittleCoFunding):
            town.splits(EMMA, one, 750, "eating")
        town.splits(EMMA, one, 200, "extra")

    def test_a_kind_of_costs_has_its_most(self) -> None:
        ceiling = {"category": "hire", "most_cents": 799}
        town = a_quarter(ceilings={"categories": (ceiling,)})
        with refused(AboveCategoryCeiling):
            takes(town, self.with_budget(town))

    def test_where_it_has_a_proposal_without_costs_is_not_handled(self) -> None:
        town = a_quarter(ceilings={"categories": ({"category": "hire", "most_cents": 800},)})
        one = town.proposes(EMMA, 100)
        with refused(CostsMissing) as found:
            takes(town, one)
        assert "Artikel 2 " in found.value.text()
        town.sets(EMMA, one, "digging", 100)
        takes(town, one)


class TestAwarding:
    """Per activity, before money is set apart and before it is decided."""

    def test_money_is_reserved_for_whole_activities(self) -> None:
        town = a_quarter()
        one = town.proposes(EMMA, 100)
        town.sets(EMMA, one, "digging", 70)
        town.sets(EMMA, one, "planting", 30)
        takes(town, one)
        with refused(ActivityInPart):
            town.reserve(one, 80)
        town.reserve(one, 100)

    def test_a_decision_grants_whole_activities(self) -> None:
        town = a_quarter()
        town.adopt_plan()
        town.give_mandate()
        one = town.proposes(EMMA, 100)
        town.sets(EMMA, one, "digging", 70)
        town.sets(EMMA, one, "planting", 30)
        takes(town, one)
        town.reserve(one, 100)
        with refused(ActivityInPart):
            town.prepare(one, 99)
        town.prepare(one, 70)
