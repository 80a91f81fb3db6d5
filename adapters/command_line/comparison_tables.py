"""Tables of a comparison for people at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from adapters.command_line.answering import Language
from adapters.rule_comparison.answer import title_of
from adapters.rule_comparison.subject import Compared
from adapters.rule_comparison.totals import Total
from domain.tally.comparing.comparison import NOWHERE, Comparison, VariantOutcome
from domain.tally.election import Amount
from domain.tally.explaining.wording import Denomination
from domain.two_languages import InTwoLanguages

PROJECTS_SHOWN_MAX = 40
WON, LOST = "●", "·"

_WORDS: dict[str, tuple[str, str]] = {
    "winners": ("Gekozen", "Chosen"),
    "cost": ("Kosten", "Cost"),
    "left": ("Over", "Left"),
    "voters": ("Stemmers met een winnaar", "Voters with a winner"),
    "each": ("Winnaars per stemmer", "Winners per voter"),
    "money": ("Gewenst geld dat won", "Wanted money that won"),
    "gini": ("Gini", "Gini"),
    "ties": ("Gelijke standen", "Ties"),
    "other": ("Anders dan de eerste", "Other than the first"),
    "same": ("Zelfde als de eerste", "Same as the first"),
    "spent": ("Besteed", "Spent"),
    "total": ("Alle bestanden samen", "All files together"),
    "category": ("Geld per categorie", "Money per category"),
    "area": ("Geld per gebied", "Money per area"),
    "nowhere": ("(geen)", "(none)"),
    "project": ("Niet overal gekozen", "Not chosen everywhere"),
    "more": ("en {number} andere projecten: zie --json", "and {number} other projects: see --json"),
    "gini_note": (
        "Gini: hoe ongelijk het geld van de winnaars over de stemmers is verdeeld; 0 is gelijk. "
        "De prijs van een winnaar wordt daarbij gelijk gedeeld door wie erop stemde.",
        "Gini: how unevenly the winners' money is spread over voters; 0 is evenly. "
        "A winner's price is divided equally over those who support it.",
    ),
}


class Said:
    """What tables say in one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._english = language == "en"

    def word(self, name: str) -> str:
        """A word of a table."""
        return _WORDS[name][self._english]

    def title(self, variant: str) -> str:
        """What a variant is called."""
        return self.plain(self.of(title_of(variant)))

    def amount(self, amount: Amount, denomination: Denomination) -> str:
        """Money, in the unit of the election."""
        return self.plain(self.of(denomination.down(amount)))

    def number(self, number: Fraction, digits: int = 2) -> str:
        """A number with so many decimals."""
        text = f"{float(number):.{digits}f}"
        return text if self._english else text.replace(".", ",")

    def share(self, share: Fraction) -> str:
        """A part of the whole, in tenths of a per cent."""
        return f"{self.number(share * 100, 1)}%"

    def of(self, said: InTwoLanguages) -> str:
        """One of two languages."""
        return said.text(self._language)

    def plain(self, text: str) -> str:
        """A text of somebody else, without power over the terminal."""
        return escape("".join(sign if sign.isprintable() else "�" for sign in text))

    @property
    def gini_note(self) -> str:
        """What the coefficient means."""
        return self.word("gini_note")


def election_tables(compared: Compared, said: Said) -> Iterator[Table]:
    """What each variant gives; money per category and area; and who does not win everywhere."""
    comparison = compared.comparison
    yield _legend([outcome.variant.name for outcome in comparison.outcomes], said)
    yield _outcomes(compared.denomination, comparison, said)
    for kind, parts in (
        ("category", [each.by_category for each in comparison.outcomes]),
        ("area", [each.by_area for each in comparison.outcomes]),
    ):
        if set(parts[0]) - {NOWHERE}:
            table = _table()
            _numbered(table, said.word(kind), len(comparison.outcomes))
            for name in parts[0]:
                amounts = (said.amount(each[name], compared.denomination) for each in parts)
                table.add_row(said.plain(name) or said.word("nowhere"), *amounts)
            yield table
    if not_everywhere := _not_everywhere(compared, said):
        yield not_everywhere


