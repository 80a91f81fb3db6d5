"""A year in which everything happens once: the story behind the golden events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.budget_year import CouncilAct, Remainder
from domain.command import Role
from domain.decision import Finding, VerifyDecision
from domain.decision_ground import DecisionGround
from domain.determination_events import DeterminationGround
from domain.grant import ReleaseGrant
from domain.mandate import WithdrawMandate
from domain.objection_events import DecisionKind, RulingOutcome
from domain.payout import RejectPayout
from domain.proposal import WithdrawProposal
from domain.regulation import WithdrawRegulation
from domain.regulation_contents import Regulation
from domain.round_procedure import Quorum, RoundProcedure
from domain.tally.parameters import Completion, VotingRule
from domain.theme_division import ThemeDivision
from domain.voting_rules import BallotForm, RoundRules, TieBreak
from domain.withdrawal_ground import WithdrawalGround
from tests.golden.boards_of_everything import (
    town_that_people_advise,
    town_with_a_board,
    town_without_a_board,
)
from tests.golden.inquiry_of_everything import town_of_inquiry
from tests.golden.money_of_everything import town_of_money, town_over_borders
from tests.golden.proposals_of_everything import town_of_proposals
from tests.scenarios.court import COVER
from tests.scenarios.town import (
    LIENDERT,
    OTHER_FINANCE,
    SOESTERKWARTIER,
    YEAR,
    Town,
    sealed,
)

RULES = RoundRules.model_validate(
    {
        "rule": VotingRule.EQUAL_SHARES,
        "completion": Completion.ADD1,
        "minimum_votes": 1,
        "ballot_form": BallotForm.CUMULATIVE,
        "max_choices": 2,
        "max_points": 5,
        "exclusions": (("garden", "oven"),),
        "categories": ({"name": "green", "proposal_ids": ("garden",), "max_cents": 6_000_00},),
        "tie_break": TieBreak.DRAW,
    }
)

RULES_OF_THE_CITY = Regulation.model_validate(
    {
        "applicants": {
            "article": "2.1",
            "kinds": ("resident", "residents_group", "foundation"),
            "residents_first": True,
        },
        "ceilings": {
            "article": "2.3",
            "per_proposal_cents": 10_000_00,
            "categories": ({"category": "food", "most_cents": 0},),
        },
        "advances": {"article": "3.1", "bands": ({"from_cents": 400_00, "most_percent": 75},)},
        "accounts": {"article": "3.2", "bands": ({"form": 1}, {"from_cents": 5_000_00, "form": 2})},
        "voting": {"article": "4.1", "forms": ("cumulative",), "minimum_votes": 1},
        "rounds": {"article": "4.2", "quorum_ballots": 2, "extension_days_max": 7},
        "carry_over": {"article": "5", "allowed": True, "pooling_day": {"month": 3, "day": 1}},
    }
)


def happened_in_a_year() -> Iterator[tuple[str, bytes]]:
    """Name and payload of every event of both logs, in order; the same every time."""
    town = Town()
    _framed(town)
    _proposed(town)
    _voted(town)
    _divided(town)
    _decided(town)
    _paid(town)
    _settled(town)
    _looked_at_again(town)
    _above_the_ceiling(town)
    _closed(town)
    of_residents = (town_of_proposals(), town_with_a_board(), town_of_inquiry())
    of_money = (town_of_money(), town_over_borders(), town_without_a_board())
    towns = (*of_residents, *of_money, town_that_people_advise())
    for log in (town.log, town.ballot_log, *(each.log for each in towns)):
        for entry in log.read(limit=10_000):
            yield entry.name, entry.payload


def _framed(town: Town) -> None:
    town.adopt_division()
    town.record_borders()
    town.open_year(ceiling=20_000_00)
    town.allocate({LIENDERT: 1, SOESTERKWARTIER: 1}, 20_000_00)
    town.correct_allocation({LIENDERT: 2, SOESTERKWARTIER: 1}, 20_000_00)
    town.divide_money(SOESTERKWARTIER)
    town.move_money(100_00, wijk=SOESTERKWARTIER)
    town.record_indicator()
    town.summarise_quickscan()
    town.announce_meeting()
    town.record_attendance()
    town.adopt_plan()
    town.choose_executor()
    town.give_mandate()
    town.adopt_regulation(RULES_OF_THE_CITY)


def _proposed(town: Town) -> None:
    for name in ("garden", "oven", "pond"):
        town.admit(name, 5_000_00)
    town.submit("tower", 1_00)
    town.nothing_comes("tower")
    town.leave_out("tower", reason=sealed("no tower is allowed there"))
    town.objects_to_leaving_out("tower")
    town.do(WithdrawProposal, Role.RESIDENT, proposal_id="tower")
    town.submit("bench", 1_00)
    town.do(WithdrawProposal, Role.RESIDENT, proposal_id="bench")


def _divided(town: Town) -> None:
    themes = {"themes": ("green", "care"), "step_cents": 10_00, "least_themes": 1}
    procedure = RoundProcedure(quorum=Quorum(least_ballots=2), extension_days_max=7)
    division = ThemeDivision.model_validate(themes)
    town.open_theme_round(division, 30_00, procedure=procedure)
    for voter in (7, 8):
        town.cast(voter, "care", "green", points=(1, 2), round_id="themes")
    town.close_round("themes")
    town.tally("themes")


def _voted(town: Town) -> None:
    closes_at = town.now + timedelta(days=14)
    procedure = RoundProcedure(quorum=Quorum(least_ballots=2), extension_days_max=7)
    town.open_round(["garden", "oven"], 7_000_00, RULES, closes_at, procedure=procedure)
    town.cast(1, "garden", "oven", points=(3, 2))
    town.cast(2, "oven", "garden", points=(2, 3))
    town.extend_round(closes_at + timedelta(days=1))
    town.now = closes_at + timedelta(days=1)
    town.close_round()
    town.tally()


def _decided(town: Town) -> None:
    town.reserve("garden", 5_000_00)
    reason = sealed("the sum was wrong")
    town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="garden", reason=reason)
    town.reserve("garden", 5_000_00)
    town.prepare("garden", 4_500_00, ground=DecisionGround.SCHEME_NOT_MET)
    town.take("garden")
    town.do(
        VerifyDecision,
        Role.GRIFFIER,
        proposal_id="garden",
        finding=Finding.REMARKS,
        note=sealed("the reason could be clearer"),
    )
    town.reserve("pond", 1_000_00)
    town.do(
        ReleaseGrant, Role.CASE_OFFICER, proposal_id="pond", reason=sealed("they have a sponsor")
    )


def _paid(town: Town) -> None:
    town.suspend("garden")
    town.lift("garden")
    town.request_payout("garden", 2_000_00)
    town.approve_payout("garden")
    town.pay("garden")
    town.request_payout("garden", 1_000_00, payout_id="payout-2")
    town.do(
        RejectPayout,
        OTHER_FINANCE,
        proposal_id="garden",
        payout_id="payout-2",
        reason=sealed("the invoice is missing"),
    )


def _looked_at_again(town: Town) -> None:
    town.refused("well", 9_000_00)
    town.objects_and_wins("well", 9_000_00, cover=COVER, with_committee=True)
    town.appeal("well")
    town.rule("well", RulingOutcome.DISMISSED)
    town.lodge("well", "objection-2")
    town.register_objection("well", objection_id="objection-2")
    town.postpone_objection("well", town.now.date() + timedelta(weeks=13), "objection-2")
    town.take_objection_back("well", "objection-2")
    town.lodge("well", "objection-3", asks_court=True)
    town.keep_from_court("well", "objection-3")
    town.take_objection_back("well", "objection-3")
    town.announce_withdrawal("well")
    town.reject_withdrawal("well")
    town.withdrawn("well", 8_500_00)
    town.withdrawn("well", 8_000_00, ground=WithdrawalGround.CIRCUMSTANCES_CHANGED)
    town.request_payout("well", 6_000_00)
    town.approve_payout("well")
    town.pay("well")
    town.render_account("well", 8_000_00)
    town.determine("well", 8_000_00)
    town.withdrawn("well", 1_000_00, ground=WithdrawalGround.NEW_FACTS)


def _above_the_ceiling(town: Town) -> None:
    town.refused("barn", 2_000_00)
    left = town.budget().available.cents
    town.admit("hall", left)
    town.reserve("hall", left)
    town.objects_and_wins("barn", 2_000_00, cover=COVER)
    town.render_account("barn", 500_00)
    town.determine("barn", 500_00, DeterminationGround.NOT_CARRIED_OUT)
    reason = sealed("they found a hall")
    town.do(ReleaseGrant, Role.CASE_OFFICER, proposal_id="hall", reason=reason)
    town.request_payout("barn", 500_00)
    town.approve_payout("barn")
    town.pay("barn")
    town.now += timedelta(weeks=8)
    town.close_dossier("barn")
    town.lodge("barn", "objection-2", against=DecisionKind.DETERMINATION, asks_court=True)
    town.forward("barn", "objection-2")


def _settled(town: Town) -> None:
    town.render_account("garden", 1_800_00)
    town.determine("garden", 1_800_00, DeterminationGround.NOT_CARRIED_OUT)
    town.recover("garden", 200_00)
    town.granted("shed", 500_00)
    town.render_account("shed", 500_00)
    town.determine("shed", 500_00)
    town.request_payout("shed", 500_00)
    town.approve_payout("shed")
    town.pay("shed")


def _closed(town: Town) -> None:
    town.do(
        WithdrawRegulation,
        Role.GRIFFIER,
        regulation_id="rules-1",
        last_day=town.now.date() + timedelta(days=30),
    )
    town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
    town.open_year(ceiling=1_000_00, year=YEAR + 1)
    act = CouncilAct(number="RB-2027-9", decided_on=date(YEAR, 12, 16))
    town.close_year(Remainder.CARRY_OVER, act)
    town.allocate({LIENDERT: 1}, 10_00, year=YEAR + 1, city_wide=5_00)
    town.close_year(Remainder.RELEASE, year=YEAR + 1)
