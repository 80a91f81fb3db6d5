"""The model of the city: what each command should be answered, and what it changes.

It gets commands as plain JSON, as if it stood outside, and answers from its own books.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from tests.properties.whole_city import (
    model_completion,
    model_dossiers,
    model_framework,
    model_plan,
    model_rules,
    model_settling,
    model_votes,
)
from tests.properties.whole_city.books import Books, Fields, No, refuse_if

Codes = frozenset[str]
ACCEPTED: Codes = frozenset()
NOT_ALLOWED = "authorisation.role_may_not"
ID_REUSED: Codes = frozenset({"command.id_reused"})
KEPT_OF_BALLOTS: tuple[Codes, ...] = (
    ACCEPTED,
    frozenset({"ballot.already_cast"}),
    frozenset({"voting_round.not_open"}),
)
"""The answers that the ballot log remembers; the other refusals never reach it."""

ROLES = {
    "AdoptDivision": "griffier",
    "RecordBorders": "griffier",
    "RecordFrameworkAct": "griffier",
    "OpenBudgetYear": "griffier",
    "PublishAllocation": "griffier",
    "CorrectAllocation": "griffier",
    "CloseBudgetYear": "griffier",
    "AdoptRegulation": "griffier",
    "WithdrawRegulation": "griffier",
    "GiveMandate": "college",
    "AcceptMandate": "mandate_holder",
    "WithdrawMandate": "college",
    "RecordNeed": "coordinator",
    "SetPriority": "coordinator",
    "ChooseExecutor": "coordinator",
    "AdoptWijkplan": "coordinator",
    "ReviewPriority": "coordinator",
    "AnnounceMeeting": "coordinator",
    "RecordAttendance": "coordinator",
    "RecordIndicator": "case_officer",
    "SummariseQuickscan": "case_officer coordinator",
    "SubmitProposal": "resident",
    "WithdrawProposal": "resident",
    "RequestCompletion": "case_officer",
    "CompleteProposal": "resident",
    "TakeInHandling": "case_officer",
    "LeaveOutOfHandling": "case_officer mandate_holder college",
    "OpenVotingRound": "case_officer",
    "CloseVotingRound": "case_officer",
    "TallyVotingRound": "case_officer",
    "ReserveGrant": "case_officer",
    "ReleaseGrant": "case_officer",
    "PrepareDecision": "case_officer",
    "TakeDecision": "mandate_holder college",
    "VerifyDecision": "griffier",
    "RenderAccount": "resident",
    "DetermineGrant": "mandate_holder college",
    "RecordRecovery": "finance",
    "RequestPayout": "case_officer finance",
    "ApprovePayout": "finance",
    "RejectPayout": "finance",
    "RecordPayment": "finance",
    "CastBallot": "",
}
"""Every command of this walk, and who may give it; a ballot is given by a pass, not by a role."""

WALKED_ELSEWHERE = frozenset(
    {
        "AmendProposal",
        "AssignValuator",
        "ConfirmProposal",
        "DecideReview",
        "GiveConsent",
        "GiveSupport",
        "HideProposal",
        "MarkDuplicate",
        "PrepareMerger",
        "PrepareSplit",
        "RankActivities",
        "RecordAgreement",
        "RecordFeasibility",
        "RejectRegrouping",
        "RemoveActivity",
        "RequestReview",
        "SetActivity",
        "WithdrawSupport",
    }
)
"""Commands about one proposal before a round or decision: they have a walk of their own, in
`tests/properties/test_proposal_life.py`.
"""

SAFEGUARDS = frozenset(
    {
        "AnnounceWithdrawal",
        "CloseGrant",
        "DecideObjection",
        "ForwardObjection",
        "GiveViews",
        "LiftSuspension",
        "LodgeObjection",
        "RecordAppeal",
        "RecordCommitteeAdvice",
        "RecordHearing",
        "RejectDirectAppeal",
        "RecordRuling",
        "RegisterObjection",
        "PostponeObjection",
        "RejectWithdrawal",
        "SuspendPayments",
        "WithdrawGrant",
        "WithdrawObjection",
    }
)
"""Commands by which a decision is looked at again or held up: they have a walk of their own, in
`tests/properties/test_grant_life.py`.
"""

INTEGRITY = frozenset(
    {
        "CloseCase",
        "DecideCase",
        "OpenIntegrityCase",
        "PublishCaseOutcome",
        "RecordCaseFinding",
        "SuspendCasePayments",
    }
)
"""Commands about a suspicion: they have a walk of their own, in
`tests/properties/test_integrity_life.py`.
"""

OF_RANKING = frozenset({"GivePoints"})
"""Points for what is asked: they have a walk of their own, in
`tests/properties/test_ranking_life.py`.
"""

ROUNDS_BESIDE = frozenset({"ExtendVotingRound", "OpenThemeRound"})
"""Commands about rounds that this walk leaves out: they have one of their own with the money of
lines and rounds, in `tests/properties/test_round_money_life.py`.
"""

LINES = frozenset(
    {
        "AnnounceEnding",
        "BindSubsidy",
        "DivideMoney",
        "EndSubsidy",
        "FreeSubsidy",
        "HandOverActivity",
        "CarrySubsidy",
        "MoveMoney",
        "PoolRemainders",
        "RecordSubsidy",
        "ReverseEnding",
    }
)
"""Commands about what a wijk's money is for, and subsidies on it: they have a walk of their own, in
`tests/properties/test_allocation_properties.py`.
"""


OF_BOARDS = frozenset(
    {
        "AppointCoordinator",
        "AppointMember",
        "DeclareInterest",
        "EndAppointment",
        "EndSeat",
        "GiveAdvice",
        "RankNeeds",
        "RecordBoardMeeting",
    }
)
"""Commands of boards and about coordinators: they have a walk of their own, in
`tests/properties/test_board_life.py`.
"""


def words(name: str) -> str:
    """The name of a command in small letters, as functions are named: `cast_ballot`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


