"""A round from a file, and its first winner on to decision, grant and payout, by command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from adapters.bootstrap import open_house
from adapters.house import House
from adapters.pabulib.reading import read_pabulib
from adapters.round_import.importing import RoundImport
from adapters.round_import.plan import RoundPlan
from application.streams import Reading
from domain.command import Actor, ActorCommand, Role
from domain.decision import PrepareDecision, TakeDecision
from domain.decision_ground import DecisionGround, DecisionOutcome
from domain.grant import ReserveGrant
from domain.mandate import GiveMandate
from domain.money import Money
from domain.payout import ApprovePayout, RecordPayment, RequestPayout, SamePersonApproves
from domain.tally.parameters import VotingRule
from domain.wijkplan import AdoptWijkplan, RecordNeed, SetPriority
from domain.wijkplan_events import NeedSource, Theme
from tests.integration.conftest import Partition
from tests.integration.installation import PLACE, Installation

FILE = """META
key;value
description;A small election
num_projects;3
num_votes;3
budget;100
vote_type;approval
rule;equalshares/add1
min_length;1
max_length;2
PROJECTS
project_id;cost;votes;name
9;60;2;Garden
10;50.50;2;Oven
2;35;1;Benches
VOTES
voter_id;vote
a;9,10
b;9
c;10,2
"""


@pytest.fixture
def installation(database: Partition, tmp_path: Path) -> Installation:
    """An empty partition and an election file."""
    file = tmp_path / "small.pb"
    file.write_text(FILE, encoding="utf-8")
    return Installation(database, file)


def imported(installation: Installation) -> dict[str, Any]:
    code, answer = installation.wijkkas("import", str(installation.file), *PLACE, "--rule", "mes")
    assert code == 0, answer
    return answer


@dataclass(frozen=True)
class Office:
    """People who give commands in an open house, all on one proposal."""

    house: House
    proposal_id: str = ""

    def give(self, kind: type[ActorCommand], person: str, role: Role, /, **fields: Any) -> int:
        """One command, and the position it reached."""
        by, at = Actor(id=person, role=role), datetime(2027, 5, 1, tzinfo=UTC)
        command = kind(command_id=uuid4(), at=at, by=by, **fields)
        return self.house.desk.carry_out(command).position

    def text(self, words: str) -> str:
        """The commitment to a text in the vault."""
        return self.house.vault.keep(uuid4(), "text", words)

    def adopt_plan_and_give_mandate(self) -> None:
        """What every decision rests on."""
        plan: dict[str, Any] = {"wijk": "WK030710", "year": 2027}
        need = {"need_id": "n1", "source": NeedSource.MEETING}
        priority = {"priority_id": "p1", "theme": Theme.LIVING_TOGETHER, "need_ids": ("n1",)}
        mandate = {"mandate_id": "m1", "holder_id": "director", "article": "art-4"}
        self.give(
            RecordNeed, "anna", Role.COORDINATOR, **plan, **need, description=self.text("No green")
        )
        self.give(
            SetPriority, "anna", Role.COORDINATOR, **plan, **priority, title=self.text("Green")
        )
        self.give(AdoptWijkplan, "anna", Role.COORDINATOR, **plan, adopted_on=date(2026, 1, 10))
        self.give(
            GiveMandate,
            "alderman",
            Role.COLLEGE,
            **mandate,
            ceiling_cents=Money(100_000_00),
            valid_from=date(2027, 1, 1),
            valid_until=date(2027, 12, 31),
        )

    def reserve(self, amount: Money) -> int:
        """Set the amount apart; the position at which that happened."""
        fields = {"proposal_id": self.proposal_id, "amount_cents": amount}
        return self.give(ReserveGrant, "bo", Role.CASE_OFFICER, **fields)

    def decide(self, amount: Money) -> None:
        """Prepared by one, taken by another."""
        reason = self.text("It won")
        self.give(
            PrepareDecision,
            "bo",
            Role.CASE_OFFICER,
            proposal_id=self.proposal_id,
            outcome=DecisionOutcome.GRANT,
            amount_cents=amount,
            ground=DecisionGround.ROUND_WON,
            reason=reason,
            mandate_id="m1",
            priority_id="p1",
            plan_version=1,
        )
        taken = {"proposal_id": self.proposal_id, "draft_reason": reason}
        self.give(TakeDecision, "director", Role.MANDATE_HOLDER, **taken)

    def pay(self, amount: Money) -> None:
        """Requested by one, who cannot approve it; approved by another; paid."""
        payout = {"proposal_id": self.proposal_id, "payout_id": "payout-1"}
        self.give(RequestPayout, "fay", Role.FINANCE, **payout, amount_cents=amount)
        with pytest.raises(SamePersonApproves):
            self.give(ApprovePayout, "fay", Role.FINANCE, **payout)
        self.give(ApprovePayout, "gus", Role.FINANCE, **payout)
        self.give(RecordPayment, "fay", Role.FINANCE, **payout, reference="bank-1")


def pay_the_first_winner(installation: Installation, round_id: str) -> int:
    """Reserve, decide, grant and pay; the position at which the money was reserved."""
    with open_house(installation.own_settings()) as house:
        voting_round = Reading(house.streams).voting_round(round_id).state
        assert voting_round is not None
        winner = voting_round.winners[0]
        office = Office(house, winner)
        office.adopt_plan_and_give_mandate()
        reserved_at = office.reserve(voting_round.prices[winner])
        office.decide(voting_round.prices[winner])
        office.pay(Money(10_00))
        house.projector.catch_up()
        return reserved_at


def test_the_winner_of_an_imported_round_is_granted_and_paid_and_the_state_adds_up(
    installation: Installation,
) -> None:
    round_id = imported(installation)["round"]
    _, before = installation.wijkkas("state", *PLACE)
    reserved_at = pay_the_first_winner(installation, round_id)
    _, after = installation.wijkkas("state", *PLACE)
    assert (before["available_cents"], before["voted_on_cents"]) == (49_50, 50_50)
    assert (after["granted_cents"], after["paid_cents"]) == (50_50, 10_00)
    assert after["allocated_cents"] + after["carried_over_cents"] == (
        after["available_cents"]
        + after["reserved_cents"]
        + after["granted_cents"]
        + after["released_cents"]
    )
    _, then = installation.wijkkas("state", *PLACE, "--at", str(reserved_at))
    assert (then["reserved_cents"], then["granted_cents"]) == (50_50, 0)
    _, why = installation.wijkkas("why", *PLACE, "--figure", "granted_cents")
    assert [entry["cents"] for entry in why["entries"]] == [50_50]


def test_the_state_as_of_a_time_before_the_grant_differs(installation: Installation) -> None:
    round_id = imported(installation)["round"]
    moment = datetime.now(UTC).isoformat()
    pay_the_first_winner(installation, round_id)
    _, then = installation.wijkkas("state", *PLACE, "--as-of", moment)
    _, now = installation.wijkkas("state", *PLACE)
    assert then["granted_cents"] == 0 != now["granted_cents"]


def test_a_rebuild_is_identical_until_a_live_row_is_changed_by_hand(
    installation: Installation,
) -> None:
    pay_the_first_winner(installation, imported(installation)["round"])
    code, rebuilt = installation.wijkkas("rebuild")
    assert (code, rebuilt["identical"]) == (0, True)
    partition = installation.partition
    with psycopg.connect(partition.owner_url, autocommit=True) as owner:
        change = SQL("UPDATE {}.budget_states SET available_cents = available_cents + 1")
        owner.execute(change.format(Identifier(partition.schema)))
    code, rebuilt = installation.wijkkas("rebuild")
    assert (code, rebuilt["identical"]) == (1, False)


def test_the_same_import_again_gives_the_same_answer_and_adds_nothing(
    installation: Installation,
) -> None:
    first = imported(installation)
    assert imported(installation) == first


@pytest.mark.parametrize(
    ("damage", "code", "says"),
    [
        (("budget;100", "budget;much"), "ballot_file.malformed", "Regel 6"),
        (("c;10,2", "c;10,77"), "ballot_file.malformed", "20"),
        (("9;60;2;Garden", "9;0;2;Garden"), "ballot_file.malformed", "13"),
        (("9;60;2;Garden", "9;60.005;2;Garden"), "import.not_whole_cents", "60.005"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_its_line_and_nothing_is_stored(
    installation: Installation, damage: tuple[str, str], code: str, says: str
) -> None:
    installation.file.write_text(FILE.replace(*damage), encoding="utf-8")
    exit_code, answer = installation.wijkkas(
        "import", str(installation.file), *PLACE, "--rule", "mes"
    )
    assert (exit_code, answer["code"]) == (1, code), answer
    assert says in answer["detail"]
    with open_house(installation.own_settings()) as house:
        assert house.log.next_position() == 0


def test_an_import_that_was_broken_off_is_refused_and_says_what_to_do(
    installation: Installation,
) -> None:
    def broken_off(what: str, done: int, whole: int) -> None:
        if what == "ballots":
            raise InterruptedError

    file = read_pabulib(installation.file)
    plan = RoundPlan(file, "WK030710", 2027, VotingRule.EQUAL_SHARES)
    with open_house(installation.own_settings()) as house:
        ports = (house.desk, house.ballot_box, house.streams, house.vault, house.passes, house.now)
        with pytest.raises(InterruptedError):
            RoundImport(*ports, broken_off).run(plan)
    code, answer = installation.wijkkas("import", str(installation.file), *PLACE, "--rule", "mes")
    assert (code, answer["code"]) == (1, "import.unfinished")


def test_a_malformed_code_of_a_wijk_is_refused(installation: Installation) -> None:
    place = ("--wijk", "Liendert", "--year", "2027")
    code, answer = installation.wijkkas("import", str(installation.file), *place, "--rule", "mes")
    assert (code, answer["code"]) == (1, "import.wijk_code_malformed")
    assert set(answer) == {"code", "title", "detail"}


def test_an_unknown_wijk_is_refused(installation: Installation) -> None:
    imported(installation)
    code, answer = installation.wijkkas("state", "--wijk", "WK999999", "--year", "2027")
    assert (code, answer["code"]) == (1, "wijk.unknown")
