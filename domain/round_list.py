"""The list of a round: proposals as a whole, or where they are granted per activity, activities.

Where a regulation has activities granted one by one (Amersfoort's change of 2017), a round can ask
about each of them apart: every activity is a line with its own price, and wins or loses by itself.
A proposal without activities is one line. Whoever opens the round may leave activities off, with a
reason. Lines are counted; what they win, their proposals get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from domain.activity import GrantedActivity
from domain.errors import Refusal
from domain.event import Event
from domain.granted_activities import is_per_activity
from domain.money import ZERO, Money
from domain.proposal import Proposal
from domain.regulation_contents import Regulation
from domain.round_events import ActivitiesLeftOff
from domain.voting_round import OpenVotingRound, SmallestPart, VotingRound
from domain.voting_rules import LINE_NAME_MAX, MAX_CANDIDATES, Candidate

RulesOf = Callable[[Proposal], Regulation]
"""The regulation that a proposal is decided on by."""


class NotGrantedPerActivity(Refusal):
    code = "voting_round.not_per_activity"
    dutch = "Voorstel {proposal} wordt niet per activiteit verleend; zet het in zijn geheel neer."
    english = "Proposal {proposal} is not granted per activity. Put it on the list as a whole."


class ListTooLong(Refusal):
    code = "voting_round.list_too_long"
    dutch = "Op de lijst staan dan {lines} activiteiten en voorstellen; er passen er {maximum}."
    english = "The list would have {lines} activities and proposals; {maximum} fit."


class LineNameUnfit(Refusal):
    code = "voting_round.line_name_unfit"
    dutch = "Activiteit {activity} van voorstel {proposal} kan zo niet heten op een lijst."
    english = "Activity {activity} of proposal {proposal} cannot be called so on a list."


class SmallestPartUnfit(Refusal):
    code = "voting_round.smallest_part_unfit"
    dutch = "Het kleinste deel van voorstel {proposal} moet lager zijn dan zijn prijs op de lijst."
    english = "The smallest part of proposal {proposal} must be below its price on the list."


class NotToBeLeftOff(Refusal):
    code = "voting_round.not_to_be_left_off"
    dutch = "Activiteit {activity} van voorstel {proposal} staat niet apart op deze lijst."
    english = "Activity {activity} of proposal {proposal} does not stand on this list apart."


class NothingLeftOnList(Refusal):
    code = "voting_round.nothing_left_on_list"
    dutch = "Laat een activiteit van voorstel {proposal} staan, of zet het niet op de lijst."
    english = "Leave an activity of proposal {proposal} on, or do not put it on the list."


class LeftOffUnexplained(Refusal):
    code = "voting_round.left_off_unexplained"
    dutch = "Zeg waarom activiteiten niet op de lijst staan, en alleen dan."
    english = "Say why activities are left off the list, and only then."


class ActivityWasLeftOff(Refusal):
    code = "decision.activity_left_off"
    dutch = "Activiteit {activity} stond niet op de lijst van stemronde {round}, en krijgt niets."
    english = "Activity {activity} was left off the list of round {round}, and gets nothing."


class ActivityDidNotWin(Refusal):
    code = "decision.activity_did_not_win"
    dutch = "Activiteit {activity} won niet in stemronde {round}, en krijgt dus niets."
    english = "Activity {activity} did not win in round {round}, and so gets nothing."


class ActivityAboveFunding(Refusal):
    code = "decision.activity_above_funding"
    dutch = "Activiteit {activity} won {won} in stemronde {round}, en niet {amount}."
    english = "Activity {activity} won {won} in round {round}, and not {amount}."


def lines_of(
    command: OpenVotingRound, proposals: Iterable[Proposal], rules_of: RulesOf
) -> tuple[Candidate, ...]:
    """The lines of the list in order of their names. No two have the same name."""
    lines = [line for each in proposals for line in _of_proposal(command, each, rules_of)]
    lines = _without_left_off(command, lines)
    if len(lines) > MAX_CANDIDATES:
        raise ListTooLong(lines=len(lines), maximum=MAX_CANDIDATES)
    named: dict[str, Candidate] = {}
    for line in lines:
        if line.line_id in named or len(line.line_id) > LINE_NAME_MAX:
            raise LineNameUnfit(activity=line.activity_id or "-", proposal=line.proposal_id)
        named[line.line_id] = line
    return with_parts({name: named[name] for name in sorted(named)}, command.smallest_parts)


def _of_proposal(
    command: OpenVotingRound, proposal: Proposal, rules_of: RulesOf
) -> Sequence[Candidate]:
    if not (command.per_activity and proposal.activities):
        return [Candidate(proposal_id=proposal.proposal_id, price_cents=proposal.amount)]
    if not is_per_activity(rules_of(proposal), proposal):
        raise NotGrantedPerActivity(proposal=proposal.proposal_id)
    return [
        Candidate(proposal_id=proposal.proposal_id, activity_id=name, price_cents=each.asked)
        for name, each in proposal.activities.items()
    ]


def _without_left_off(command: OpenVotingRound, lines: Sequence[Candidate]) -> list[Candidate]:
    """Of every proposal something stays, and what is left off would have stood there apart."""
    named = {(each.proposal_id, each.activity_id) for each in command.left_off}
    if bool(named) is not (command.left_off_reason is not None):
        raise LeftOffUnexplained()
    for proposal_id, activity_id in sorted(named - {_key_of(line) for line in lines}):
        raise NotToBeLeftOff(activity=activity_id, proposal=proposal_id)
    stay = [line for line in lines if _key_of(line) not in named]
    listed = {line.proposal_id for line in stay}
    for proposal_id in (line.proposal_id for line in lines if line.proposal_id not in listed):
        raise NothingLeftOnList(proposal=proposal_id)
    return stay


def _key_of(line: Candidate) -> tuple[str, str | None]:
    return line.proposal_id, line.activity_id


def left_off(command: OpenVotingRound) -> list[Event]:
    """That activities stand on no list, beside the opening; nothing where all do."""
    if not command.left_off or command.left_off_reason is None:
        return []
    told = {"activities": tuple(dict.fromkeys(command.left_off)), "reason": command.left_off_reason}
    return [ActivitiesLeftOff.following(command, **told)]


def with_parts(
    named: Mapping[str, Candidate], parts: Sequence[SmallestPart]
) -> tuple[Candidate, ...]:
    """A part that a line can do with is less than the whole of it, and is said once."""
    found = dict(named)
    for part in parts:
        line = found.get(part.proposal_id)
        if line is None or line.smallest_part_cents or part.amount_cents >= line.price_cents:
            raise SmallestPartUnfit(proposal=part.proposal_id)
        found[part.proposal_id] = line.model_copy(update={"smallest_part_cents": part.amount_cents})
    return tuple(found.values())


def guard_activities_won(
    proposal: Proposal, counted: VotingRound, named: Sequence[GrantedActivity]
) -> None:
    """Where people voted per activity, an activity gets what it won, and one that lost nothing: the
    outcome is the way the money is distributed (Awb 4:26). What was left off the list gets nothing.
    """
    if not counted.activities_of(proposal.proposal_id):
        return
    won = counted.won_per_activity(proposal.proposal_id)
    for each in named:
        most: Money = won.get(each.activity_id, ZERO)
        if each.activity_id not in counted.activities_of(proposal.proposal_id):
            raise ActivityWasLeftOff(activity=each.activity_id, round=proposal.round_id)
        if not most:
            raise ActivityDidNotWin(activity=each.activity_id, round=proposal.round_id)
        if each.amount_cents > most:
            raise ActivityAboveFunding(
                activity=each.activity_id,
                round=proposal.round_id,
                won=most,
                amount=each.amount_cents,
            )
