"""What stands in a regulation: its rules, and that they agree with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from domain.canonical import content_hash
from domain.errors import Refusal
from domain.event import Identifier, Sha256
from domain.regulation_parts import Band, Rule, RulePart
from domain.regulation_procedure import (
    BallotRule,
    BoardRule,
    IntegrityRule,
    MomentRule,
    RankingRule,
    RoundRule,
    SeparationRule,
    TermRule,
    ThemeRule,
)
from domain.regulation_rules import (
    AccountRule,
    AdvanceRule,
    ApplicantRule,
    CarryOverRule,
    CeilingRule,
    ClaimRule,
    CoFundingRule,
    CouncilRule,
    FeasibilityRule,
    LayerRule,
    PartRule,
    SupportRule,
)


class BandsOutOfOrder(Refusal):
    code = "regulation.bands_out_of_order"
    dutch = "Zet in artikel {article} de bedragen van laag naar hoog, elk bedrag een keer."
    english = "Put the amounts in article {article} from low to high, each of them once."


class LighterForMore(Refusal):
    code = "regulation.lighter_for_more"
    dutch = "Artikel {article} vraagt bij een hoger bedrag minder dan bij een lager bedrag."
    english = "Article {article} asks less for a larger amount than for a smaller one."


class ListedTwice(Refusal):
    code = "regulation.listed_twice"
    dutch = "In artikel {article} staat iets twee keer."
    english = "Something stands in article {article} twice."


class QuorumOutOfReach(Refusal):
    code = "regulation.quorum_out_of_reach"
    dutch = "Artikel {article} vraagt meer aanwezigen dan er zetels zijn."
    english = "Article {article} asks for more members than there are seats."


class TooFewThemes(Refusal):
    code = "regulation.too_few_themes"
    dutch = "Artikel {article} vraagt meer thema's dan er zijn."
    english = "Article {article} asks for more themes than there are."


class SavingWithoutCarryOver(Refusal):
    code = "regulation.saving_without_carry_over"
    dutch = "Volgens artikel {article} mag sparen, maar geld meenemen naar een volgend jaar niet."
    english = "Article {article} lets wijken save up, and lets them carry nothing over."


class QuorumExtensionTooLong(Refusal):
    code = "regulation.quorum_extension_too_long"
    dutch = "Artikel {article} verlengt een ronde met te weinig stemmen langer dan verlengen kan."
    english = "Article {article} extends a round with too few ballots beyond its own bound."


class Regulation(RulePart):
    """The rules, each with its article; a rule that is None asks nothing."""

    applicants: ApplicantRule | None = None
    layers: LayerRule | None = None
    ceilings: CeilingRule | None = None
    co_funding: CoFundingRule | None = None
    support: SupportRule | None = None
    advances: AdvanceRule | None = None
    accounts: AccountRule | None = None
    claims: ClaimRule | None = None
    terms: TermRule | None = None
    moments: MomentRule | None = None
    parts: PartRule | None = None
    ranking: RankingRule | None = None
    feasibility: FeasibilityRule | None = None
    carry_over: CarryOverRule | None = None
    themes: ThemeRule | None = None
    voting: BallotRule | None = None
    rounds: RoundRule | None = None
    integrity: IntegrityRule | None = None
    separation: SeparationRule | None = None
    board: BoardRule | None = None
    council: CouncilRule | None = None

    def rules(self) -> Mapping[str, Rule]:
        """The rules that there are, by name."""
        return {name: rule for name, rule in iter(self) if isinstance(rule, Rule)}

    def hash(self) -> str:
        """SHA-256 of its canonical JSON: two regulations with one hash are the same rules."""
        return content_hash(self.model_dump(mode="json"))


NO_RULES = Regulation()
"""Where the city adopted no regulation, none of its rules asks anything."""


class RegulationVersion(RulePart):
    """Which regulation something was begun under; the hash tells that it is still the same."""

    regulation_id: Identifier
    rules_hash: Sha256


def guard_rules_agree(rules: Regulation) -> None:
    """A regulation that cannot be kept to is not adopted."""
    for rule, bands in _bands(rules):
        if any(low.from_cents >= high.from_cents for low, high in pairwise(bands)):
            raise BandsOutOfOrder(article=rule.article)
    guard_more_asks_no_less(rules)
    guard_nothing_listed_twice(rules)
    board, themes, carry_over = rules.board, rules.themes, rules.carry_over
    if board and board.quorum > sum(share.seats for share in board.shares):
        raise QuorumOutOfReach(article=board.article)
    if themes and themes.least_themes > len(themes.themes):
        raise TooFewThemes(article=themes.article)
    rounds = rules.rounds
    if rounds and rounds.quorum_extended_days > rounds.extension_days_max:
        raise QuorumExtensionTooLong(article=rounds.article)
    if carry_over and carry_over.saving_years and not carry_over.allowed:
        raise SavingWithoutCarryOver(article=carry_over.article)


def guard_more_asks_no_less(rules: Regulation) -> None:
    """The larger the amount, the heavier the requirements, or as heavy (proportionality)."""
    asked: list[tuple[Rule, list[int]]] = []
    if rules.co_funding:
        asked.append((rules.co_funding, [band.least_percent for band in rules.co_funding.bands]))
    if rules.support:
        asked.append((rules.support, [band.least_supporters for band in rules.support.bands]))
    if rules.accounts:
        asked.append((rules.accounts, [band.form for band in rules.accounts.bands]))
    for rule, weights in asked:
        if weights != sorted(weights):
            raise LighterForMore(article=rule.article)


def guard_nothing_listed_twice(rules: Regulation) -> None:
    """What stands in a list twice says two things, or one of them in vain."""
    for rule, listed in _lists(rules):
        if len(set(listed)) != len(listed):
            raise ListedTwice(article=rule.article)


def _bands(rules: Regulation) -> Iterator[tuple[Rule, Sequence[Band]]]:
    for rule in (rules.co_funding, rules.support, rules.advances, rules.accounts):
        if rule is not None:
            yield rule, rule.bands


def _lists(rules: Regulation) -> Iterator[tuple[Rule, Sequence[object]]]:
    if rules.applicants:
        yield rules.applicants, rules.applicants.kinds
    if rules.layers:
        yield rules.layers, rules.layers.layers
    if rules.ceilings:
        yield rules.ceilings, [each.category for each in rules.ceilings.categories]
    if rules.moments:
        yield rules.moments, rules.moments.moments
    if rules.ranking:
        yield rules.ranking, [each.criterion for each in rules.ranking.criteria]
    if rules.feasibility:
        yield rules.feasibility, rules.feasibility.grounds
    if rules.themes:
        yield rules.themes, rules.themes.themes
    if rules.board:
        yield rules.board, [share.kind for share in rules.board.shares]
