"""The authorisation matrix, written out once more: every command, every role, yes or no."""

from __future__ import annotations

from contextlib import suppress

import pytest

from application.authorisation import (
    MAY_ASK,
    ExamplePersonRefused,
    NotAuthorised,
    Question,
    authorise,
    authorise_question,
    guard_no_example_outside_demo,
    may_command,
)
from domain.command import Actor, ActorCommand, Role
from domain.errors import Refusal
from tests.scenarios.town import Town
from tests.unit.application.commands import EXAMPLES, example_of
from tests.unit.domain.given import refused

COMMANDS_OF: dict[Role, set[str]] = {
    Role.VISITOR: set(),
    Role.RESIDENT: {
        "SubmitProposal",
        "WithdrawProposal",
        "ConfirmProposal",
        "AmendProposal",
        "CompleteProposal",
        "SetActivity",
        "RemoveActivity",
        "GiveSupport",
        "WithdrawSupport",
        "PrepareMerger",
        "PrepareSplit",
        "GiveConsent",
        "RejectRegrouping",
        "RequestReview",
        "RenderAccount",
        "LodgeObjection",
        "WithdrawObjection",
        "GiveViews",
    },
    Role.COORDINATOR: {
        "AnnounceMeeting",
        "RecordAttendance",
        "RecordNeed",
        "SetPriority",
        "ChooseExecutor",
        "AdoptWijkplan",
        "ReviewPriority",
        "SummariseQuickscan",
    },
    Role.BOARD_MEMBER: {"RecordBoardMeeting", "DeclareInterest", "RankNeeds", "GiveAdvice"},
    Role.CASE_OFFICER: {
        "AppointMember",
        "EndSeat",
        "RecordBoardMeeting",
        "RecordIndicator",
        "SummariseQuickscan",
        "TakeInHandling",
        "LeaveOutOfHandling",
        "RequestCompletion",
        "RankActivities",
        "GivePoints",
        "MarkDuplicate",
        "PrepareMerger",
        "AssignValuator",
        "RecordFeasibility",
        "HideProposal",
        "DecideReview",
        "OpenVotingRound",
        "ExtendVotingRound",
        "OpenThemeRound",
        "CloseVotingRound",
        "TallyVotingRound",
        "ReserveGrant",
        "ReleaseGrant",
        "PrepareDecision",
        "RequestPayout",
        "RecordSubsidy",
        "BindSubsidy",
        "CarrySubsidy",
        "FreeSubsidy",
        "HandOverActivity",
        "LodgeObjection",
        "RegisterObjection",
        "PostponeObjection",
        "RecordHearing",
        "RecordCommitteeAdvice",
        "RecordAppeal",
        "AnnounceWithdrawal",
        "CloseGrant",
        "OpenIntegrityCase",
        "RecordCaseFinding",
        "CloseCase",
    },
    Role.MANDATE_HOLDER: {
        "LeaveOutOfHandling",
        "TakeDecision",
        "DetermineGrant",
        "RecordAgreement",
        "AcceptMandate",
        "SuspendPayments",
        "LiftSuspension",
        "DecideObjection",
        "ForwardObjection",
        "RejectDirectAppeal",
        "WithdrawGrant",
        "RejectWithdrawal",
        "SuspendCasePayments",
    },
    Role.COLLEGE: {
        "LeaveOutOfHandling",
        "AppointCoordinator",
        "EndAppointment",
        "AnnounceEnding",
        "EndSubsidy",
        "ReverseEnding",
        "GiveMandate",
        "RecordAgreement",
        "TakeDecision",
        "DetermineGrant",
        "WithdrawMandate",
        "SuspendPayments",
        "LiftSuspension",
        "DecideObjection",
        "ForwardObjection",
        "RejectDirectAppeal",
        "RecordRuling",
        "WithdrawGrant",
        "RejectWithdrawal",
        "SuspendCasePayments",
        "DecideCase",
        "PublishCaseOutcome",
    },
    Role.GRIFFIER: {
        "AdoptDivision",
        "AdoptRegulation",
        "WithdrawRegulation",
        "RecordBorders",
        "RecordFrameworkAct",
        "OpenBudgetYear",
        "PublishAllocation",
        "CorrectAllocation",
        "CloseBudgetYear",
        "DivideMoney",
        "PoolRemainders",
        "MoveMoney",
        "VerifyDecision",
    },
    Role.FINANCE: {
        "RecordRecovery",
        "RequestPayout",
        "ApprovePayout",
        "RejectPayout",
        "RecordPayment",
    },
    Role.AUDITOR: set(),
}

