"""The import itself: proposals, round, ballots, closing, tally, each as the command a person gives.

An import that was finished gives the same answer again. One that was broken off halfway is refused:
the voting passes of its voters are gone, as they should be.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from adapters.pabulib.file import PabulibProject
from adapters.round_import.example_year import make_missing_year
from adapters.round_import.plan import RoundPlan, cents
from application.ballot_box import BallotBox
from application.command_desk import CommandDesk
from application.streams import Reading, RememberedStreams
from application.vault import Vault
from application.voting_passes import VotingPassRegister
from domain.ballot import CastBallot
from domain.calendar import dutch_day
from domain.command import Actor, ActorCommand, Role
from domain.errors import Refusal
from domain.proposal import SubmitProposal, TakeInHandling
from domain.two_languages import InTwoLanguages
from domain.voting_round import (
    CloseVotingRound,
    OpenVotingRound,
    RoundStatus,
    TallyVotingRound,
    VotingRound,
)

MAX_TITLE_CHARACTERS = 200
CLOCK_TOLERANCE = timedelta(minutes=1)
"""The database's clock may be a little behind ours, and it decides whether a round is open."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class ImportUnfinished(Refusal):
    code = "import.unfinished"
    dutch = "Deze import is eerder afgebroken. Kies een ander jaar of een lege gegevensmap."
    english = "This import was broken off before. Choose another year or an empty data folder."


@dataclass(frozen=True, slots=True)
class ImportedRound:
    """The round that was run: how many ballots count, the winners as ids of the file, and what
    became otherwise than the file says.
    """

    round_id: str
    ballots: int
    winners: tuple[str, ...]
    position: int
    remarks: tuple[InTwoLanguages, ...]


@dataclass(frozen=True, slots=True)
class RoundImport:
    """The ports an import works with; commands carry `now()` as their time."""

    desk: CommandDesk
    ballot_box: BallotBox
    streams: RememberedStreams
    vault: Vault
    passes: VotingPassRegister
    now: Callable[[], datetime]
    progress: Progress

    def run(self, plan: RoundPlan) -> ImportedRound:
        """Run the round. Raises `ImportUnfinished`, and what the commands on the way raise."""
        found = self._round(plan)
        if found is None:
            self._run_until_closed(plan)
        elif found.status is RoundStatus.OPEN:
            raise ImportUnfinished()
        position = self._give(plan, TallyVotingRound, Role.CASE_OFFICER, "tally", **_round(plan))
        return self._answer(plan, position)

    def open(self, plan: RoundPlan) -> None:
        """Make what is missing around the round, and open it without a ballot."""

        def give(kind: type[ActorCommand], role: Role, step: str, /, **fields: Any) -> int:
            return self._give(plan, kind, role, step, **fields)

        make_missing_year(plan, Reading(self.streams), give, dutch_day(self.now()))
        self._submit_proposals(plan)
        self._open(plan)

    def _run_until_closed(self, plan: RoundPlan) -> None:
        self.open(plan)
        self._cast_ballots(plan)
        self._give(plan, CloseVotingRound, Role.CASE_OFFICER, "close", **_round(plan))

    def _give(
        self, plan: RoundPlan, kind: type[ActorCommand], role: Role, step: str, /, **fields: Any
    ) -> int:
        by = Actor(id=f"import:{role.value}", role=role)
        command = kind(command_id=plan.command_id(step), at=self.now(), by=by, **fields)
        return self.desk.carry_out(command).position

    def _submit_proposals(self, plan: RoundPlan) -> None:
        for done, project in enumerate(plan.file.projects, start=1):
            step = f"submit-{project.project_id}"
            proposal_id = plan.proposal_ids[project.project_id]
            self._give(
                plan,
                SubmitProposal,
                Role.RESIDENT,
                step,
                proposal_id=proposal_id,
                wijk=plan.wijk,
                year=plan.year,
                title=self._kept(plan, step, "title", _title(project)),
                description=self._kept(plan, step, "description", _description(project)),
                amount_cents=cents(project.price),
            )
            admit = f"admit-{project.project_id}"
            self._give(plan, TakeInHandling, Role.CASE_OFFICER, admit, proposal_id=proposal_id)
            self.progress("proposals", done, len(plan.file.projects))

    def _kept(self, plan: RoundPlan, step: str, field: str, text: str) -> str:
        return self.vault.keep(plan.command_id(step), field, text)

    def _open(self, plan: RoundPlan) -> None:
        self._give(
            plan,
            OpenVotingRound,
            Role.CASE_OFFICER,
            "open",
            **_round(plan),
            wijk=plan.wijk,
            year=plan.year,
            budget_cents=plan.budget,
            rules=plan.rules,
            proposal_ids=tuple(sorted(plan.proposal_ids.values())),
            smallest_parts=plan.smallest_parts,
            opens_at=self.now() - CLOCK_TOLERANCE,
        )

    def _cast_ballots(self, plan: RoundPlan) -> None:
        for done, ballot in enumerate(plan.ballots.filled_in, start=1):
            command = CastBallot(
                command_id=plan.command_id(f"cast-{done}"),
                at=self.now(),
                round_id=plan.round_id,
                voting_pass=self.passes.issue(plan.round_id, f"{plan.round_id}-voter-{done}"),
                choices=tuple(plan.proposal_ids[choice] for choice in ballot.choices),
                points=ballot.points,
            )
            self.ballot_box.cast(command)
            self.progress("ballots", done, len(plan.file.ballots))

    def _answer(self, plan: RoundPlan, position: int) -> ImportedRound:
        tallied = self._round(plan)
        winners = tallied.winners if tallied else ()
        return ImportedRound(
            round_id=plan.round_id,
            ballots=len(self.ballot_box.counting(plan.round_id)),
            winners=tuple(plan.file_ids[winner] for winner in winners),
            position=position,
            remarks=plan.ballots.remarks,
        )

    def _round(self, plan: RoundPlan) -> VotingRound | None:
        return Reading(self.streams).voting_round(plan.round_id).state


def _round(plan: RoundPlan) -> dict[str, str]:
    return {"round_id": plan.round_id}


def _title(project: PabulibProject) -> str:
    return (project.name or project.project_id)[:MAX_TITLE_CHARACTERS]


def _description(project: PabulibProject) -> str:
    return project.columns.get("description") or _title(project)
