"""A comparison as a page shows it: numbers in words of the language, pictures, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from adapters.rule_comparison.answer import tendency_of, title_of
from adapters.rule_comparison.subject import Compared
from adapters.web.comparison_pictures import Dots, Panel, dots, panel
from adapters.web.language import Phrases
from domain.tally.comparing.comparison import NOWHERE, Comparison, VariantOutcome
from domain.tally.election import Amount
from domain.two_languages import InTwoLanguages

PANELS_MAX = 12
PROJECTS_IN_PICTURE_MAX = 40
PROJECTS_IN_TABLE_MAX = 400
TITLE_CHARACTERS_MAX = 200
"""A title stands on the page once for each two variants, and a file may hold very long ones."""


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One variant in the table, every figure as it is written."""

    number: int
    title: str
    tendency: str
    winners: int
    cost: str
    left: str
    with_a_winner: str
    share_with_a_winner: str
    winners_each: str
    approved_money_won: str
    gini: str
    ties: int


@dataclass(frozen=True, slots=True)
class MoneyTable:
    """Money per category or area: a line per name, with the amount under each variant."""

    kind: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project that wins under some variant, with whether it won under each."""

    project_id: str
    name: str
    price: str
    votes: int
    won: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """Two variants by number, and who wins under only one of them."""

    one: int
    other: int
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


class ComparisonView:
    """What the page shows, in one language."""

    def __init__(self, compared: Compared, phrases: Phrases) -> None:
        self._compared = compared
        self._phrases = phrases
        self.voters = compared.comparison.voters
        self.projects = len(compared.prices)
        self.budget = self._amount(compared.comparison.budget)
        self.remarks = [self._of(each) for each in compared.remarks]

    @property
    def rules(self) -> list[RuleLine]:
        """Every variant with its figures."""
        return [
            self._line(number, outcome)
            for number, outcome in enumerate(self._comparison.outcomes, start=1)
        ]

    @property
    def money(self) -> list[MoneyTable]:
        """Money per category and per area, where there is more than one."""
        tables = []
        for kind, parts in self._kinds():
            lines = tuple(
                (self._name(name), tuple(self._amount(each[name]) for each in parts))
                for name in parts[0]
            )
            tables.append(MoneyTable(kind, lines))
        return tables

    @property
    def money_panels(self) -> list[tuple[str, list[Panel]]]:
        """The same as pictures: of each kind the names that get most, at most `PANELS_MAX`."""
        return [(kind, self._panels(parts)) for kind, parts in self._kinds()]

    @property
    def voters_panel(self) -> Panel:
        """How many voters have a winner, of all voters."""
        shares = [each.voters.share_with_a_winner for each in self._comparison.outcomes]
        return panel("", [(share, self._percent(share)) for share in shares], Fraction(1))

    @property
    def project_lines(self) -> list[ProjectLine]:
        """Projects that win under some variant: those under most of them first."""
        some = self._comparison.winners_under_some[:PROJECTS_IN_TABLE_MAX]
        return [
            ProjectLine(
                project_id=project_id,
                name=self._called(project_id),
                price=self._amount(self._compared.prices[project_id]),
                votes=self._compared.votes[project_id],
                won=self._won(project_id),
            )
            for project_id in some
        ]

    @property
    def dots(self) -> Dots:
        """The same as a picture, as many as fit: those on which the variants differ come first."""
        lines = sorted(self.project_lines, key=lambda line: all(line.won))
        shown = [(line.name, line.won) for line in lines[:PROJECTS_IN_PICTURE_MAX]]
        return dots(shown, len(self._comparison.outcomes))

    @property
    def projects_without_win(self) -> int:
        """How many projects win under no variant."""
        return self.projects - len(self._comparison.winners_under_some)

    @property
    def projects_left_out(self) -> int:
        """How many projects that win somewhere are not in the table."""
        return max(0, len(self._comparison.winners_under_some) - PROJECTS_IN_TABLE_MAX)

    @property
    def differences(self) -> list[DifferenceLine]:
        """Every two variants that do not choose the same."""
        numbers = {
            each.variant.name: place + 1 for place, each in enumerate(self._comparison.outcomes)
        }
        return [
            DifferenceLine(
                numbers[each.one],
                numbers[each.other],
                tuple(map(self._called, each.only_one)),
                tuple(map(self._called, each.only_other)),
            )
            for each in self._comparison.differences
            if each.projects
        ]

    @property
    def all_the_same(self) -> bool:
        """Whether every variant chooses the same projects."""
        return not self.differences

    @property
    def _comparison(self) -> Comparison:
        return self._compared.comparison

    def _line(self, number: int, outcome: VariantOutcome) -> RuleLine:
        voters = outcome.voters
        return RuleLine(
            number=number,
            title=self._of(title_of(outcome.variant.name)),
            tendency=self._of(tendency_of(outcome.variant.name)),
            winners=len(outcome.winners),
            cost=self._amount(outcome.cost),
            left=self._amount(outcome.budget_left),
            with_a_winner=self._phrases.number(voters.with_a_winner),
            share_with_a_winner=self._percent(voters.share_with_a_winner),
            winners_each=self._phrases.decimal(voters.winners_each, "#,##0.00"),
            approved_money_won=self._percent(voters.approved_money_won),
            gini=self._phrases.decimal(voters.gini, "0.000"),
            ties=len(outcome.ties),
        )

    def _kinds(self) -> list[tuple[str, list[Mapping[str, Amount]]]]:
        of: list[tuple[str, Callable[[VariantOutcome], Mapping[str, Amount]]]] = [
            ("category", lambda outcome: outcome.by_category),
            ("area", lambda outcome: outcome.by_area),
        ]
        kinds = [(kind, [parts(each) for each in self._comparison.outcomes]) for kind, parts in of]
        return [(kind, parts) for kind, parts in kinds if set(parts[0]) - {NOWHERE}]

    def _panels(self, parts: Sequence[Mapping[str, Amount]]) -> list[Panel]:
        most = max(Fraction(amount) for each in parts for amount in each.values())
        names = sorted(parts[0], key=lambda name: -max(each[name] for each in parts))
        shown = set(names[:PANELS_MAX])
        return [
            panel(
                self._name(name),
                [(Fraction(each[name]), self._amount(each[name])) for each in parts],
                most,
            )
            for name in parts[0]
            if name in shown
        ]

    def _won(self, project_id: str) -> tuple[bool, ...]:
        return tuple(project_id in outcome.winners for outcome in self._comparison.outcomes)

    def _called(self, project_id: str) -> str:
        title = self._compared.names.get(project_id) or project_id
        return title if len(title) <= TITLE_CHARACTERS_MAX else f"{title[:TITLE_CHARACTERS_MAX]}…"

    def _name(self, name: str) -> str:
        return self._phrases.gettext("(zonder)") if name == NOWHERE else name

    def _amount(self, amount: Amount) -> str:
        return self._of(self._compared.denomination.down(amount)).replace(" ", "\u00a0")

    def _percent(self, share: Fraction) -> str:
        return self._phrases.decimal(share, "0.0%")

    def _of(self, said: InTwoLanguages) -> str:
        return said.text(self._phrases.language)
