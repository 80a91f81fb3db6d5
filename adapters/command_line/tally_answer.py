"""What `wijkkas tally` answers: a file read and counted, as one JSON object.

Amounts are in the file's unit and never rounded: a number when whole, otherwise the exact decimal
as text, or "numerator/denominator" where no decimal is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import NotRequired, TypedDict

from adapters.command_line.analysis_answer import AnalysisAnswer, analysis_answer
from adapters.command_line.ballot_answer import BallotAnswer, ballot_answer
from adapters.compiling import compile_ahead
from adapters.pabulib.file import PabulibFile
from adapters.pabulib.reading import read_pabulib
from domain.tally.election import Election
from domain.tally.explaining.explanation import explain, wording_of
from domain.tally.explaining.wording import Denomination
from domain.tally.outcome import Outcome
from domain.tally.parameters import TallyParameters, VotingRule
from domain.tally.payments.certificate import AmountText, Certificate, certificate_of, written
from domain.tally.rules import count
from domain.tally.ties import Tie
from domain.two_languages import InTwoLanguages


class TieAnswer(TypedDict):
    """See `domain.tally.ties.Tie`."""

    step: int
    tied: list[str]
    chosen: str
    raises: int


class TallyAnswer(TypedDict):
    """The whole answer. `seconds` has `parse` (reading and grouping) and `tally`; sentences stand
    under `nl` and `en`.
    """

    winners: list[str]
    cost: AmountText
    ties: list[TieAnswer]
    ties_on_the_way: list[TieAnswer]
    rule: str
    budget: AmountText
    voters: int
    raises: int
    minimum_votes: int
    remarks: list[dict[str, str]]
    seconds: dict[str, float]
    explanations: NotRequired[dict[str, dict[str, str]]]
    analysis: NotRequired[AnalysisAnswer]
    certificate: NotRequired[Certificate]
    ballot: NotRequired[BallotAnswer]


def tally_file(
    path: Path,
    rule: str,
    parameters_of: Callable[[PabulibFile], TallyParameters],
    *,
    with_explanations: bool = False,
    with_certificate: bool = False,
    ballot: Mapping[str, int] | None = None,
) -> TallyAnswer:
    """Read and count a file, and say where the share of a ballot (points by project) went.

    Raises the refusals of reading and counting, and those of a ballot that cannot be.
    """
    if rule == VotingRule.EQUAL_SHARES:
        compile_ahead()  # not part of the time that reading and counting take
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
        answer["explanations"] = _explanations(file, election, parameters, outcome)
        answer["analysis"] = analysis_answer(election, parameters, outcome)
    if with_certificate:
        answer["certificate"] = certificate_of(election, parameters, outcome)
    if ballot is not None:
        answer["ballot"] = ballot_answer(election, parameters, outcome, ballot)
    return answer


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
        "remarks": [each.by_language() for each in _remarks(file, parameters)],
        "seconds": {},
    }


def _remarks(file: PabulibFile, parameters: TallyParameters) -> list[InTwoLanguages]:
    """What the reader should know: oddities of the file, and a threshold that was not applied."""
    remarks = list(file.remarks)
    if file.minimum_votes > max(parameters.minimum_votes, parameters.minimum_points):
        remarks.append(
            InTwoLanguages(
                f"het bestand noemt een drempel van {file.minimum_votes} stemmen; "
                f"geteld is met {parameters.minimum_votes}",
                f"the file states a threshold of {file.minimum_votes} votes; "
                f"counted with {parameters.minimum_votes}",
            )
        )
    return remarks


def _tie(tie: Tie) -> TieAnswer:
    return {"step": tie.step, "tied": list(tie.tied), "chosen": tie.chosen, "raises": tie.raises}


def _explanations(
    file: PabulibFile, election: Election, parameters: TallyParameters, outcome: Outcome
) -> dict[str, dict[str, str]]:
    wording = wording_of(election, outcome, parameters)
    sentences = explain(outcome, Denomination(file.meta.get("currency", "")), wording)
    return {project_id: sentence.by_language() for project_id, sentence in sentences.items()}
