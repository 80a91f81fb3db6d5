"""What `wijkkas tally` answers: a file read and counted, as one JSON object.

Amounts are in the file's unit and never rounded: a number when whole, otherwise the exact decimal
as text, or "numerator/denominator" where no decimal is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NotRequired, TypeAlias, TypedDict

from adapters.pabulib.file import PabulibFile
from adapters.pabulib.reading import read_pabulib
from domain.tally.election import Amount, Election, exact
from domain.tally.explanation import Denomination, Explanation, explain
from domain.tally.outcome import Outcome, Win
from domain.tally.rules import TallyParameters, count
from domain.tally.ties import Tie

AmountText: TypeAlias = int | str


class InTwoLanguages(TypedDict):
    """The same sentence in Dutch and in English."""

    nl: str
    en: str


class TieAnswer(TypedDict):
    """See `domain.tally.ties.Tie`."""

    step: int
    tied: list[str]
    chosen: str
    raises: int


class PaymentAnswer(TypedDict):
    """What each voter of a ballot group (its place in `groups`) paid."""

    group: int
    each: AmountText


class PurchaseAnswer(TypedDict):
    """One winner and who paid it; nobody in particular under greedy.

    `share` is that of the purchase itself, `part` what it gets where that is not its whole price,
    see `domain.tally.outcome.Win`.
    """

    project: str
    price: AmountText
    part: NotRequired[AmountText]
    share: NotRequired[AmountText]
    payments: list[PaymentAnswer]


class GroupAnswer(TypedDict):
    """Voters who approved the same projects."""

    approved: list[str]
    voters: int


class CertificateAnswer(TypedDict):
    """Who paid what: payments add up to each price, and nobody pays more than `share` in all.

    Under Phragmén nobody has paid more by a purchase than its own `share`. Under bounded
    overspending payments add up to no more than the price.
    """

    share: AmountText | None
    groups: list[GroupAnswer]
    purchases: list[PurchaseAnswer]


class TallyAnswer(TypedDict):
    """The whole answer. `seconds` has `parse` (reading and grouping) and `tally`."""

    winners: list[str]
    cost: AmountText
    ties: list[TieAnswer]
    ties_on_the_way: list[TieAnswer]
    rule: str
    budget: AmountText
    voters: int
    raises: int
    minimum_votes: int
    remarks: list[InTwoLanguages]
    seconds: dict[str, float]
    explanations: NotRequired[dict[str, InTwoLanguages]]
    certificate: NotRequired[CertificateAnswer]


def tally_file(
    path: Path,
    rule: str,
    parameters_of: Callable[[PabulibFile], TallyParameters],
    *,
    with_explanations: bool = False,
    with_certificate: bool = False,
) -> TallyAnswer:
    """Read and count a file. Raises the refusals of reading and counting."""
    started = perf_counter()
    file = read_pabulib(path)
    election = file.election()
    parsed = perf_counter()
    parameters = parameters_of(file)
    outcome = count(election, rule, parameters)
    counted = perf_counter()
    answer = _answer(file, outcome, parameters)
    answer["seconds"] = {"parse": parsed - started, "tally": counted - parsed}
    if with_explanations:
        answer["explanations"] = _explanations(file, outcome)
    if with_certificate:
        answer["certificate"] = _certificate(election, outcome)
    return answer


def written(amount: Amount) -> AmountText:
    """An amount for JSON: 7200, "0.5" or "1/3"."""
    amount = exact(amount)
    if isinstance(amount, int):
        return amount
    twos_and_fives = amount.denominator
    digits = 0
    while 10**digits % twos_and_fives and digits < twos_and_fives.bit_length():
        digits += 1
    if 10**digits % twos_and_fives:
        return f"{amount.numerator}/{amount.denominator}"
    whole, rest = divmod(abs(int(amount * 10**digits)), 10**digits)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:0{digits}d}"


def _answer(file: PabulibFile, outcome: Outcome, parameters: TallyParameters) -> TallyAnswer:
    return {
        "winners": list(outcome.winners),
        "cost": written(outcome.cost),
        "ties": [_tie(tie) for tie in outcome.ties],
        "ties_on_the_way": [_tie(tie) for tie in outcome.ties_on_the_way],
        "rule": outcome.rule,
        "budget": written(outcome.budget),
        "voters": outcome.voters,
        "raises": outcome.raises,
        "minimum_votes": parameters.minimum_votes,
        "remarks": [{"nl": each.dutch, "en": each.english} for each in _remarks(file, parameters)],
        "seconds": {},
    }


def _remarks(file: PabulibFile, parameters: TallyParameters) -> list[Explanation]:
    """What the reader should know: oddities of the file, and a threshold that was not applied."""
    remarks = [Explanation(each.dutch, each.english) for each in file.remarks]
    if file.minimum_votes > max(parameters.minimum_votes, parameters.minimum_points):
        remarks.append(
            Explanation(
                f"het bestand noemt een drempel van {file.minimum_votes} stemmen; "
                f"geteld is met {parameters.minimum_votes}",
                f"the file states a threshold of {file.minimum_votes} votes; "
                f"counted with {parameters.minimum_votes}",
            )
        )
    return remarks


def _tie(tie: Tie) -> TieAnswer:
    return {"step": tie.step, "tied": list(tie.tied), "chosen": tie.chosen, "raises": tie.raises}


def _explanations(file: PabulibFile, outcome: Outcome) -> dict[str, InTwoLanguages]:
    sentences = explain(outcome, Denomination(file.meta.get("currency", "")))
    return {
        project_id: {"nl": sentence.dutch, "en": sentence.english}
        for project_id, sentence in sentences.items()
    }


def _certificate(election: Election, outcome: Outcome) -> CertificateAnswer:
    return {
        "share": None if outcome.share is None else written(outcome.share),
        "groups": [
            {"approved": list(group.approved), "voters": group.voters} for group in election.ballots
        ],
        "purchases": [_purchase(win) for win in outcome.wins],
    }


def _purchase(win: Win) -> PurchaseAnswer:
    purchase: PurchaseAnswer = {
        "project": win.project_id,
        "price": written(win.price),
        "payments": [
            {"group": payment.ballot_group, "each": written(payment.each)}
            for payment in win.payments
        ],
    }
    if win.share is not None:
        purchase["share"] = written(win.share)
    if win.part is not None:
        purchase["part"] = written(win.part)
    return purchase