QUESTIONS_OF: dict[Role, set[Question]] = {
    Role.VISITOR: set(),
    Role.RESIDENT: {Question.REGISTER_OF_VOTERS},
    Role.COORDINATOR: set(),
    Role.BOARD_MEMBER: set(),
    Role.CASE_OFFICER: {
        Question.CASE_FILES,
        Question.DEADLINES,
        Question.RULE_COMPARISON,
        Question.PAYOUT_WORK_LIST,
        Question.INTEGRITY_CASES,
    },
    Role.MANDATE_HOLDER: {Question.CASE_FILES, Question.DEADLINES, Question.INTEGRITY_CASES},
    Role.COLLEGE: {Question.CASE_FILES, Question.DEADLINES, Question.INTEGRITY_CASES},
    Role.GRIFFIER: {
        Question.CASE_FILES,
        Question.DEADLINES,
        Question.RULE_COMPARISON,
        Question.AUDIT_LOG,
        Question.INTEGRITY_CASES,
    },
    Role.FINANCE: {Question.DEADLINES, Question.PAYOUT_WORK_LIST},
    Role.AUDITOR: {
        Question.CASE_FILES,
        Question.DEADLINES,
        Question.PAYOUT_WORK_LIST,
        Question.AUDIT_LOG,
        Question.INTEGRITY_CASES,
    },
}

LINES = [(command, role) for command in EXAMPLES for role in Role]
ALLOWED = [(command, role) for command, role in LINES if command.__name__ in COMMANDS_OF[role]]
DENIED = [line for line in LINES if line not in ALLOWED]


def names(value: object) -> str | None:
    """What a line of the matrix is called in a report."""
    return value.__name__ if isinstance(value, type) else None


@pytest.mark.parametrize(("command", "role"), ALLOWED, ids=names)
def test_a_role_may_give_its_own_commands(command: type[ActorCommand], role: Role) -> None:
    actor = Actor(id="person-1", role=role)
    assert may_command(actor, command)
    authorise(example_of(command, actor))


@pytest.mark.parametrize(("command", "role"), ALLOWED, ids=names)
def test_a_command_of_ones_own_role_is_decided_by_its_rules(
    command: type[ActorCommand], role: Role
) -> None:
    town = Town()
    asked = example_of(command, Actor(id="person-1", role=role))
    with suppress(Refusal):
        town.desk.carry_out(asked)
    assert town.log.outcome(asked.command_id, asked.fingerprint()) is not None


@pytest.mark.parametrize(("command", "role"), DENIED, ids=names)
def test_a_role_may_give_no_other_and_leaves_no_trace_of_trying(
    command: type[ActorCommand], role: Role
) -> None:
    town = Town()
    asked = example_of(command, Actor(id="person-1", role=role))
    with refused(NotAuthorised):
        town.desk.carry_out(asked)
    assert town.log.next_position() == 0
    assert town.log.outcome(asked.command_id, asked.fingerprint()) is None


def test_every_role_has_its_line() -> None:
    assert COMMANDS_OF.keys() == QUESTIONS_OF.keys() == set(Role)


def test_every_command_has_a_role() -> None:
    assert {command.__name__ for command in EXAMPLES} == set().union(*COMMANDS_OF.values())


class TestRolesThatStayApart:
    """No role does both halves of what two people do."""

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("PrepareDecision", "TakeDecision"),
            ("TakeDecision", "VerifyDecision"),
            ("GiveMandate", "PrepareDecision"),
            ("TakeDecision", "RecordPayment"),
            ("DetermineGrant", "RecordRecovery"),
            ("RenderAccount", "DetermineGrant"),
            ("PublishAllocation", "ReserveGrant"),
            ("SubmitProposal", "TakeInHandling"),
            ("ChooseExecutor", "PrepareDecision"),
            ("SetPriority", "TakeDecision"),
        ],
    )
    def test_two_roles_stand_behind_it(self, one: str, other: str) -> None:
        assert not [role for role, own in COMMANDS_OF.items() if {one, other} <= own]

    def test_who_only_reads_gives_no_command(self) -> None:
        assert COMMANDS_OF[Role.AUDITOR] == COMMANDS_OF[Role.VISITOR] == set()


class TestQuestions:
    """What may be read."""

    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("question", Question)
    def test_a_question_is_open_to_its_roles_only(self, question: Question, role: Role) -> None:
        if question in QUESTIONS_OF[role] | {Question.PUBLIC_PAGES}:
            authorise_question(role, question)
        else:
            with refused(NotAuthorised):
                authorise_question(role, question)

    def test_every_question_has_a_line(self) -> None:
        assert MAY_ASK.keys() == set(Question)


class TestExamplePeople:
    """They live in the demonstration."""

    EXAMPLE = Actor(id="example:gerda", role=Role.GRIFFIER)

    def test_they_have_no_place_in_the_records_of_a_real_municipality(self) -> None:
        with refused(ExamplePersonRefused):
            guard_no_example_outside_demo(self.EXAMPLE, is_demo=False)

    def test_they_act_in_the_demonstration_beside_others(self) -> None:
        guard_no_example_outside_demo(self.EXAMPLE, is_demo=True)
        guard_no_example_outside_demo(Actor(id="person-1", role=Role.GRIFFIER), is_demo=True)

    def test_others_act_anywhere(self) -> None:
        guard_no_example_outside_demo(Actor(id="person-1", role=Role.GRIFFIER), is_demo=False)
