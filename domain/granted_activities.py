"""Which activities a decision grants: named one by one, or paid whole in order of rank.

Where the regulation grants per activity a decision says which activities it pays, and what is left
out gets nothing. A remainder that does not cover a whole activity is not paid in part, where the
regulation has that (Amersfoort's change of 2017). So does every later decision by which a grant
comes to something else; one that takes a part of it back may leave an activity a part of what it
had.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.activity import Granted, GrantedActivity, awarded_within
from domain.errors import Refusal
from domain.money import ZERO, Money, total
from domain.proposal import Proposal
from domain.proposal_activities import guard_activity_exists, guard_whole_activities
from domain.regulation_contents import Regulation
from domain.regulation_guards import guard_part


class ActivitiesNotNamed(Refusal):
    code = "regulation.activities_not_named"
    dutch = "Artikel {article} verleent per activiteit. Zeg hoeveel elke activiteit krijgt."
    english = "Article {article} grants per activity. Say how much each activity gets."


class ActivityGrantedInPart(Refusal):
    code = "regulation.activity_in_part"
    dutch = (
        "Volgens artikel {article} wordt een activiteit helemaal betaald, of niet. "
        "Deze vraagt {asked}; {amount} is een deel."
    )
    english = (
        "By article {article} an activity is funded in full, or not at all. "
        "This one asks {asked}; {amount} is a part."
    )


class ActivityGrantedTwice(Refusal):
    code = "decision.activity_twice"
    dutch = "Noem elke activiteit één keer; twee keer genoemd is {activity}."
    english = "Name each activity once; this one is named twice: {activity}."


class ActivityAboveAsked(Refusal):
    code = "decision.activity_above_asked"
    dutch = "Een activiteit krijgt niet meer dan zij vraagt: gevraagd is {asked}, niet {amount}."
    english = "An activity gets no more than it asks: {asked} was asked, not {amount}."


class ActivitiesDoNotAddUp(Refusal):
    code = "decision.activities_differ"
    dutch = "De activiteiten krijgen samen {together}; het besluit verleent {amount}."
    english = "The activities get {together} together; the decision grants {amount}."


class ActivityAboveFormer(Refusal):
    code = "decision.activity_above_former"
    dutch = "Een activiteit houdt niet meer dan zij had: dat was {had}, niet {amount}."
    english = "An activity keeps no more than it had: that was {had}, not {amount}."


class ActivitiesOfDetermination(Refusal):
    code = "determination.of_the_whole"
    dutch = "De vaststelling gaat over de hele subsidie. Noem een bedrag, en geen activiteiten."
    english = "A determination is about the whole grant. Name an amount, and no activities."


def is_per_activity(rules: Regulation, proposal: Proposal) -> bool:
    """Whether the regulation has this proposal granted activity by activity."""
    return bool(rules.ranking and rules.ranking.per_activity and proposal.activities)


def granted_to(
    proposal: Proposal, amount: Money, named: Sequence[GrantedActivity]
) -> dict[str, Money]:
    """What each activity gets of an amount: as named, or whole in order of rank."""
    if named:
        return {each.activity_id: each.amount_cents for each in named}
    asked = {name: each.asked for name, each in proposal.activities.items()}
    return {name: asked[name] for name in awarded_within(tuple(asked.items()), amount)}


def guard_activities_granted(
    rules: Regulation, proposal: Proposal, amount: Money, named: Sequence[GrantedActivity]
) -> None:
    """What is named adds up to the decision; nothing is named where it need not be."""
    guard_activities_ruled(rules, proposal, amount, named)
    for each in named:
        _guard_in_full(rules, proposal, each)
    if not named:
        guard_whole_activities(proposal, amount)


def guard_activities_ruled(
    rules: Regulation, proposal: Proposal, amount: Money, named: Sequence[GrantedActivity]
) -> None:
    """A court says itself what comes of it (Awb 8:72): of no activity more than it asks."""
    _guard_named(rules, proposal, amount, named)
    for each in named:
        asked = proposal.activities[each.activity_id].asked
        if each.amount_cents > asked:
            raise ActivityAboveAsked(asked=asked, amount=each.amount_cents)


def guard_activities_kept(
    rules: Regulation,
    proposal: Proposal,
    had: Granted,
    amount: Money,
    named: Sequence[GrantedActivity],
) -> None:
    """What a withdrawal leaves, or gives back, is of no activity more than it had. Of a grant of
    before activities were named, that is what it asks.
    """
    _guard_named(rules, proposal, amount, named)
    for each in named:
        asked = proposal.activities[each.activity_id].asked
        most = had.of_each.get(each.activity_id, ZERO) if had.activities else asked
        if each.amount_cents > most:
            raise ActivityAboveFormer(had=most, amount=each.amount_cents)


def guard_part_granted(rules: Regulation, proposal: Proposal, amount: Money) -> None:
    """A proposal is not granted in part where that is the rule; granted per activity, what is left
    out is no part.
    """
    if not is_per_activity(rules, proposal):
        guard_part(rules, proposal.amount, amount)


def guard_whole_reserved(rules: Regulation, proposal: Proposal, amount: Money) -> None:
    """Money is set apart for whole activities; granted per activity, the decision says which."""
    if not is_per_activity(rules, proposal):
        guard_whole_activities(proposal, amount)


def _guard_named(
    rules: Regulation, proposal: Proposal, amount: Money, named: Sequence[GrantedActivity]
) -> None:
    """Each is of the proposal and is named once, and together they are the amount. Where nothing is
    granted, nothing is named.
    """
    seen: set[str] = set()
    for each in named:
        if each.activity_id in seen:
            raise ActivityGrantedTwice(activity=each.activity_id)
        seen.add(each.activity_id)
        guard_activity_exists(proposal, each.activity_id)
    together = total(each.amount_cents for each in named)
    if named and together != amount:
        raise ActivitiesDoNotAddUp(together=together, amount=amount)
    if amount and not named and rules.ranking and is_per_activity(rules, proposal):
        raise ActivitiesNotNamed(article=rules.ranking.article)


def _guard_in_full(rules: Regulation, proposal: Proposal, each: GrantedActivity) -> None:
    asked = proposal.activities[each.activity_id].asked
    if rules.parts and not rules.parts.allowed and each.amount_cents < asked:
        article = rules.parts.article
        raise ActivityGrantedInPart(article=article, asked=asked, amount=each.amount_cents)
