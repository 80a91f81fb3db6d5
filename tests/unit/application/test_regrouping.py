"""Merging and splitting: with everyone's consent, readable both ways, nothing moved silently."""

from __future__ import annotations

import pytest

from domain.applicant import JointApplicant
from domain.command import Role
from domain.money import Money
from domain.proposal import ConfirmProposal, ProposalKind, ProposalStatus, TakeInHandling
from domain.proposal_activities import ActivityUnknown
from domain.proposal_amendment import (
    AmountFollowsActivities,
    NotAnApplicant,
    ProposalBeingDecided,
    ProposalFrozen,
)
from domain.proposal_duplicate import AlreadyMarkedDuplicate, DuplicateOfItself, MarkDuplicate
from domain.proposal_lineage import (
    NamedTwice,
    NotAlike,
    PartTakesAll,
)
from domain.proposal_support import GiveSupport
from domain.regrouping import (
    ConsentAlreadyGiven,
    ConsentNotAsked,
    PrepareSplit,
    RegroupingAlreadyPrepared,
    RegroupingOver,
    RegroupingUnknown,
    RejectRegrouping,
)
from domain.tally.parameters import VotingRule
from domain.voting_rules import RoundRules
from projections.proposal_parts import RegroupingDocument
from projections.proposals import ProposalsProjection
from tests.scenarios.people import OTHER_OFFICER, PEOPLE, SOESTERKWARTIER, sealed
from tests.scenarios.quarter import EMMA, FRITS, GREET, Quarter
from tests.unit.domain.given import refused
from tests.unit.projections.entries import document, dossier_of


@pytest.fixture
def town() -> Quarter:
    """A quarter with money."""
    found = Quarter()
    found.with_money(100_000_00)
    return found


