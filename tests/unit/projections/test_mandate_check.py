"""An auditor's own check of mandates: it finds what no handler would have let through."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from adapters.command_line.check_mandates import FAULTS, as_line
from adapters.command_line.log_entries import every_entry
from domain.command import Actor, Role
from domain.decision import DecisionTaken, TakeDecision
from domain.determination_events import GrantDetermined
from domain.event_catalogue import event_from
from domain.mandate import (
    AcceptMandate,
    MandateGiven,
    MandateMatter,
    MandateWithdrawn,
    WithdrawMandate,
)
from domain.money import MAX_CENTS, Money
from domain.objection_events import DecisionKind, ObjectionDecided
from domain.proposal import ProposalKind, TakeInHandling
from domain.proposal_events import ProposalAgreementRecorded
from domain.suspension import PaymentsSuspended
from domain.withdrawal_events import GrantWithdrawn
from domain.withdrawal_ground import WithdrawalGround
from projections.entry import Entry
from projections.mandate_check import FaultFound, MandateCheck, MandateFault
from tests.scenarios.people import PEOPLE
from tests.scenarios.town import Town
from tests.unit.projections.entries import entries_of, with_changed

STRANGER = Actor(id="person-stranger", role=Role.MANDATE_HOLDER)


def a_town() -> Town:
    """A grant that was decided on and determined."""
    town = Town().with_money()
    town.adopt_plan()
    town.give_mandate(4_000_00)
    town.granted("garden", 4_000_00)
    town.render_account("garden", 4_000_00)
    town.determine("garden", 4_000_00)
    return town


def an_agreed_challenge() -> Town:
    """A challenge that ended in an agreement, under a mandate for it that was accepted."""
    town = Town().with_money()
    town.submit("green", 500_00, kind=ProposalKind.CHALLENGE)
    town.do(TakeInHandling, Role.CASE_OFFICER, proposal_id="green")
    town.give_mandate(
        mandate_id="agreements", matter=MandateMatter.AGREEMENTS, outside_college=True
    )
    town.do(AcceptMandate, Role.MANDATE_HOLDER, mandate_id="agreements")
    town.agrees(Role.MANDATE_HOLDER, "green", "agreements")
    return town


def faults(entries: list[Entry]) -> list[MandateFault]:
    """What is wrong in a log."""
    return [each.fault for each in MandateCheck().faults_in(entries)]


def forged(event: type, **changed: Any) -> list[Entry]:
    """The log of the town, with events of one kind changed behind its back."""
    return with_changed(a_town(), event, **changed)


class TestALogOfRealCommands:
    def test_has_no_fault_and_every_decision_is_looked_at(self) -> None:
        check = MandateCheck()
        assert list(check.faults_in(entries_of(a_town()))) == []
        assert check.decisions == 2

    def test_a_decision_of_the_college_itself_needs_no_mandate(self) -> None:
        town = Town().with_money()
        town.adopt_plan()
        town.give_mandate(1)
        town.admit("garden", 100_00)
        town.reserve("garden", 100_00)
        town.prepare("garden", 100_00)
        draft = town.draft_reason("garden")
        town.do(TakeDecision, Role.COLLEGE, proposal_id="garden", draft_reason=draft)
        assert faults(entries_of(town)) == []

    def test_a_mandate_that_was_withdrawn_afterwards_is_no_fault(self) -> None:
        town = a_town()
        town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
        assert faults(entries_of(town)) == []

    def test_a_suspension_and_its_end_are_looked_at_too(self) -> None:
        town = a_town()
        town.suspend("garden", WithdrawalGround.NEW_FACTS)
        town.lift("garden")
        check = MandateCheck()
        assert list(check.faults_in(entries_of(town))) == []
        assert check.decisions == 4
        stolen = [
            replace(entry, event=entry.event.model_copy(update={"by": STRANGER}))
            if isinstance(entry.event, PaymentsSuspended)
            else entry
            for entry in entries_of(town)
        ]
        assert faults(stolen) == [MandateFault.NOT_THE_HOLDER]

    def test_what_is_made_up_for_of_damage_is_within_the_mandate_too(self) -> None:
        town = Town().with_plan()
        town.granted("garden", 4_000_00)
        town.withdrawn("garden", 3_000_00, ground=WithdrawalGround.CIRCUMSTANCES_CHANGED)
        assert faults(entries_of(town)) == []
        much = {"compensation_cents": Money(MAX_CENTS)}
        dear = [
            replace(entry, event=entry.event.model_copy(update=much))
            if isinstance(entry.event, GrantWithdrawn)
            else entry
            for entry in entries_of(town)
        ]
        assert faults(dear) == [MandateFault.ABOVE_CEILING]

    def test_an_agreement_is_looked_at_too(self) -> None:
        check = MandateCheck()
        assert list(check.faults_in(entries_of(an_agreed_challenge()))) == []
        assert check.decisions == 1

    def test_mandates_one_after_the_other_or_for_other_things_are_no_fault(self) -> None:
        town = a_town()
        town.give_mandate(mandate_id="agreements", matter=MandateMatter.AGREEMENTS)
        town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
        town.give_mandate(mandate_id="mandate-2")
        assert faults(entries_of(town)) == []

    def test_pages_of_the_log_are_read_to_the_end(self) -> None:
        town = a_town()
        assert [entry.position for entry in every_entry(town.log)] == list(
            range(town.log.next_position())
        )


def an_objection_after_two_withdrawals() -> Town:
    """Somebody objects to what one holder withdrew, and then another holder withdraws more."""
    town = Town().with_plan()
    town.granted("garden", 4_000_00)
    town.withdrawn("garden", 3_000_00)
    town.lodge("garden", against=DecisionKind.WITHDRAWAL)
    town.register_objection("garden")
    town.hear("garden")
    town.give_mandate(mandate_id="mandate-2", holder_id=STRANGER.id)
    town.announce_withdrawal("garden", 2_000_00)
    town.give_views("garden")
    town.withdraw_grant("garden", STRANGER, "mandate-2")
    town.decide_objection("garden", by=STRANGER, mandate_id="mandate-2")
    return town


class TestWhoDecidesOnAnObjection:
    def test_may_have_taken_another_decision_than_the_one_objected_to(self) -> None:
        assert faults(entries_of(an_objection_after_two_withdrawals())) == []

    def test_did_not_take_that_decision(self) -> None:
        holder = {"by": PEOPLE[Role.MANDATE_HOLDER], "mandate_id": "mandate-1"}
        entries = [
            replace(entry, event=entry.event.model_copy(update=holder))
            if isinstance(entry.event, ObjectionDecided)
            else entry
            for entry in entries_of(an_objection_after_two_withdrawals())
        ]
        assert faults(entries) == [MandateFault.DECIDED_TWICE]

    def test_did_not_prepare_that_decision_either_unless_as_the_college(self) -> None:
        entries = entries_of(an_objection_after_two_withdrawals())
        (first, _) = [each for each in entries if isinstance(each.event, GrantWithdrawn)]

        def announced_by(who: str) -> list[Entry]:
            told = first.event.model_copy(update={"announced_by": who})
            return [replace(each, event=told) if each is first else each for each in entries]

        assert faults(announced_by(STRANGER.id)) == [MandateFault.PREPARED_AND_REVIEWED]
        assert faults(announced_by("person-somebody")) == []


class TestALogThatWasForged:
    @pytest.mark.parametrize(
        ("entries", "found"),
        [
            (
                lambda: forged(MandateGiven, ceiling_cents=Money(3_999_99)),
                MandateFault.ABOVE_CEILING,
            ),
            (
                lambda: forged(MandateGiven, holder_id="someone"),
                MandateFault.NOT_THE_HOLDER,
            ),
            (lambda: forged(MandateGiven, mandate_id="other"), MandateFault.NO_MANDATE),
            (
                lambda: forged(MandateGiven, valid_until=a_town().now.date().replace(year=2020)),
                MandateFault.OUT_OF_PERIOD,
            ),
        ],
    )
    def test_both_decisions_are_found(
        self, entries: Callable[[], list[Entry]], found: MandateFault
    ) -> None:
        assert faults(entries()) == [found, found]

    def test_who_took_what_they_prepared_is_found(self) -> None:
        entries = forged(DecisionTaken, prepared_by="person-mandate_holder")
        assert faults(entries) == [MandateFault.PREPARED_AND_TAKEN]

    def test_no_mandate_at_all_is_found_unless_it_was_the_college(self) -> None:
        assert faults(forged(DecisionTaken, mandate_id=None)) == [MandateFault.NO_MANDATE]

    def test_a_stranger_who_determines_is_found(self) -> None:
        entries = forged(GrantDetermined, by=STRANGER)
        assert faults(entries) == [MandateFault.NOT_THE_HOLDER]

    def test_what_was_decided_before_its_holder_accepted_is_found(self) -> None:
        entries = forged(MandateGiven, outside_college=True)
        assert faults(entries) == [MandateFault.NOT_ACCEPTED, MandateFault.NOT_ACCEPTED]

    def test_what_was_decided_under_a_mandate_for_something_else_is_found(self) -> None:
        entries = forged(MandateGiven, matter=MandateMatter.AGREEMENTS)
        assert faults(entries) == [MandateFault.OTHER_MATTER, MandateFault.OTHER_MATTER]

    def test_a_mandate_of_before_holders_were_counted_is_found_where_it_meets_another(self) -> None:
        town = Town()
        town.give_mandate(mandate_id="mandate-0")
        (given, _) = town.log.read()
        payload = json.loads(given.payload)
        del payload["matter"], payload["outside_college"]
        before = event_from("mandate.given.v1", json.dumps(payload).encode())
        later = Town()
        later.give_mandate()
        entries = [
            Entry(position, "mandate:any", 0, event, later.now)
            for position, event in enumerate([before, *later.events()])
        ]
        assert faults(entries) == [MandateFault.OVERLAPS]

    def test_an_agreement_of_before_its_mandate_was_accepted_is_found(self) -> None:
        town = an_agreed_challenge()
        earlier = town.now.date() - timedelta(days=1)
        entries = [
            replace(entry, event=entry.event.model_copy(update={"agreed_on": earlier}))
            if isinstance(entry.event, ProposalAgreementRecorded)
            else entry
            for entry in entries_of(town)
        ]
        assert faults(entries) == [MandateFault.OUT_OF_PERIOD, MandateFault.NOT_ACCEPTED]

    def test_an_agreement_of_before_there_were_mandates_for_it_is_none(self) -> None:
        changed = {"mandate_id": None, "amount_cents": Money(0)}
        entries = [
            replace(entry, event=entry.event.model_copy(update=changed))
            if isinstance(entry.event, ProposalAgreementRecorded)
            else entry
            for entry in entries_of(an_agreed_challenge())
        ]
        assert faults(entries) == []

    def test_an_agreement_without_a_mandate_is_found_unless_it_was_the_college(self) -> None:
        entries = [
            replace(entry, event=entry.event.model_copy(update={"mandate_id": None}))
            if isinstance(entry.event, ProposalAgreementRecorded)
            else entry
            for entry in entries_of(an_agreed_challenge())
        ]
        assert faults(entries) == [MandateFault.NO_MANDATE]

    def test_mandates_that_meet_are_found_where_the_second_was_given(self) -> None:
        town = a_town()
        town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
        town.give_mandate(mandate_id="mandate-2")
        entries = [
            each for each in entries_of(town) if not isinstance(each.event, MandateWithdrawn)
        ]
        (found,) = MandateCheck().faults_in(entries)
        assert (found.fault, found.mandate_id) == (MandateFault.OVERLAPS, "mandate-2")
        assert found.proposal_id is None

    def test_a_decision_after_the_withdrawal_is_found(self) -> None:
        town = a_town()
        town.do(WithdrawMandate, Role.COLLEGE, mandate_id="mandate-1")
        entries = entries_of(town)
        taken = [entry for entry in entries if isinstance(entry.event, GrantDetermined)]
        (found,) = MandateCheck().faults_in([*entries[:-1], entries[-1], *taken])
        assert found.fault is MandateFault.WITHDRAWN


def test_every_fault_is_said_in_both_languages_and_as_json() -> None:
    assert FAULTS.keys() == set(MandateFault)
    line = as_line(FaultFound(3, "garden", None, MandateFault.NO_MANDATE))
    where = {"position": 3, "proposal": "garden", "mandate": None, "case": None}
    assert line == where | {"fault": "no_mandate"}