def _rule(name: str) -> Callable[[Books, Fields], None]:
    modules: tuple[ModuleType, ...] = (
        model_framework,
        model_rules,
        model_plan,
        model_completion,
        model_dossiers,
        model_settling,
        model_votes,
    )
    (found,) = (vars(room)[words(name)] for room in modules if words(name) in vars(room))
    rule: Callable[[Books, Fields], None] = found
    return rule


RULES = {name: _rule(name) for name in ROLES}


class CityModel:
    """Books, and every answer that was given."""

    def __init__(self) -> None:
        self.books = Books()
        self._answers: dict[str, tuple[Fields, Codes]] = {}

    def answer(self, name: str, fields: Fields) -> Codes:
        """Answer a command: no codes when it is accepted, else those of which one is expected."""
        if name != "CastBallot" and fields["by"]["role"] not in ROLES[name].split():
            return frozenset({NOT_ALLOWED})
        content = {key: value for key, value in fields.items() if key not in ("command_id", "at")}
        asked: Fields = {"": name} | content
        if fields["command_id"] in self._answers:
            known, answer = self._answers[fields["command_id"]]
            return answer if known == asked else ID_REUSED
        answer = self._decide(name, fields)
        if name != "CastBallot" or answer in KEPT_OF_BALLOTS:
            self._answers[fields["command_id"]] = (asked, answer)
        return answer

    def _decide(self, name: str, fields: Fields) -> Codes:
        try:
            if "proposal_id" in fields and ROLES[name] != "resident":
                self._by_someone_else(fields)
            RULES[name](self.books, fields)
        except No as refused:
            return refused.codes
        return ACCEPTED

    def _by_someone_else(self, asked: Fields) -> None:
        """The applicant has no say in what the city does about their proposal."""
        found = self.books.dossiers.get(asked["proposal_id"])
        if found is None:
            raise No("proposal.unknown")
        refuse_if(asked["by"]["id"] == found.applicant, "proposal.own_interest")

    def money(self) -> dict[tuple[int, str], tuple[int, ...]]:
        """The piles of every purse, by year and wijk."""
        return {key: purse.figures() for key, purse in self.books.purses.items()}
