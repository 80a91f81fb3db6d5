"""What a neighbourhood board says: which needs come first, and its advice per activity.

It advises in a meeting, on the criteria of the regulation with their weights, and on what it could
read when it met. Who has an interest in a proposal has no influence on the advice (`recusal`). The
college is not bound; a decision that departs from the advice says why (`advice_weighing`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from domain.board import guard_seated, guard_took_part
from domain.board_events import (
    NEEDS_RANKED_MAX,
    AdviceGiven,
    CriterionPoints,
    InterestDeclared,
    NeedsRanked,
)
from domain.board_events import POINTS_MAX as MOST_POINTS
from domain.board_state import Board
from domain.calendar import dutch_day
from domain.command import ActorCommand
from domain.errors import FORBIDDEN, NOT_FOUND, Refusal
from domain.event import Commitment, Event, Identifier, WijkCode, Year
from domain.money import ZERO, Money
from domain.proposal import Proposal, ProposalStatus, guard_proposal_exists, guard_status
from domain.recusal import executors_of, with_interest
from domain.regulation_parts import MAX_LINES
from domain.regulation_procedure import BoardRule, RankingRule
from domain.wijkplan import NeedUnknown, Wijkplan


class ProposalElsewhere(Refusal):
    code = "board.proposal_elsewhere"
    dutch = "Voorstel {proposal} is niet van deze wijk."
    english = "Proposal {proposal} is not of this wijk."


class InterestAlreadyDeclared(Refusal):
    code = "board.interest_already_declared"
    dutch = "Uw belang bij voorstel {proposal} is al gemeld."
    english = "Your interest in proposal {proposal} has already been declared."


class MetBeforeProposal(Refusal):
    code = "board.met_before_proposal"
    dutch = "Vergadering {meeting} was op {day}, voordat dit voorstel is ingediend."
    english = "Meeting {meeting} was on {day}, before this proposal was submitted."


class MetBeforeVersion(Refusal):
    code = "board.met_before_version"
    dutch = (
        "Vergadering {meeting} was op {day}, voordat dit voorstel is gewijzigd op {changed}. "
        "Adviseer na een latere vergadering."
    )
    english = (
        "Meeting {meeting} was on {day}, before this proposal was changed on {changed}. Advise "
        "after a later meeting."
    )


class AdviserHasInterest(Refusal):
    code = "board.has_interest"
    status = FORBIDDEN
    dutch = "U heeft een belang bij voorstel {proposal} en adviseert er niet over."
    english = "You have an interest in proposal {proposal} and do not advise on it."


class TooFewWithoutInterest(Refusal):
    code = "board.too_few_without_interest"
    dutch = (
        "Zonder wie een belang heeft tellen er {found} leden mee; artikel {article} vraagt er "
        "{quorum}."
    )
    english = (
        "Without those who have an interest {found} members count; article {article} asks for "
        "{quorum}."
    )


class ActivityToAdviseOn(Refusal):
    code = "board.activity_to_advise_on"
    dutch = "Adviseer over een activiteit van dit voorstel: {activities}."
    english = "Advise on an activity of this proposal: {activities}."


class AdvisedAsAWhole(Refusal):
    code = "board.advised_as_a_whole"
    dutch = "Over dit voorstel wordt in zijn geheel geadviseerd, niet per activiteit."
    english = "This proposal is advised on as a whole, and not per activity."


class CriteriaDiffer(Refusal):
    code = "board.criteria_differ"
    dutch = "Geef punten voor elk criterium van artikel {article}, en voor geen ander: {criteria}."
    english = "Give points for each criterion of article {article}, and for no other: {criteria}."


class NoCriteria(Refusal):
    code = "board.no_criteria"
    dutch = "De regeling heeft geen criteria: geef geen punten."
    english = "The regulation has no criteria: give no points."


class PriorityToAnswerUnknown(Refusal):
    code = "board.priority_unknown"
    status = NOT_FOUND
    dutch = "Prioriteit {priority} staat niet in het wijkplan dat nu geldt."
    english = "Priority {priority} is not in the wijkplan that is in force."


class PriorityToAnswerMissing(Refusal):
    code = "board.priority_missing"
    dutch = "Noem de prioriteit van het wijkplan waar een gunstig advies op rust."
    english = "Name the priority of the wijkplan that a favourable advice rests on."


class NeedRankedTwice(Refusal):
    code = "board.need_ranked_twice"
    dutch = "Zet elke behoefte een keer in de volgorde."
    english = "Put each need in the order once."


class DeclareInterest(ActorCommand):
    """Say that one has an interest in a proposal, and so has no part in the advice on it."""

    wijk: WijkCode
    proposal_id: Identifier


class RankNeeds(ActorCommand):
    """Say which needs should come first in the plan of a year, and why."""

    wijk: WijkCode
    year: Year
    meeting_id: Identifier
    need_ids: tuple[Identifier, ...] = Field(min_length=1, max_length=NEEDS_RANKED_MAX)
    reason: Commitment


class GiveAdvice(ActorCommand):
    """Advise on one activity, or on a whole proposal, with points per criterion and the reason.

    Advising again replaces what was advised before.
    """

    wijk: WijkCode
    meeting_id: Identifier
    proposal_id: Identifier
    favourable: bool
    activity_id: Identifier | None = None
    priority_id: Identifier | None = None
    points: tuple[CriterionPoints, ...] = Field(default=(), max_length=MAX_LINES)
    reason: Commitment


@dataclass(frozen=True, slots=True)
class AdviceFacts:
    """What an advice looks at: proposal, how proposals are ranked, plan, and who may not assess.

    `former` are the proposals that it was merged or split from: an interest in one of them is one
    in what came of it.
    `barred` is a coordinator who may not assess: whoever is or belongs to it counts as having an
    interest. `board` is the rule of the day on which it met.
    """

    proposal: Proposal
    ranking: RankingRule | None = None
    plan: Wijkplan | None = None
    barred: frozenset[str] = frozenset()
    former: tuple[Proposal, ...] = ()
    board: BoardRule | None = None

    @property
    def is_per_activity(self) -> bool:
        """Whether activities are advised on one by one."""
        return bool(self.ranking and self.ranking.per_activity)


def declare_interest(
    command: DeclareInterest, board: Board | None, proposal: Proposal | None
) -> list[Event]:
    """A member says so once for each proposal, also when advice was given already."""
    known = board or Board()
    guard_seated(known, command.by.id, dutch_day(command.at))
    guard_of_wijk(command.wijk, guard_proposal_exists(proposal, command.proposal_id))
    if command.by.id in known.interests.get(command.proposal_id, frozenset()):
        raise InterestAlreadyDeclared(proposal=command.proposal_id)
    return [InterestDeclared.following(command)]


def rank_needs(command: RankNeeds, board: Board | None, plan: Wijkplan | None) -> list[Event]:
    """Needs on record, each once, in a meeting where the one who says so was."""
    known = board or Board()
    guard_took_part(command, known, command.meeting_id)
    if len(set(command.need_ids)) != len(command.need_ids):
        raise NeedRankedTwice()
    for need_id in command.need_ids:
        if plan is None or need_id not in plan.needs:
            raise NeedUnknown(need=need_id)
    return [NeedsRanked.following(command)]


def give_advice(command: GiveAdvice, board: Board | None, about: AdviceFacts) -> list[Event]:
    """Members who were there and have no interest advise, when there are enough of them."""
    known = board or Board()
    proposal = guard_status(about.proposal, command.proposal_id, ProposalStatus.IN_HANDLING)
    guard_of_wijk(command.wijk, proposal)
    guard_seated(known, command.by.id, dutch_day(command.at))
    executors = executors_of(about.plan, command.priority_id)
    interested = with_interest(known, (proposal, *about.former), about.barred | executors)
    if command.by.id in interested:
        raise AdviserHasInterest(proposal=command.proposal_id)
    meeting = guard_took_part(command, known, command.meeting_id)
    guard_met_about(command.meeting_id, meeting.met_on, proposal)
    advisers = meeting.present - interested
    if len(advisers) < meeting.quorum:
        article = about.board.article if about.board else "-"
        raise TooFewWithoutInterest(found=len(advisers), article=article, quorum=meeting.quorum)
    guard_priority_in_plan(command, about.plan)
    asked = guard_line(command, proposal, per_activity=about.is_per_activity)
    weights = guard_criteria(command.points, about.ranking)
    return [
        AdviceGiven.following(
            command,
            proposal_version=proposal.version,
            advised_cents=asked if command.favourable else ZERO,
            weighted_points=sum(each.points * weights[each.criterion] for each in command.points),
            weighted_points_max=MOST_POINTS * sum(weights.values()),
            adviser_ids=tuple(sorted(advisers)),
            recused_ids=tuple(sorted(meeting.present & interested)),
        )
    ]


def guard_met_about(meeting_id: str, met_on: date, proposal: Proposal) -> None:
    """A board advises on what it could read when it met: the proposal as it reads now. Of what was
    changed on the day of the meeting it is believed.
    """
    if proposal.submitted_on is not None and met_on < proposal.submitted_on:
        raise MetBeforeProposal(meeting=meeting_id, day=met_on.isoformat())
    if proposal.version_since is not None and met_on < proposal.version_since:
        raise MetBeforeVersion(
            meeting=meeting_id,
            day=met_on.isoformat(),
            changed=proposal.version_since.isoformat(),
        )


def guard_of_wijk(wijk: str, proposal: Proposal) -> None:
    """A board is about its own wijk."""
    if proposal.wijk != wijk:
        raise ProposalElsewhere(proposal=proposal.proposal_id)


def guard_priority_in_plan(command: GiveAdvice, plan: Wijkplan | None) -> None:
    """Applications are held against the plan that is in force."""
    in_force = plan.versions.get(plan.version, frozenset()) if plan else frozenset()
    if command.priority_id is None and command.favourable:
        raise PriorityToAnswerMissing()
    if command.priority_id is not None and command.priority_id not in in_force:
        raise PriorityToAnswerUnknown(priority=command.priority_id)


def guard_line(command: GiveAdvice, proposal: Proposal, *, per_activity: bool) -> Money:
    """Advice goes per activity where the regulation says so; what that line asks for."""
    if not (per_activity and proposal.activities):
        if command.activity_id is not None:
            raise AdvisedAsAWhole()
        return proposal.amount
    found = proposal.activities.get(command.activity_id or "")
    if found is None:
        raise ActivityToAdviseOn(activities=", ".join(proposal.activities))
    return found.asked


def guard_criteria(points: Sequence[CriterionPoints], rule: RankingRule | None) -> dict[str, int]:
    """Points for exactly the published criteria; the weight of each. Without any, no points."""
    if rule is None:
        if points:
            raise NoCriteria()
        return {}
    weights = {each.criterion: each.weight for each in rule.criteria}
    if sorted(each.criterion for each in points) != sorted(weights):
        raise CriteriaDiffer(article=rule.article, criteria=", ".join(weights))
    return weights
