"""Whether the limits of a round belong to its ballot form, agree, and leave a ballot possible.

| form | limits besides the least and most choices |
|---|---|
| approval | least and most that the choices cost together |
| choose-1 | none: one choice, or none where the least is zero |
| knapsack | least that the choices cost together; the most is the budget |
| cumulative | least and most points in all (the most is needed), most for one proposal |
| scoring | the same, and the most for one proposal is needed |
| ordinal | points per place; the first gets as many as there are places unless given |
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from domain.errors import Refusal
from domain.money import MAX_CENTS, Money
from domain.tally import add1
from domain.tally.equal_shares import Utility
from domain.tally.parameters import APPROVAL_RULES, Completion, VotingRule
from domain.voting_rules import BallotForm, RoundRules

_POINT_LIMITS = ("min_points", "max_points", "max_points_per_proposal")
LIMITS_OF_FORM: dict[BallotForm, tuple[str, ...]] = {
    BallotForm.APPROVAL: ("min_total_cents", "max_total_cents"),
    BallotForm.CHOOSE_ONE: (),
    BallotForm.KNAPSACK: ("min_total_cents",),
    BallotForm.CUMULATIVE: _POINT_LIMITS,
    BallotForm.SCORING: _POINT_LIMITS,
    BallotForm.ORDINAL: ("place_points",),
}
"""The limits that a form can have, besides the least and most choices."""

_NEEDED = {
    BallotForm.CUMULATIVE: "max_points",
    BallotForm.SCORING: "max_points_per_proposal",
}

_EURO = 100
_SHARES_STAY = (Completion.NONE, Completion.GREEDY)


class LimitsContradict(Refusal):
    code = "voting_round.limits_contradict"
    dutch = "Het minimum aantal keuzes is hoger dan het maximum."
    english = "The minimum number of choices exceeds the maximum."


class CostLimitsContradict(Refusal):
    code = "voting_round.cost_limits_contradict"
    dutch = "Wat keuzes samen ten minste kosten, is meer dan wat zij ten hoogste mogen kosten."
    english = "The least that choices cost together exceeds the most that they may cost."


class PointLimitsContradict(Refusal):
    code = "voting_round.point_limits_contradict"
    dutch = "Het minimum aantal punten is hoger dan het maximum."
    english = "The minimum number of points exceeds the maximum."


class OneChoiceOnly(Refusal):
    code = "voting_round.one_choice_only"
    dutch = "Bij deze vorm kiest iedereen één voorstel; het maximum aantal keuzes is dus 1."
    english = "With this form everyone chooses one proposal, so the maximum number of choices is 1."


class LimitNotOfForm(Refusal):
    code = "voting_round.limit_not_of_form"
    dutch = "De grens {limit} bestaat niet bij stembiljetten van de vorm {form}."
    english = "There is no limit {limit} on ballots of the form {form}."


class LimitMissing(Refusal):
    code = "voting_round.limit_missing"
    dutch = "Stembiljetten van de vorm {form} hebben de grens {limit} nodig."
    english = "Ballots of the form {form} need the limit {limit}."


class PlacePointsUnfit(Refusal):
    code = "voting_round.place_points_unfit"
    dutch = "Geef punten voor elk van de {places} plaatsen; een latere plaats krijgt nooit meer."
    english = "Give points for each of the {places} places; a later place never gets more."


class NoBallotPossible(Refusal):
    code = "voting_round.no_ballot_possible"
    dutch = "Met deze grenzen kan niemand een geldige stem uitbrengen op deze lijst."
    english = "Within these limits nobody can cast a valid ballot on this list."


class CostLimitsTooNarrow(Refusal):
    code = "voting_round.cost_limits_too_narrow"
    dutch = "Tussen deze kosten is geen stembiljet gevonden dat past. Maak de grenzen ruimer."
    english = "No ballot was found that fits between these costs. Set the limits further apart."


class PricesBeyondCounting(Refusal):
    code = "voting_round.prices_beyond_counting"
    dutch = "De prijzen op deze lijst zijn samen te hoog om mee te tellen; kijk ze na."
    english = "The prices on this list are too high together to count with; check them."


class StepTooSmall(Refusal):
    code = "voting_round.step_too_small"
    dutch = "Met een stap van {step} kan tellen te lang duren; kies ten minste {least}."
    english = "With a step of {step} counting could take too long; choose at least {least}."


class RuleNeedsApprovals(Refusal):
    code = "voting_round.rule_needs_approvals"
    dutch = "De telregel {rule} telt goedkeuringen, geen punten of volgorde. Kies een andere regel."
    english = "The rule {rule} counts approvals, not points or an order. Choose another rule."


class UtilityNeedsPoints(Refusal):
    code = "voting_round.utility_needs_points"
    dutch = "Op deze stembiljetten staan geen punten om mee te tellen."
    english = "These ballots have no points to count with."


def with_place_points(rules: RoundRules, candidates: int) -> RoundRules:
    """The rules with the points of every place written out, if places get any.

    Unless given, the last place gets one point and each place before it one more (Borda).
    """
    if not rules.ballot_form.has_order or rules.place_points is not None:
        return rules
    places = min(rules.max_choices, candidates)
    return rules.model_copy(update={"place_points": tuple(range(places, 0, -1))})


def guard_limits_agree(rules: RoundRules, prices: Sequence[Money], budget: Money) -> None:
    """A ballot that satisfies the limits must exist on a list with these prices.

    All prices together are an amount too, so that every ballot's choices can be added up.
    """
    if sum(price.cents for price in prices) > MAX_CENTS:
        raise PricesBeyondCounting()
    guard_limits_of_form(rules)
    if rules.min_choices > rules.max_choices:
        raise LimitsContradict()
    if rules.min_choices > len(prices):
        raise NoBallotPossible()
    if rules.ballot_form.has_points:
        _guard_points_possible(rules, len(prices))
    if rules.ballot_form.has_order:
        _guard_place_points(rules, min(rules.max_choices, len(prices)))
    _guard_costs_possible(rules, sorted(price.cents for price in prices), most_cost(rules, budget))


def guard_limits_of_form(rules: RoundRules) -> None:
    """A limit that the form does not have would never be held to, and would mislead."""
    form = rules.ballot_form
    for limit in sorted({each for limits in LIMITS_OF_FORM.values() for each in limits}):
        if getattr(rules, limit) is not None and limit not in LIMITS_OF_FORM[form]:
            raise LimitNotOfForm(limit=limit, form=form.value)
    needed = _NEEDED.get(form)
    if needed is not None and getattr(rules, needed) is None:
        raise LimitMissing(limit=needed, form=form.value)
    if form is BallotForm.CHOOSE_ONE and rules.max_choices != 1:
        raise OneChoiceOnly()


def guard_rule_fits_form(rules: RoundRules) -> None:
    """Points and places mean nothing to a rule that only knows approvals."""
    if rules.ballot_form.is_approval:
        if rules.utility is Utility.POINTS:
            raise UtilityNeedsPoints()
    elif rules.rule in APPROVAL_RULES:
        raise RuleNeedsApprovals(rule=rules.rule.value)


def guard_step_suffices(rules: RoundRules, prices: Sequence[Money], budget: Money) -> None:
    """A step below one euro must be large enough that shares surely rise to where counting ends.

    They have when one voter alone can pay any proposal besides all that fits the budget. From one
    euro on that many raises make everyone a millionaire, and every real round ends long before.
    """
    step, raising = rules.add1_step_cents.cents, rules.completion not in _SHARES_STAY
    if rules.rule is not VotingRule.EQUAL_SHARES or not raising or step >= _EURO:
        return
    enough = budget.cents + max(price.cents for price in prices)
    least = min(_EURO, -(-enough // (add1.MAX_RAISES - 1)))
    if step < least:
        raise StepTooSmall(step=rules.add1_step_cents, least=Money(least))


def most_cost(rules: RoundRules, budget: Money) -> Money | None:
    """The most that a ballot's choices may cost together."""
    return budget if rules.ballot_form is BallotForm.KNAPSACK else rules.max_total_cents


