"""The life of an application beside one that ranks higher, where no board advises."""

from __future__ import annotations

from typing import Any

from domain.command import Role
from domain.proposal import WithdrawProposal
from tests.scenarios.boardroom import RULES
from tests.scenarios.ranked_town import RANKING, REASON, RankedTown
from tests.scenarios.town import Town
from tests.unit.lives.life import LifeCycle, Step

MOST = 60_000_00


def of_points(town: Town) -> RankedTown:
    """The town, in which points are given."""
    assert isinstance(town, RankedTown)
    return town


def ranked(**rules: Any) -> Step:
    """The regulation has criteria; the pond waits with money set apart, and few points."""

    def begin(town: Town) -> None:
        of_points(town).adopt(**({"ranking": RANKING} | rules))
        town.admit("pond", MOST)
        town.reserve("pond", MOST)

    return begin


def garden(town: Town) -> None:
    """Another asks for more than what is then left."""
    town.admit("garden", MOST)


def proposed(town: Town) -> object:
    """It is not in handling yet."""
    return town.submit("garden", MOST)


def points_for_garden(town: Town) -> object:
    """The garden gets many points."""
    return of_points(town).gives("garden", 9)


def points_for_pond(town: Town) -> object:
    """The pond gets few."""
    return of_points(town).gives("pond", 3)


def draft(town: Town) -> object:
    """A grant to the pond, without a word about the order."""
    return town.prepare("pond", MOST)


def explain(town: Town) -> object:
    """The same, and why the garden has to wait."""
    return town.prepare("pond", MOST, departure=REASON)


def take(town: Town) -> object:
    """It is decided on as drafted."""
    return town.take("pond")


def refuse_garden(town: Town) -> object:
    """The garden is decided on."""
    return town.refuse("garden")


def withdraw_garden(town: Town) -> object:
    """The residents withdraw the garden."""
    return town.do(WithdrawProposal, Role.RESIDENT, proposal_id="garden")


BOTH = (ranked(), points_for_pond, garden, points_for_garden)
STATES: dict[str, tuple[Step, ...]] = {
    "no_criteria": (ranked(ranking=None, board=None), garden),
    "board_silent": (ranked(board=RULES["board"]), garden),
    "submitted": (ranked(), points_for_pond, proposed),
    "without_points": (ranked(), garden),
    "alone": (ranked(), points_for_pond, garden),
    "drafted": (ranked(), points_for_pond, garden, draft),
    "passed_over": BOTH,
    "points_after": (ranked(), points_for_pond, garden, draft, points_for_garden),
    "explained": (*BOTH, explain),
    "decided": (*BOTH, explain, refuse_garden),
    "withdrawn": (*BOTH, explain, withdraw_garden),
    "granted": (*BOTH, explain, take),
}
LIFE = LifeCycle(
    name="decision beside something that ranks higher",
    begin=RankedTown.furnished,
    states=STATES,
    commands={
        "GivePoints": points_for_garden,
        "PrepareDecision": draft,
        "TakeDecision": take,
        "WithdrawProposal": withdraw_garden,
    },
    table="""
        GivePoints
            ranking.not_in_regulation: no_criteria
            ranking.points_given: without_points alone drafted passed_over points_after explained
            ranking.points_given: granted board_silent
            decision.already_taken: decided
            proposal.wrong_state: submitted withdrawn
        PrepareDecision
            decision.prepared: no_criteria submitted alone drafted decided withdrawn
            decision.without_points: without_points board_silent
            decision.ranking_departed: passed_over points_after explained
            decision.already_taken: granted
        TakeDecision
            decision.unknown: no_criteria board_silent submitted without_points alone passed_over
            decision.taken: drafted explained decided withdrawn
            decision.ranking_changed: points_after
            decision.already_taken: granted
        WithdrawProposal
            proposal.withdrawn: no_criteria board_silent submitted without_points alone drafted
            proposal.withdrawn: passed_over points_after explained granted
            decision.already_taken: decided
            proposal.wrong_state: withdrawn
    """,
)
EXPLAINING = LifeCycle(
    name="decision that says why it departs from the ranking",
    begin=RankedTown.furnished,
    states=STATES,
    commands={"PrepareDecision": explain},
    table="""
        PrepareDecision
            decision.nothing_to_depart_from: no_criteria submitted alone drafted
            decision.nothing_to_depart_from: decided withdrawn
            decision.prepared: without_points board_silent passed_over points_after explained
            decision.already_taken: granted
    """,
)
