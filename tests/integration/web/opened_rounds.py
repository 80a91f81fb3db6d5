"""Rounds of their own for tests of pages: three proposals, under rules that a test says."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from adapters.example_city.people import EXAMPLE_PEOPLE
from adapters.house import House
from domain.ballot import BallotCast
from domain.command import ActorCommand
from domain.money import Money
from domain.proposal import SubmitProposal, TakeInHandling
from domain.tally.parameters import VotingRule
from domain.voting_round import CloseVotingRound, OpenVotingRound, TallyVotingRound
from domain.voting_rules import RoundRules

WIJK = "WK030711"
PRICES = {"Bankje": 400_00, "Fietspomp": 500_00, "Moestuin": 600_00}
BUDGET_CENTS = 1_000_00


def give(house: House, person: str, kind: type[ActorCommand], /, **fields: Any) -> int:
    """A command of an example person; the position that it got."""
    by = EXAMPLE_PEOPLE[person].actor
    command = kind(command_id=uuid4(), at=house.now(), by=by, **fields)
    return house.desk.carry_out(command).position


def proposals_in_handling(house: House, year: int, wijk: str = WIJK) -> dict[str, str]:
    """A new proposal for each title of `PRICES`: its id by title, in order of id."""
    run = uuid4().hex[:8]
    ids = {title: f"test-{run}-{place}" for place, title in enumerate(PRICES)}
    position = -1
    for title, proposal_id in ids.items():
        text = house.vault.keep(uuid4(), "title", title)
        give(
            house,
            "fatima",
            SubmitProposal,
            proposal_id=proposal_id,
            wijk=wijk,
            year=year,
            title=text,
            description=text,
            amount_cents=Money(PRICES[title]),
        )
        position = give(house, "joost", TakeInHandling, proposal_id=proposal_id)
    house.projector.wait_for(position)
    return ids


def opened(house: House, year: int, wijk: str = WIJK, **rules: Any) -> tuple[str, dict[str, str]]:
    """A round that is open under these rules: its id, and the proposals' ids by title."""
    ids = proposals_in_handling(house, year, wijk)
    round_id = f"test-{uuid4().hex[:8]}"
    position = give(
        house,
        "joost",
        OpenVotingRound,
        round_id=round_id,
        wijk=wijk,
        year=year,
        budget_cents=Money(BUDGET_CENTS),
        rules=RoundRules.model_validate({"rule": VotingRule.EQUAL_SHARES} | rules),
        proposal_ids=tuple(ids.values()),
        opens_at=house.now(),
    )
    house.projector.wait_for(position)
    return round_id, ids


def closed_and_counted(house: House, round_id: str) -> None:
    """Nobody votes any more, and the result is there."""
    give(house, "joost", CloseVotingRound, round_id=round_id)
    house.projector.wait_for(give(house, "joost", TallyVotingRound, round_id=round_id))


def in_the_box(house: House, round_id: str) -> list[BallotCast]:
    """The ballots that count."""
    return house.ballot_box.counting(round_id)