class TestMerging:
    """Several become one."""

    def test_with_the_last_consent_both_go_on_in_a_new_one(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        merger = town.merges(EMMA, 250, one, other)
        assert town.proposal(one).status is ProposalStatus.SUBMITTED
        town.consents(FRITS, merger)
        new = dossier_of(town, one).went_to[0]
        assert [town.proposal(each).status for each in (one, other)] == [ProposalStatus.MERGED] * 2
        merged = town.proposal(new)
        assert (merged.amount, merged.status) == (Money(250), ProposalStatus.SUBMITTED)
        assert merged.applicant_id == EMMA.id
        assert merged.applicants == {EMMA.id, FRITS.id}

    def test_lineage_reads_both_ways(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        town.consents(FRITS, town.merges(EMMA, 300, one, other))
        (new,) = dossier_of(town, one).went_to
        assert dossier_of(town, other).went_to == (new,)
        assert dossier_of(town, new).came_from == (one, other)

    def test_support_does_not_move(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        town.do(GiveSupport, GREET, proposal_id=one)
        town.consents(FRITS, town.merges(EMMA, 300, one, other))
        (new,) = dossier_of(town, one).went_to
        assert (dossier_of(town, one).supporters, dossier_of(town, new).supporters) == (1, 0)

    def test_activities_go_along_where_each_has_them(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        town.sets(EMMA, one, "digging", 150)
        town.sets(FRITS, other, "digging", 250)
        with refused(AmountFollowsActivities):
            town.merges(EMMA, 300, one, other)
        town.consents(FRITS, town.merges(EMMA, 400, one, other))
        (new,) = dossier_of(town, one).went_to
        assert {name: each.asked for name, each in town.proposal(new).activities.items()} == {
            "1.digging": Money(150),
            "2.digging": Money(250),
        }

    def test_every_joint_applicant_is_asked(self, town: Quarter) -> None:
        joint = (JointApplicant(applicant_id=GREET.id, kind="association"),)
        one, other = town.proposes(EMMA, 100, joint_applicants=joint), town.proposes(FRITS, 200)
        town.do(ConfirmProposal, GREET, proposal_id=one)
        merger = town.merges(FRITS, 300, one, other)
        town.consents(EMMA, merger)
        assert town.proposal(one).status is ProposalStatus.SUBMITTED
        town.consents(GREET, merger)
        (new,) = dossier_of(town, one).went_to
        assert town.proposal(new).applicants == {EMMA.id, FRITS.id, GREET.id}

    def test_a_case_officer_may_suggest_it_and_consents_to_nothing(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        merger = town.merges(OTHER_OFFICER, 300, one, other)
        town.consents(EMMA, merger)
        town.consents(FRITS, merger)
        (new,) = dossier_of(town, one).went_to
        assert town.proposal(new).applicant_id == EMMA.id

    def test_an_outsider_suggests_nothing(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        with refused(ConsentNotAsked):
            town.merges(GREET, 300, one, other)

    def test_only_what_is_alike_merges(self, town: Quarter) -> None:
        one = town.proposes(EMMA, 100)
        elsewhere = town.proposes(FRITS, 100, wijk=SOESTERKWARTIER)
        challenge = town.proposes(FRITS, 100, kind=ProposalKind.CHALLENGE)
        for other in (elsewhere, challenge):
            with refused(NotAlike):
                town.merges(EMMA, 200, one, other)
        with refused(NamedTwice):
            town.merges(EMMA, 200, one, one)

    def test_what_was_frozen_meanwhile_merges_no_more(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        merger = town.merges(EMMA, 300, one, other)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=one)
        town.open_round([one], 100, RoundRules(rule=VotingRule.GREEDY))
        with refused(ProposalFrozen):
            town.consents(FRITS, merger)
        assert town.proposal(other).status is ProposalStatus.SUBMITTED

    def test_what_money_is_bound_to_does_not_merge(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id=one)
        town.reserve(one, 100)
        with refused(ProposalBeingDecided):
            town.merges(EMMA, 300, one, other)


class TestConsent:
    """Each once, of those who are asked, while it waits."""

    def test_it_is_asked_of_applicants_and_given_once(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        merger = town.merges(EMMA, 300, one, other)
        with refused(ConsentNotAsked):
            town.consents(GREET, merger)
        with refused(ConsentAlreadyGiven):
            town.consents(EMMA, merger)
        with refused(RegroupingUnknown):
            town.consents(FRITS, "merger-nobody-prepared")

    def test_one_no_is_enough_and_ends_it(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        merger = town.merges(EMMA, 300, one, other)
        with refused(ConsentNotAsked):
            town.do(RejectRegrouping, GREET, regrouping_id=merger)
        town.do(RejectRegrouping, FRITS, regrouping_id=merger)
        with refused(RegroupingOver):
            town.consents(FRITS, merger)
        assert town.proposal(one).status is ProposalStatus.SUBMITTED
        found = document(ProposalsProjection(), town, f"regrouping:{merger}", RegroupingDocument)
        assert (found.status.value, found.agreed) == ("rejected", (EMMA.id,))
        assert dossier_of(town, one).regroupings == (merger,)

    def test_a_number_is_used_once(self, town: Quarter) -> None:
        one = town.proposes(EMMA, 100)
        split = town.splits(EMMA, one, 40)
        with refused(RegroupingAlreadyPrepared):
            town.do(
                PrepareSplit,
                EMMA,
                regrouping_id=split,
                proposal_id=one,
                title=sealed("again"),
                description=sealed("again"),
                amount_cents=Money(10),
            )


class TestSplitting:
    """A part goes on by itself."""

    def test_who_applies_alone_agrees_with_themselves(self, town: Quarter) -> None:
        one = town.proposes(EMMA, 100)
        town.splits(EMMA, one, 40)
        (part,) = dossier_of(town, one).went_to
        assert (town.proposal(one).amount, town.proposal(part).amount) == (Money(60), Money(40))
        assert dossier_of(town, part).came_from == (one,)
        assert town.proposal(one).status is ProposalStatus.SUBMITTED

    def test_joint_applicants_agree_first(self, town: Quarter) -> None:
        joint = (JointApplicant(applicant_id=FRITS.id, kind="association"),)
        one = town.proposes(EMMA, 100, joint_applicants=joint)
        town.do(ConfirmProposal, FRITS, proposal_id=one)
        split = town.splits(FRITS, one, 40)
        assert town.proposal(one).amount == Money(100)
        town.consents(EMMA, split)
        (part,) = dossier_of(town, one).went_to
        assert town.proposal(part).applicants == {EMMA.id, FRITS.id}

    def test_activities_go_along_and_the_rest_stays(self, town: Quarter) -> None:
        one = town.proposes(EMMA, 100)
        town.sets(EMMA, one, "digging", 70)
        town.sets(EMMA, one, "planting", 30)
        with refused(AmountFollowsActivities):
            town.splits(EMMA, one, 31, "planting")
        with refused(ActivityUnknown):
            town.splits(EMMA, one, 31, "dancing")
        town.splits(EMMA, one, 30, "planting")
        (part,) = dossier_of(town, one).went_to
        assert list(town.proposal(one).activities) == ["digging"]
        assert list(town.proposal(part).activities) == ["planting"]
        assert dossier_of(town, part).activities[0].title == sealed("planting")

    def test_something_is_left(self, town: Quarter) -> None:
        one = town.proposes(EMMA, 100)
        with refused(PartTakesAll):
            town.splits(EMMA, one, 100)

    def test_nobody_splits_what_is_not_theirs(self, town: Quarter) -> None:
        one = town.proposes(EMMA, 100)
        with refused(NotAnApplicant):
            town.splits(FRITS, one, 40)


class TestDuplicates:
    """A link in both directions, and no more than that."""

    def marks(self, town: Quarter, one: str, other: str) -> None:
        """A case officer marks one as a duplicate of the other."""
        officer = PEOPLE[Role.CASE_OFFICER]
        town.do(MarkDuplicate, officer, proposal_id=one, duplicate_of=other, reason=sealed("same"))

    def test_both_point_to_each_other_and_go_on(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        self.marks(town, other, one)
        assert dossier_of(town, other).duplicate_of == one
        assert dossier_of(town, one).duplicates == (other,)
        assert town.proposal(other).status is ProposalStatus.SUBMITTED

    def test_a_mark_is_made_once_and_never_of_itself(self, town: Quarter) -> None:
        one, other = town.proposes(EMMA, 100), town.proposes(FRITS, 200)
        with refused(DuplicateOfItself):
            self.marks(town, one, one)
        self.marks(town, other, one)
        with refused(AlreadyMarkedDuplicate):
            self.marks(town, other, one)
