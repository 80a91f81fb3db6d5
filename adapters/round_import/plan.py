"""What a Pabulib file becomes: ids, prices in cents, limits and rules of a round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from adapters.pabulib.file import PabulibFile
from adapters.round_import.ballots import BallotsOfFile
from domain.canonical import content_hash
from domain.errors import MALFORMED, Refusal
from domain.event import WIJK_CODE_PATTERN
from domain.money import MAX_CENTS, Money
from domain.round_conditions import guard_conditions
from domain.round_limits import guard_limits_agree, guard_rule_fits_form, with_place_points
from domain.round_list import with_parts
from domain.tally.constraints import CategoryLimit, ConstraintNamesUnknownProject
from domain.tally.election import Amount
from domain.tally.parameters import (
    DEFAULT_PARAMETERS,
    TallyParameters,
    VotingRule,
    guard_completion_of_rule,
)
from domain.tally.ties import TieOrder
from domain.voting_round import SmallestPart
from domain.voting_rules import MAX_CANDIDATES, Candidate, Category, RoundRules, TieBreak

MAX_CODE_SHOWN = 20


class WijkCodeMalformed(Refusal):
    code = "import.wijk_code_malformed"
    status = MALFORMED
    dutch = "{wijk} is geen wijkcode. Een wijkcode is WK met zes cijfers, zoals WK030710."
    english = "{wijk} is no code of a wijk. That is WK with six digits, as WK030710."


class NotWholeCents(Refusal):
    code = "import.not_whole_cents"
    status = MALFORMED
    dutch = "Het bedrag {amount} in het bestand is niet uit te drukken in hele centen."
    english = "The amount {amount} in the file cannot be expressed in whole cents."


class TooManyCandidates(Refusal):
    code = "import.too_many_candidates"
    status = MALFORMED
    dutch = "Het bestand heeft {found} projecten; een ronde heeft er ten hoogste {maximum}."
    english = "The file has {found} projects; a round has {maximum} at most."


@dataclass(frozen=True)
class RoundPlan:
    """A file, a wijk, a year and how to count: all that an import does follows from these.

    `parameters` are those of the tally, in the file's ids and unit; `drawn` lets ties go by a draw.
    The same plan gives the same ids, of the round and of every command, so that an import that is
    run again gets the same answers. Proposal ids keep the order of the file's ids as text, or the
    order for ties that the parameters name, since ties go by it.
    """

    file: PabulibFile
    wijk: str
    year: int
    rule: VotingRule
    parameters: TallyParameters = DEFAULT_PARAMETERS
    drawn: bool = False
    round_id: str = field(init=False)
    proposal_ids: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(WIJK_CODE_PATTERN, self.wijk):
            raise WijkCodeMalformed(wijk=self.wijk[:MAX_CODE_SHOWN])
        if len(self.file.projects) > MAX_CANDIDATES:
            raise TooManyCandidates(found=len(self.file.projects), maximum=MAX_CANDIDATES)
        election = self.file.election()  # refuses ballots that cannot be counted
        order = TieOrder(election.prices, self.parameters.tie_order)
        in_order = sorted(election.prices, key=order.rank)
        digest = content_hash([self._content(), self.rule, self._options(in_order)])
        round_id = f"import-{self.year}-{self.wijk}-{digest[:12]}"
        object.__setattr__(self, "round_id", round_id)
        object.__setattr__(
            self,
            "proposal_ids",
            {file_id: f"{round_id}-{place:03d}" for place, file_id in enumerate(in_order)},
        )
        self._guard_can_open()

    def _guard_can_open(self) -> None:
        """What the opening of the round would refuse is refused before anything is done."""
        prices = {
            self.proposal_ids[project.project_id]: cents(project.price)
            for project in self.file.projects
        }
        rules = with_place_points(self.rules, len(prices))
        guard_completion_of_rule(rules.rule, rules.completion)
        guard_rule_fits_form(rules)
        guard_limits_agree(rules, tuple(prices.values()), self.budget)
        lines = {
            name: Candidate(proposal_id=name, price_cents=price) for name, price in prices.items()
        }
        guard_conditions(rules, with_parts(lines, self.smallest_parts), self.budget)

    def _content(self) -> list[object]:
        projects = [[p.project_id, str(p.price)] for p in self.file.projects]
        ballots = [[one.voter_id, list(one.choices), one.points] for one in self.file.ballots]
        return [str(self.file.budget), projects, ballots]

    def _options(self, in_order: Sequence[str]) -> list[object]:
        """How it is counted, in words that are the same at every run."""
        asked = replace(self.parameters, tie_order=tuple(in_order))
        named = sorted((each.name, repr(getattr(asked, each.name))) for each in fields(asked))
        return [self.drawn, named]

    @property
    def budget(self) -> Money:
        """What the round divides."""
        return cents(self.file.budget)

    @cached_property
    def ballots(self) -> BallotsOfFile:
        """The ballots of the file, in the form in which the round has them."""
        return BallotsOfFile(self.file)

    @cached_property
    def rules(self) -> RoundRules:
        """The rules of the round, in its own ids and in cents."""
        asked = self.parameters
        return RoundRules(
            rule=self.rule,
            utility=asked.utility,
            completion=asked.completion,
            add1_step_cents=cents(asked.step),
            stop_at_exhaustive=asked.stop_at_exhaustive,
            skip_unaffordable=asked.skip_unaffordable,
            minimum_votes=asked.minimum_votes,
            minimum_points=asked.minimum_points,
            exclusions=tuple(self._ours(each) for each in asked.exclusions),
            categories=tuple(self._category(each) for each in asked.category_limits),
            tie_break=TieBreak.DRAW if self.drawn else TieBreak.PROPOSAL_ID_ASCENDING,
            **self.ballots.limits,
        )

    @property
    def smallest_parts(self) -> tuple[SmallestPart, ...]:
        """The proposals that may be funded in part."""
        return tuple(
            SmallestPart(proposal_id=self._ours([each])[0], amount_cents=cents(part))
            for each, part in self.parameters.smallest_parts
        )

    @property
    def file_ids(self) -> dict[str, str]:
        """The file's project id by proposal id."""
        return {proposal_id: file_id for file_id, proposal_id in self.proposal_ids.items()}

    def command_id(self, step: str) -> UUID:
        """The id of the command of one step, the same at every run."""
        return uuid5(NAMESPACE_URL, f"{self.round_id}/{step}")

    def _ours(self, file_ids: Sequence[str]) -> tuple[str, ...]:
        for each in file_ids:
            if each not in self.proposal_ids:
                raise ConstraintNamesUnknownProject(project_id=each)
        return tuple(self.proposal_ids[each] for each in file_ids)

    def _category(self, limit: CategoryLimit) -> Category:
        """A category under a name that the log can hold: no spaces, nothing but plain letters."""
        place = self.parameters.category_limits.index(limit) + 1
        return Category(
            name=f"category-{place}",
            proposal_ids=self._ours(limit.project_ids),
            min_cents=None if limit.minimum is None else cents(limit.minimum),
            max_cents=None if limit.maximum is None else cents(limit.maximum),
        )


def cents(amount: Amount) -> Money:
    """An amount of the file, read as euros, in cents. Raises `NotWholeCents`."""
    exact = Fraction(amount) * 100
    if exact.denominator != 1 or not 0 < exact.numerator <= MAX_CENTS:
        raise NotWholeCents(amount=format(Decimal(exact.numerator) / exact.denominator / 100, "f"))
    return Money(exact.numerator)
