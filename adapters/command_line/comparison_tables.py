"""Tables of a comparison for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    "rule": ("Telregel", "Rule"),
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
    yield _outcomes(compared.denomination, comparison, said)
    for kind, parts in (
        ("category", [each.by_category for each in comparison.outcomes]),
        ("area", [each.by_area for each in comparison.outcomes]),
    ):
        if set(parts[0]) - {NOWHERE}:
            table = _table()
            _numbered(table, said.word(kind), comparison)
            for name in parts[0]:
                amounts = (said.amount(each[name], compared.denomination) for each in parts)
                table.add_row(said.plain(name) or said.word("nowhere"), *amounts)
            yield table
    yield _not_everywhere(compared, said)


def total_table(totals: Sequence[Total], said: Said) -> Table:
    """All files together."""
    table = _table(said.word("total"))
    table.add_column(said.word("rule"), no_wrap=True)
    for name in ("winners", "same", "spent", "voters", "each", "money", "gini"):
        table.add_column(said.word(name), justify="right")
    for number, total in enumerate(totals, start=1):
        table.add_row(
            f"{number} {said.title(total.variant)}",
            str(total.winners),
            f"{total.same_as_first}/{total.elections}",
            said.share(total.mean_share_spent),
            said.share(total.share_with_a_winner),
            said.number(total.winners_each),
            said.share(total.mean_approved_money_won),
            said.number(total.mean_gini, 3),
        )
    return table


def _outcomes(denomination: Denomination, comparison: Comparison, said: Said) -> Table:
    table = _table()
    table.add_column(said.word("rule"), no_wrap=True)
    for name in ("winners", "cost", "left", "voters", "each", "money", "gini", "ties", "other"):
        table.add_column(said.word(name), justify="right", no_wrap=name in ("cost", "left"))
    first = comparison.outcomes[0]
    for number, outcome in enumerate(comparison.outcomes, start=1):
        voters = outcome.voters
        table.add_row(
            f"{number} {said.title(outcome.variant.name)}",
            str(len(outcome.winners)),
            said.amount(outcome.cost, denomination),
            said.amount(outcome.budget_left, denomination),
            said.share(voters.share_with_a_winner),
            said.number(voters.winners_each),
            said.share(voters.approved_money_won),
            said.number(voters.gini, 3),
            str(len(outcome.ties)),
            _changes(first, outcome),
        )
    return table


def _changes(first: VariantOutcome, outcome: VariantOutcome) -> str:
    """How many projects came and went, as +2 −1."""
    came = len(set(outcome.winners) - set(first.winners))
    went = len(set(first.winners) - set(outcome.winners))
    return f"+{came} −{went}" if came or went else "–"


def _not_everywhere(compared: Compared, said: Said) -> Table:
    """A dot for each variant under which a project won, for projects that won under some only."""
    table = _table()
    comparison = compared.comparison
    _numbered(table, said.word("project"), comparison)
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
    return table


def _numbered(table: Table, head: str, comparison: Comparison) -> None:
    """A column per variant, by its number in the first table."""
    table.add_column(head, no_wrap=True)
    for number in range(1, len(comparison.outcomes) + 1):
        table.add_column(str(number), justify="right")


def _table(title: str | None = None) -> Table:
    return Table(title=title, title_justify="left", box=SIMPLE_HEAD)
