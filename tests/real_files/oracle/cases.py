"""What is compared: a rule with a utility and a completion, by one name for all counters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from adapters.pabulib.file import APPROVALS
from domain.tally.parameters import COMPLETIONS, Completion, TallyParameters, VotingRule, utility

POINTS = "points"
UTILITIES: dict[VotingRule, tuple[str, ...]] = {
    VotingRule.GREEDY: ("cost", POINTS),
    VotingRule.GREEDY_COST: ("cost", POINTS),
    VotingRule.GREEDY_COST_WEIGHTED: ("cost", POINTS),
    VotingRule.EQUAL_SHARES: ("cost", "cardinality", POINTS),
    VotingRule.BOUNDED_OVERSPENDING: ("cost", "cardinality"),
    VotingRule.PHRAGMEN: ("cost",),
    VotingRule.MAXIMIN_SUPPORT: ("cost",),
}
"""What each rule can look at. Where it is only `cost` or points, `cost` stands for votes alone."""

NOT_IN_PABUTOOLS = {
    VotingRule.BOUNDED_OVERSPENDING: "pabutools does not have this rule",
    VotingRule.MAXIMIN_SUPPORT: "pabutools solves it with a linear programme in floating point",
}
"""Rules of which pabutools has no exact equivalent, and why not."""


@dataclass(frozen=True, slots=True)
class Case:
    """One way to count an election."""

    rule: VotingRule
    utility: str
    completion: Completion

    @property
    def name(self) -> str:
        """As in `mes cost add1`."""
        return f"{self.rule} {self.utility} {self.completion}"

    @property
    def parameters(self) -> TallyParameters:
        """What our count is given. Raises `OptionNotAvailable` for a utility that is not there."""
        return TallyParameters(utility(self.utility), self.completion)


def all_cases(with_points: bool = False) -> Iterator[Case]:
    """Every rule with every utility and completion that it can have."""
    for rule, utilities in UTILITIES.items():
        for each in utilities:
            if each != POINTS or with_points:
                for completion in COMPLETIONS[rule]:
                    yield Case(rule, each, completion)


def cases_of(vote_type: str) -> Iterator[Case]:
    """Those that the ballots of a file allow; points are of account only where there are points."""
    return all_cases(with_points=vote_type not in APPROVALS)
