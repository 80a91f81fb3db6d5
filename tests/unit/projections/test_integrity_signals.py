"""Signals from what the log knows: who sits in a board and applies, who coordinates and is paid."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from domain.command import Actor, Role
from domain.coordinator import CoordinatorParty
from domain.decision import TakeDecision
from domain.integrity_events import CaseOrigin
from domain.proposal import TakeInHandling, WithdrawProposal
from projections.boards import BoardDocument, BoardsProjection
from projections.coordinators import CoordinatorDocument, CoordinatorsProjection
from projections.document import fold
from projections.dossier import ProposalDossier
from projections.integrity_signals import IntegritySignal, signals_of_proposals
from projections.proposals import ProposalsProjection
from projections.regulations import RegulationDocument, RegulationsProjection
from tests.scenarios.boardroom import Boardroom
from tests.scenarios.people import LIENDERT, PEOPLE
from tests.scenarios.points import has_points
from tests.unit.projections.entries import entries_of

APPLICANT = PEOPLE[Role.RESIDENT]
BOARD, PAID = CaseOrigin.BOARD_MEMBER_APPLIED, CaseOrigin.COORDINATOR_PAID


def signals(town: Boardroom) -> list[IntegritySignal]:
    """What there is to look at, from the log alone."""
    entries = entries_of(town)
    dossiers = _of(ProposalDossier, fold(ProposalsProjection(), entries).values())
    boards = _of(BoardDocument, fold(BoardsProjection(), entries).values())
    rules = _of(RegulationDocument, fold(RegulationsProjection(), entries).values())
    return signals_of_proposals(
        dossiers,
        {each.wijk: each for each in boards},
        _of(CoordinatorDocument, fold(CoordinatorsProjection(), entries).values()),
        {each.regulation_id: each.rules for each in rules},
    )


def _of(kind: Any, found: Iterable[object]) -> list[Any]:
    return [each for each in found if isinstance(each, kind)]


def town(**rules: Any) -> Boardroom:
    """A town with a plan and a mandate; without a rule that keeps roles apart unless told so."""
    found = Boardroom().with_rules(**{"separation": None} | rules)
    found.adopt_plan()
    found.give_mandate()
    return found


def seated(found: Boardroom, **changed: Any) -> None:
    """The applicant takes a seat in the board of the wijk."""
    found.appoint("seat-1", Actor(id=APPLICANT.id, role=Role.BOARD_MEMBER), **changed)


def coordinating(found: Boardroom, **changed: Any) -> None:
    """The applicant coordinates, for a party."""
    party = CoordinatorParty(party_id="consortium", actor_ids=(APPLICANT.id,))
    found.appoint_coordinator(parties=(party,), **changed)


def granted(found: Boardroom) -> None:
    """The applicant gets a grant."""
    found.submit("garden", 300_00)
    found.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="garden")
    has_points(found, "garden")
    found.reserve("garden", 300_00)
    found.prepare("garden", 300_00)
    draft = found.draft_reason("garden")
    found.do(TakeDecision, Role.COLLEGE, proposal_id="garden", draft_reason=draft)


def kinds(found: Boardroom) -> list[CaseOrigin]:
    """What the signals are of."""
    return [each.origin for each in signals(found)]


class TestAMemberOfTheBoard:
    def test_who_applies_in_the_same_wijk_is_a_signal_about_that_proposal(self) -> None:
        found = town()
        seated(found)
        found.submit("garden", 300_00)
        (signal,) = signals(found)
        assert (signal.origin, signal.proposal_id, signal.wijk) == (BOARD, "garden", LIENDERT)

    def test_who_takes_a_seat_before_it_is_decided_is_one_too(self) -> None:
        found = town()
        found.submit("garden", 300_00)
        assert signals(found) == []
        seated(found)
        assert kinds(found) == [BOARD]

    def test_who_takes_a_seat_after_the_decision_is_none(self) -> None:
        found = town()
        granted(found)
        found.now += timedelta(days=1)
        seated(found, valid_from=found.now.date())
        assert signals(found) == []

    def test_whose_organisation_applies_is_one(self) -> None:
        found = town()
        other = Actor(id="person-other", role=Role.BOARD_MEMBER)
        found.appoint("seat-1", other, party_ids=(APPLICANT.id,))
        found.submit("garden", 300_00)
        assert kinds(found) == [BOARD]

    def test_who_withdrew_it_is_none(self) -> None:
        found = town()
        seated(found)
        found.submit("garden", 300_00)
        found.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")
        assert signals(found) == []


class TestACoordinator:
    def test_with_a_grant_is_a_signal_also_where_no_rule_forbids_it(self) -> None:
        found = town()
        coordinating(found)
        granted(found)
        assert kinds(found) == [PAID]

    def test_who_began_after_the_grant_is_one_while_it_runs(self) -> None:
        found = town()
        granted(found)
        assert signals(found) == []
        coordinating(found)
        assert kinds(found) == [PAID]

    def test_who_only_asked_is_none(self) -> None:
        found = town()
        coordinating(found)
        found.submit("garden", 300_00)
        assert signals(found) == []

    def test_of_another_wijk_is_none(self) -> None:
        found = town()
        coordinating(found, wijken=("WK030703",))
        granted(found)
        assert signals(found) == []

    def test_whom_the_regulation_lets_be_paid_is_none(self) -> None:
        allowed = {"article": "9", "may_be_paid": True, "may_execute": True}
        found = town(separation=allowed)
        coordinating(found)
        granted(found)
        assert signals(found) == []
