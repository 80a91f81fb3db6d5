"""What `wijkkas tally --ballot` answers: where the share of one ballot went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypedDict

import typer

from domain.tally.ballot_groups import grouped
from domain.tally.election import Election
from domain.tally.outcome import Outcome
from domain.tally.parameters import TallyParameters
from domain.tally.payments.ballot_share import full_payments, share_of_ballot
from domain.tally.payments.certificate import AmountText, written
from domain.tally.payments.spending import RULES_WITH_PAYMENTS


class PaidAnswer(TypedDict):
    """What this ballot paid for one winner."""

    project: str
    amount: AmountText


class BallotAnswer(TypedDict):
    """Which of its choices won and lost, and where its share went; null where voters do not pay."""

    won: list[str]
    lost: list[str]
    share: AmountText | None
    paid: list[PaidAnswer]
    unspent: AmountText | None


def ballot_from(text: str | None) -> dict[str, int] | None:
    """`ID,ID` or `ID=POINTS,ID=POINTS`. Wrong usage (`typer.BadParameter`) for anything else."""
    if text is None:
        return None
    ballot: dict[str, int] = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        project_id, _, points = part.partition("=")
        if project_id in ballot or not (points or "1").isdecimal() or len(points) > 7:
            raise typer.BadParameter(
                f"{part!r} is not ID or ID=POINTS, once", param_hint="--ballot"
            )
        ballot[project_id] = int(points or 1)
    return ballot


def ballot_answer(
    election: Election, parameters: TallyParameters, outcome: Outcome, ballot: Mapping[str, int]
) -> BallotAnswer:
    """Where the share of this ballot went, or would have gone had it been cast.

    Raises the refusals of `ballot_groups` for a ballot that cannot be.
    """
    (filled_in,) = grouped([ballot], frozenset(election.prices))
    points = dict(zip(filled_in.approved, filled_in.points, strict=True))
    answer: BallotAnswer = {
        "won": [each for each in outcome.winners if each in points],
        "lost": [each for each in points if each not in outcome.winners],
        "share": None,
        "paid": [],
        "unspent": None,
    }
    if outcome.rule in RULES_WITH_PAYMENTS:
        share = share_of_ballot(full_payments(election, parameters, outcome), outcome, points)
        answer["share"], answer["unspent"] = written(share.given), written(share.unspent)
        answer["paid"] = [
            {"project": project_id, "amount": written(amount)} for project_id, amount in share.paid
        ]
    return answer


def lines_of_ballot(answer: BallotAnswer, language: str) -> Iterator[str]:
    """The same for people."""
    dutch = language == "nl"
    if answer["share"] is None:
        won = ", ".join(answer["won"]) or "-"
        yield f"Van deze keuzes gekozen: {won}" if dutch else f"Of these choices chosen: {won}"
        return
    yield f"Deel van dit biljet: {answer['share']}" if dutch else f"Share: {answer['share']}"
    for paid in answer["paid"]:
        yield f"{paid['project']}: {paid['amount']}"
    yield f"{'Niet uitgegeven' if dutch else 'Not spent'}: {answer['unspent']}"
