"""What decides an outcome besides the ballots: a rule by its published name, and its parameters.

Parameters are frozen when a round opens, so each has a value that can be written down and hashed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import MALFORMED, Refusal
from domain.tally.constraints import CategoryLimit
from domain.tally.election import Amount
from domain.tally.equal_shares import Utility


class RuleNotAvailable(Refusal):
    code = "tally.rule_not_available"
    status = MALFORMED
    dutch = "De telregel {rule} is er niet. Er is: {available}."
    english = "There is no voting rule {rule}. Available: {available}."


class OptionNotAvailable(Refusal):
    code = "tally.option_not_available"
    status = MALFORMED
    dutch = "De waarde {value} voor {option} is er niet bij deze regel. Er is: {available}."
    english = "There is no value {value} for {option} with this rule. Available: {available}."


class VotingRule(StrEnum):
    """The rules that can be counted.

    The greedy rules go down a list: `greedy` by votes (or points), `greedy-cost` by votes per unit
    of money that a project costs, `greedy-cost-weighted` by votes times what it costs.
    """

    GREEDY = "greedy"
    GREEDY_COST = "greedy-cost"
    GREEDY_COST_WEIGHTED = "greedy-cost-weighted"
    EQUAL_SHARES = "mes"
    BOUNDED_OVERSPENDING = "bos"
    PHRAGMEN = "phragmen"
    MAXIMIN_SUPPORT = "maximin"


class Completion(StrEnum):
    """What happens with money that a rule leaves unspent.

    `add1` raises the shares of equal shares (see `add1`); `exhaustive` does so too, and stops at
    the first outcome to which no project could be added; `greedy` goes down the list of most votes
    with what is left; `add1u` does as `add1` and then as `greedy`.
    """

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"
    EXHAUSTIVE = "exhaustive"
    GREEDY = "greedy"


GREEDY_RULES = (VotingRule.GREEDY, VotingRule.GREEDY_COST, VotingRule.GREEDY_COST_WEIGHTED)

COMPLETIONS: dict[VotingRule, tuple[Completion, ...]] = {
    VotingRule.GREEDY: (Completion.NONE,),
    VotingRule.GREEDY_COST: (Completion.NONE,),
    VotingRule.GREEDY_COST_WEIGHTED: (Completion.NONE,),
    VotingRule.EQUAL_SHARES: tuple(Completion),
    VotingRule.BOUNDED_OVERSPENDING: (Completion.NONE, Completion.GREEDY),
    VotingRule.PHRAGMEN: (Completion.NONE, Completion.GREEDY),
    VotingRule.MAXIMIN_SUPPORT: (Completion.NONE,),
}
"""The completions that each rule can have; the others spend what they can by themselves."""

APPROVAL_RULES = (
    VotingRule.BOUNDED_OVERSPENDING,
    VotingRule.PHRAGMEN,
    VotingRule.MAXIMIN_SUPPORT,
)
"""The rules that look at which projects a ballot names, and never at points."""

RULES_WITH_CONSTRAINTS = (*GREEDY_RULES, VotingRule.EQUAL_SHARES, VotingRule.PHRAGMEN)
"""The rules that can keep to exclusions and to the most that a category may get."""


@dataclass(frozen=True, slots=True)
class TallyParameters:
    """Everything besides the rule that decides an outcome.

    `utility` is what a voter gets from a winner; `None` is the ballots' own: its price where they
    approve, the points they gave where they give points. `completion` `None` means the rule's own:
    `add1` for equal shares, none for the others. `step` is the raise per voter of `add1`, in the
    unit of the prices (so 100 for one euro where prices are cents); `stop_at_exhaustive` makes
    `add1` and `add1u` stop as `exhaustive` does. Projects with fewer than `minimum_votes` votes or
    `minimum_points` points cannot win. `tie_order` names every project id once, the winner of a tie
    first; `None` means ascending as text.

    Of each set in `exclusions` at most one project wins. `category_limits` say what categories get
    at most, and (greedy only) at least. For greedy only: `skip_unaffordable` false ends the count
    at the first project that does not fit; `smallest_parts` names the projects that may be funded
    in part, with the least that they can do with.
    """

    utility: Utility | None = None
    completion: Completion | None = None
    step: Amount = 1
    stop_at_exhaustive: bool = False
    minimum_votes: int = 0
    minimum_points: int = 0
    tie_order: tuple[str, ...] | None = None
    skip_unaffordable: bool = True
    exclusions: tuple[tuple[str, ...], ...] = ()
    category_limits: tuple[CategoryLimit, ...] = ()
    smallest_parts: tuple[tuple[str, Amount], ...] = ()

    @property
    def unconstrained(self) -> bool:
        """Whether no project can stand in the way of another but by the money it takes."""
        return not self.exclusions and not self.category_limits


DEFAULT_PARAMETERS = TallyParameters()


def voting_rule(name: str) -> VotingRule:
    """The rule with this name; `RuleNotAvailable` lists the names there are."""
    try:
        return VotingRule(name)
    except ValueError:
        raise RuleNotAvailable(rule=name, available=", ".join(VotingRule)) from None


def completion(name: str) -> Completion:
    """The completion with this name; `OptionNotAvailable` lists the names there are."""
    if name not in list(Completion):
        raise OptionNotAvailable(option="completion", value=name, available=", ".join(Completion))
    return Completion(name)


def utility(name: str) -> Utility:
    """The utility with this name; `OptionNotAvailable` lists the names there are."""
    if name not in list(Utility):
        raise OptionNotAvailable(option="utility", value=name, available=", ".join(Utility))
    return Utility(name)


def guard_completion_of_rule(rule: VotingRule, completion: Completion | None) -> None:
    """A completion needs a rule that leaves money, and raising shares a rule that has them."""
    if completion is not None and completion not in COMPLETIONS[rule]:
        available = ", ".join(COMPLETIONS[rule])
        raise OptionNotAvailable(option="completion", value=completion, available=available)


def guard_parameters_of_rule(rule: VotingRule, parameters: TallyParameters) -> None:
    """Every parameter that is set must mean something under the rule. Raises `OptionNotAvailable`.

    What a rule cannot keep to is refused: a limit that is silently ignored decides who wins.
    """
    guard_completion_of_rule(rule, parameters.completion)
    if rule in APPROVAL_RULES and parameters.utility is Utility.POINTS:
        raise _not_with_this_rule("utility", Utility.POINTS, "cost, cardinality")
    if rule not in RULES_WITH_CONSTRAINTS and parameters.exclusions:
        raise _not_with_this_rule("exclusions", len(parameters.exclusions))
    if rule not in RULES_WITH_CONSTRAINTS and parameters.category_limits:
        raise _not_with_this_rule("category_limits", len(parameters.category_limits))
    if rule in GREEDY_RULES:
        return
    if not parameters.skip_unaffordable:
        raise _not_with_this_rule("skip_unaffordable", "false", "true")
    if parameters.smallest_parts:
        raise _not_with_this_rule("smallest_parts", len(parameters.smallest_parts))
    if any(limit.minimum is not None for limit in parameters.category_limits):
        raise _not_with_this_rule("category minimum", "true")


def _not_with_this_rule(option: str, value: object, available: str = "-") -> OptionNotAvailable:
    return OptionNotAvailable(option=option, value=str(value), available=available)