def _guard_points_possible(rules: RoundRules, candidates: int) -> None:
    least, most = rules.min_points or 0, rules.max_points
    if most is not None and least > most:
        raise PointLimitsContradict()
    choices = min(rules.max_choices, candidates, candidates if most is None else most)
    each = rules.max_points_per_proposal
    too_few_points = each is not None and choices * each < least
    if choices < rules.min_choices or too_few_points:
        raise NoBallotPossible()


def _guard_place_points(rules: RoundRules, places: int) -> None:
    given = rules.place_points or ()
    if len(given) != places or any(first < second for first, second in pairwise(given)):
        raise PlacePointsUnfit(places=places)


def _guard_costs_possible(rules: RoundRules, ascending: list[int], most: Money | None) -> None:
    """Some number of choices must fit between the least and the most that they may cost."""
    lowest = rules.min_total_cents.cents if rules.min_total_cents else 0
    highest = MAX_CENTS if most is None else most.cents
    if lowest > highest:
        raise CostLimitsContradict()
    cheapest = list(accumulate(ascending, initial=0))
    dearest = list(accumulate(reversed(ascending), initial=0))
    numbers = range(rules.min_choices, min(rules.max_choices, len(ascending)) + 1)
    possible = [n for n in numbers if cheapest[n] <= highest and dearest[n] >= lowest]
    if not possible:
        raise NoBallotPossible()
    if not any(_some_fit(ascending, number, lowest, highest) for number in possible):
        raise CostLimitsTooNarrow()


def _some_fit(ascending: Sequence[int], number: int, lowest: int, highest: int) -> bool:
    """Whether a walk from the cheapest choices to the dearest meets some that fit.

    Of the choices, the dearest that is not yet at its place goes up the list step by step. The cost
    never falls on the way, so that each leg is searched by halving. In this way not all choices are
    tried: a fit that is not met is so rare that nobody should be asked to find it on a ballot.
    """
    cost = sum(ascending[:number])
    for place in reversed(range(number)):
        top = len(ascending) - number + place
        first = bisect_left(ascending, lowest - cost + ascending[place], place, top + 1)
        if first <= top and cost - ascending[place] + ascending[first] <= highest:
            return True
        cost += ascending[top] - ascending[place]
    return lowest <= cost <= highest
