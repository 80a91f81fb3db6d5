"""Opening a voting round: what is frozen can be filled in, can be counted, and is paid for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from domain.budget import Budget, guard_available
from domain.canonical import content_hash
from domain.errors import Refusal
from domain.event import Event
from domain.money import Money
from domain.proposal import Proposal, guard_proposal_exists, place_on_ballot
from domain.regulation import AdoptedRegulation
from domain.regulation_contents import NO_RULES, Regulation
from domain.regulation_guards import (
    RoundAgainstRegulation,
    guard_part,
    guard_procedure,
    guard_round,
    minimum_ballots,
)
from domain.round_conditions import guard_conditions
from domain.round_limits import (
    guard_limits_agree,
    guard_rule_fits_form,
    guard_step_suffices,
    with_place_points,
)
from domain.round_list import RulesOf, lines_of
from domain.tally.parameters import guard_completion_of_rule
from domain.theme_choice import guard_within_themes
from domain.voting_round import (
    OpenRound,
    OpenVotingRound,
    VotingRound,
    VotingRoundOpened,
)

CENT = Money(1)
REACH = timedelta(days=3_653)
"""Ten years: as far as the opening or closing of a round may be from the moment it is asked for."""


class VotingRoundAlreadyOpened(Refusal):
    code = "voting_round.already_opened"
    dutch = "Stemronde {round} is al geopend; regels en lijst liggen vast."
    english = "Round {round} has already been opened; its rules and list are frozen."


class VotingPeriodEmpty(Refusal):
    code = "voting_round.period_empty"
    dutch = "De stemronde sluit voordat iemand kan stemmen."
    english = "The round closes before anyone can vote."


class VotingPeriodUnfit(Refusal):
    code = "voting_round.period_unfit"
    dutch = "De stemronde opent of sluit meer dan tien jaar hiervandaan. Kijk de datums na."
    english = "The round opens or closes more than ten years from now. Check the dates."


class QuietPeriodTooShort(Refusal):
    code = "voting_round.quiet_period_too_short"
    dutch = "De lijst ligt {days} dagen vast voordat het stemmen begint. Kies een latere dag."
    english = "The list stands for {days} days before voting begins. Choose a later day."


class CandidateElsewhere(Refusal):
    code = "voting_round.candidate_elsewhere"
    dutch = "Voorstel {proposal} hoort bij een andere wijk of een ander jaar."
    english = "Proposal {proposal} belongs to another wijk or year."


def open_round(
    command: OpenVotingRound,
    voting_round: VotingRound | None,
    budget: Budget,
    proposals: Mapping[str, Proposal | None],
    pass_key: str,
    *,
    regulation: AdoptedRegulation | None = None,
    divided: VotingRound | None = None,
    rules_of: RulesOf = lambda _: NO_RULES,
) -> tuple[VotingRoundOpened, dict[str, Event]]:
    """Freeze rules, prices and list: the round's event, and one per proposal that is on the list.

    `pass_key` is the public key that the register made for this round: who opens a round has no say
    in it, since whoever holds the private half can make voting passes.
    The round's money must be available in the wijk. Each proposal is in handling, of this wijk and
    year, and on no other list. What is frozen can be filled in, and can be counted, and is within
    the regulation in force, which the round keeps. `divided` is the round that gave the themes of
    this one their money, where one did; `rules_of` has what each proposal is decided on by. Where
    ties go by a draw, `with_draw` follows.
    """
    if voting_round is not None:
        raise VotingRoundAlreadyOpened(round=command.round_id)
    guard_period(command)
    guard_completion_of_rule(command.rules.rule, command.rules.completion)
    guard_rule_fits_form(command.rules)
    if regulation is not None:
        guard_keeps_to(regulation.rules, command)
    guard_available(budget, command.budget_cents)
    found = {
        proposal_id: guard_same_wijk_and_year(command, proposal_id, proposals[proposal_id])
        for proposal_id in command.proposal_ids
    }
    placed = {
        proposal_id: place_on_ballot(command, each, proposal_id, command.round_id)
        for proposal_id, each in found.items()
    }
    candidates = lines_of(command, found.values(), rules_of)
    guard_within_themes(command, (line.line_id for line in candidates), divided)
    rules = with_place_points(command.rules, len(candidates))
    prices = tuple(line.price_cents for line in candidates)
    guard_limits_agree(rules, prices, command.budget_cents)
    guard_step_suffices(rules, prices, command.budget_cents)
    guard_conditions(rules, candidates, command.budget_cents)
    frozen = {
        "rules": rules,
        "candidates": candidates,
        "pass_key": pass_key,
        "draw_commitment": None,
        "regulation": regulation.version if regulation else None,
        "minimum_ballots": minimum_ballots(regulation.rules) if regulation else 0,
    }
    opened = VotingRoundOpened.following(command, **frozen, rules_hash="")
    return _hashed(opened), dict(placed)


def guard_keeps_to(rules: Regulation, command: OpenVotingRound) -> None:
    """A round votes as the regulation has it, and funds in part only where that is allowed."""
    guard_round(rules, command.rules)
    guard_procedure(rules, command.procedure)
    if rules.themes and command.theme_round_id is None:
        raise RoundAgainstRegulation(article=rules.themes.article, limit="theme_round_id")
    for part in command.smallest_parts:
        guard_part(rules, asked=part.amount_cents + CENT, given=part.amount_cents)


def with_draw(opened: VotingRoundOpened, commitment: str) -> VotingRoundOpened:
    """The opening with the commitment to the seed that was made for it, when all else was right.

    Who opens a round has no say in the seed.
    """
    return _hashed(opened.model_copy(update={"draw_commitment": commitment}))


def _hashed(opened: VotingRoundOpened) -> VotingRoundOpened:
    rules_hash = frozen_hash(opened.model_dump(mode="json"))
    return opened.model_copy(update={"rules_hash": rules_hash})


def guard_period(command: OpenRound) -> None:
    """People can vote at some time, and at one that every clock and calendar can show.

    From this command on the list is frozen: a quiet period begins with it, or later.
    """
    closes_at = command.opens_at if command.closes_at is None else command.closes_at
    if any(abs(moment - command.at) > REACH for moment in (command.opens_at, closes_at)):
        raise VotingPeriodUnfit()
    if command.closes_at is not None and command.closes_at <= max(command.opens_at, command.at):
        raise VotingPeriodEmpty()
    days = command.procedure.quiet_days
    if days and command.opens_at - command.at < timedelta(days=days):
        raise QuietPeriodTooShort(days=days)


def frozen_hash(opened: Mapping[str, object]) -> str:
    """The hash of all that is frozen, from the payload of an opening as it was written, of any
    version; every ballot carries it.
    """
    said_about_it = ("by", "at", "rules_hash")
    return content_hash({name: opened[name] for name in opened if name not in said_about_it})


def guard_same_wijk_and_year(
    command: OpenVotingRound, proposal_id: str, proposal: Proposal | None
) -> Proposal:
    """A round spends the money of one wijk and year, on its own proposals."""
    found = guard_proposal_exists(proposal, proposal_id)
    if (found.wijk, found.year) != (command.wijk, command.year):
        raise CandidateElsewhere(proposal=proposal_id)
    return found