def total_table(totals: Sequence[Total], said: Said) -> Table:
    """All files together."""
    table = _table(said.word("total"))
    _numbered(table, "", len(totals))
    rows: dict[str, Callable[[Total], str]] = {
        "winners": lambda total: str(total.winners),
        "same": lambda total: f"{total.same_as_first}/{total.elections}",
        "spent": lambda total: said.share(total.mean_share_spent),
        "voters": lambda total: said.share(total.share_with_a_winner),
        "each": lambda total: said.number(total.winners_each),
        "money": lambda total: said.share(total.mean_approved_money_won),
        "gini": lambda total: said.number(total.mean_gini, 3),
    }
    for name, cell in rows.items():
        table.add_row(said.word(name), *map(cell, totals))
    return table


def _legend(variants: Sequence[str], said: Said) -> Table:
    """Which number is which rule, in the columns of the other tables."""
    table = Table(box=None, show_header=False)
    for number, variant in enumerate(variants, start=1):
        table.add_row(str(number), said.title(variant))
    return table


def _outcomes(denomination: Denomination, comparison: Comparison, said: Said) -> Table:
    """A row per figure and a column per rule: that many rules fit beside each other."""
    table = _table()
    _numbered(table, "", len(comparison.outcomes))
    first = comparison.outcomes[0]
    rows: dict[str, Callable[[VariantOutcome], str]] = {
        "winners": lambda outcome: str(len(outcome.winners)),
        "cost": lambda outcome: said.amount(outcome.cost, denomination),
        "left": lambda outcome: said.amount(outcome.budget_left, denomination),
        "voters": lambda outcome: said.share(outcome.voters.share_with_a_winner),
        "each": lambda outcome: said.number(outcome.voters.winners_each),
        "money": lambda outcome: said.share(outcome.voters.approved_money_won),
        "gini": lambda outcome: said.number(outcome.voters.gini, 3),
        "ties": lambda outcome: str(len(outcome.ties)),
        "other": lambda outcome: _changes(first, outcome),
    }
    for name, cell in rows.items():
        table.add_row(said.word(name), *map(cell, comparison.outcomes))
    return table


def _changes(first: VariantOutcome, outcome: VariantOutcome) -> str:
    """How many projects came and went, as +2 −1."""
    came = len(set(outcome.winners) - set(first.winners))
    went = len(set(first.winners) - set(outcome.winners))
    return f"+{came} −{went}" if came or went else "–"


def _not_everywhere(compared: Compared, said: Said) -> Table | None:
    """A dot for each variant under which a project won, for projects that won under some only."""
    table = _table()
    comparison = compared.comparison
    _numbered(table, said.word("project"), len(comparison.outcomes))
    winners = [set(outcome.winners) for outcome in comparison.outcomes]
    some = [
        each for each in comparison.winners_under_some if not all(each in won for won in winners)
    ]
    for project_id in some[:PROJECTS_SHOWN_MAX]:
        name = compared.names.get(project_id)
        title = f"{project_id} {name}" if name else project_id
        dots = (WON if project_id in won else LOST for won in winners)
        table.add_row(said.plain(title[:60]), *dots)
    if len(some) > PROJECTS_SHOWN_MAX:
        table.add_row(said.word("more").format(number=len(some) - PROJECTS_SHOWN_MAX))
    return table if some else None


def _numbered(table: Table, head: str, variants: int) -> None:
    """A column per variant, by its number in the legend."""
    table.add_column(head)
    for number in range(1, variants + 1):
        table.add_column(str(number), justify="right")


def _table(title: str | None = None) -> Table:
    return Table(title=title, title_justify="left", box=SIMPLE_HEAD)
