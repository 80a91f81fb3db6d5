"""What a Pabulib file becomes: ids, prices in cents, limits and rules of a round."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import NAMESPACE_URL, UUID, uuid5

from adapters.pabulib.file import PabulibFile, Remark
from domain.canonical import content_hash
from domain.errors import MALFORMED, Refusal
from domain.event import WIJK_CODE_PATTERN
from domain.money import MAX_CENTS, Money
from domain.tally.election import Amount
from domain.voting_rules import MAX_CANDIDATES, RoundRules

MAX_NUMBER_DIGITS = 9
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
    """A file, a wijk, a year and rules: everything that an import does follows from these.

    The same four give the same ids, of the round and of every command, so that an import that is
    run again gets the same answers. Proposal ids keep the order of the file's ids as text, since
    ties go by it.
    """

    file: PabulibFile
    wijk: str
    year: int
    rules: RoundRules
    round_id: str = field(init=False)
    proposal_ids: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        if not re.fullmatch(WIJK_CODE_PATTERN, self.wijk):
            raise WijkCodeMalformed(wijk=self.wijk[:MAX_CODE_SHOWN])
        self.file.election()  # refuses ballots that are not approvals
        if len(self.file.projects) > MAX_CANDIDATES:
            raise TooManyCandidates(found=len(self.file.projects), maximum=MAX_CANDIDATES)
        for amount in (self.file.budget, *(project.price for project in self.file.projects)):
            cents(amount)
        digest = content_hash([self._content(), self.rules.model_dump(mode="json")])
        round_id = f"import-{self.year}-{self.wijk}-{digest[:12]}"
        in_order = sorted(project.project_id for project in self.file.projects)
        object.__setattr__(self, "round_id", round_id)
        object.__setattr__(
            self,
            "proposal_ids",
            {file_id: f"{round_id}-{place:03d}" for place, file_id in enumerate(in_order)},
        )

    def _content(self) -> list[object]:
        projects = [[p.project_id, str(p.price)] for p in self.file.projects]
        ballots = [[ballot.voter_id, list(ballot.choices)] for ballot in self.file.ballots]
        return [str(self.file.budget), projects, ballots]

    @property
    def budget(self) -> Money:
        """What the round divides."""
        return cents(self.file.budget)

    @property
    def file_ids(self) -> dict[str, str]:
        """The file's project id by proposal id."""
        return {proposal_id: file_id for file_id, proposal_id in self.proposal_ids.items()}

    def command_id(self, step: str) -> UUID:
        """The id of the command of one step, the same at every run."""
        return uuid5(NAMESPACE_URL, f"{self.round_id}/{step}")


def cents(amount: Amount) -> Money:
    """An amount of the file, read as euros, in cents. Raises `NotWholeCents`."""
    exact = Fraction(amount) * 100
    if exact.denominator != 1 or exact.numerator > MAX_CENTS:
        raise NotWholeCents(amount=format(Decimal(exact.numerator) / exact.denominator / 100, "f"))
    return Money(exact.numerator)


def limits_of(file: PabulibFile) -> tuple[int, int, Remark | None]:
    """The least and most choices on a ballot, and a remark where ballots of the file go beyond.

    The file's own `min_length` and `max_length`; ballots that break them were counted by the city,
    so the limits are widened to hold them. More choices than projects means all of them.
    """
    lengths = [len(ballot.choices) for ballot in file.ballots] or [0]
    least = _whole(file.meta.get("min_length"), 0, len(file.projects))
    most = _whole(file.meta.get("max_length"), len(file.projects), len(file.projects))
    wider = (min(least, *lengths), max(most, 1, *lengths))
    if wider == (least, most):
        return least, most, None
    return *wider, _widened(f"{least}-{most}", f"{wider[0]}-{wider[1]}")


def _widened(stated: str, wider: str) -> Remark:
    return Remark(
        f"Stembiljetten gaan buiten {stated} keuzes, zoals het bestand die stelt; {wider} gelden.",
        f"Ballots go beyond {stated} choices, as the file states them; {wider} hold.",
    )


def _whole(text: str | None, otherwise: int, most: int) -> int:
    if text is None or not text.isdecimal():
        return otherwise
    return min(int(text), most) if len(text) <= MAX_NUMBER_DIGITS else most
