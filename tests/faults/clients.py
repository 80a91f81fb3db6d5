"""Clients of a fault run, over HTTP: they propose, record needs and vote, and write down what came.

A patient client sends the same command again, under the same id, until it has an answer; another
goes on, and never knows. Each comes from an address of its own within the loopback range, and from
the next after so many requests: one address may send only so much.
"""

from __future__ import annotations

import contextlib
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from random import Random
from typing import Any, TypeVar
from uuid import uuid4

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.voting_pass_register import signed_pass
from domain.applicant import OPEN_MAX
from tests.faults.calls import Recorder, Verdict
from tests.faults.residents import resident
from tests.integration.web.visiting import Visitor

T = TypeVar("T")

PATIENCE_SECONDS = 90.0
ANSWER_SECONDS_MAX = 30.0
PAUSE_SECONDS_MAX = 0.06
REQUESTS_PER_ADDRESS = 100
PROPOSALS_EACH = OPEN_MAX // 2
"""Of one resident; half of what may be open, for a build that stores some of them twice."""
AFTER_NO_ANSWER_SECONDS = (0.2, 0.8)
NOBODY = (401, 403)
SENT_TOO_MUCH = 429
_NO_TLS = ssl.create_default_context()
"""Made once: making one for each line costs more than everything that is sent over it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody, or nobody, wants: a key for it in the log, where to send it, and the body."""

    person: str | None
    key: str
    path: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where things are wished for: the year under way, wijken, and a round with its signing key."""

    year: int
    wijken: tuple[str, ...]
    round_id: str
    candidate: str
    round_key: Ed25519PrivateKey


def proposals(place: Place, luck: Random, numbers: Iterator[int]) -> Iterator[Wish]:
    """Proposals, each of an amount of its own: its id is given by the server.

    After so many of one resident come those of another: one may have only so many open.
    """
    for first in numbers:
        for number in (first, *islice(numbers, PROPOSALS_EACH - 1)):
            amount = 900_000_000_00 + number
            body = {
                "wijk": luck.choice(place.wijken),
                "year": place.year,
                "title": f"Voorstel {number}",
                "description": "Een plan",
                "amount_cents": amount,
            }
            path = "/api/v1/commands/submit-proposal"
            yield Wish(resident(first), f"proposal {amount}", path, body)


def needs(place: Place, luck: Random, numbers: Iterator[int]) -> Iterator[Wish]:
    """Needs, recorded in few streams: who is late decides again."""
    for number in numbers:
        need = f"need-under-faults-{number}"
        wijk = luck.choice(place.wijken[:3])
        body = {"wijk": wijk, "year": place.year, "need_id": need}
        body |= {"source": "letter", "description": "Meer licht"}
        yield Wish("sanne", f"need {need}", "/api/v1/commands/record-need", body)


def ballots(place: Place, _: Random, __: Iterator[int]) -> Iterator[Wish]:
    """Ballots, each the first of its pass."""
    while True:
        issued = signed_pass(place.round_key, place.round_id)
        body = {
            "round_id": place.round_id,
            "voting_pass": issued.model_dump(),
            "choices": [place.candidate],
        }
        yield Wish(None, f"ballot {issued.pass_id}", "/api/v1/ballots", body)


class Line:
    """A way to the server, for one person or nobody; a new one whenever something was wrong."""

    def __init__(self, address: str, addresses: Iterator[str], person: str | None = None) -> None:
        self._address = address
        self._person = person
        self._addresses = addresses
        self._left = 0
        self._client: httpx.Client | None = None

    def be(self, person: str | None) -> None:
        """What is sent from now on is of this person."""
        if person != self._person:
            self.close()
            self._person = person

    def post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """Send. Raises `httpx.TransportError`."""
        if self._client is None or self._left == 0:
            self.renew()
        self._left -= 1
        assert self._client is not None
        return self._client.post(path, json=body)

    def get(self, path: str, **parameters: Any) -> httpx.Response:
        """Ask. Raises `httpx.TransportError`."""
        if self._client is None:
            self.renew()
        assert self._client is not None
        return self._client.get(path, params=parameters)

    def renew(self) -> None:
        """Come from another address; somebody signs in. Raises `httpx.TransportError`."""
        self.close()
        client = httpx.Client(
            base_url=self._address,
            timeout=ANSWER_SECONDS_MAX,
            transport=httpx.HTTPTransport(verify=_NO_TLS, local_address=next(self._addresses)),
        )
        if self._person is not None:
            visitor: Any = client
            try:
                Visitor(visitor).sign_in(self._person)
            except AssertionError as refused:
                client.close()
                raise httpx.TransportError("not signed in") from refused
        self._client, self._left = client, REQUESTS_PER_ADDRESS

    def close(self) -> None:
        """Leave."""
        if self._client is not None:
            self._client.close()
            self._client = None


class Shared(Iterator[T]):
    """What one iterator gives, each thing to one thread only: a generator alone cannot do that."""

    def __init__(self, iterator: Iterator[T]) -> None:
        self._iterator = iterator
        self._lock = threading.Lock()

    def __next__(self) -> T:
        with self._lock:
            return next(self._iterator)


def addresses() -> Iterator[str]:
    """Addresses of the loopback range, one after another."""
    for number in count(2):
        yield f"127.{1 + number // 62_500 % 250}.{1 + number // 250 % 250}.{1 + number % 250}"


class Client:
    """Carries out wishes one after another, and records each."""

    def __init__(self, line: Line, recorder: Recorder, *, patient: bool, luck: Random) -> None:
        self._line = line
        self._recorder = recorder
        self._patient = patient
        self._luck = luck

    def work(self, wishes: Iterator[Wish], over: threading.Event) -> None:
        """Until it is over; a last wish is brought to its end."""
        for wish in wishes:
            if over.is_set():
                break
            known = self._carry_out(wish)
            pause = (0.0, PAUSE_SECONDS_MAX) if known else AFTER_NO_ANSWER_SECONDS
            time.sleep(self._luck.uniform(*pause))
        self._line.close()

    def _carry_out(self, wish: Wish) -> bool:
        """Whether there was an answer in the end."""
        self._line.be(wish.person)
        body = wish.body | {"command_id": str(uuid4())}
        invoked = time.monotonic()
        verdict = self._try(wish.path, body)
        while verdict is Verdict.UNKNOWN and self._patient:
            if time.monotonic() - invoked > PATIENCE_SECONDS:
                break
            time.sleep(self._luck.uniform(*AFTER_NO_ANSWER_SECONDS))
            verdict = self._try(wish.path, body)
        self._recorder.ended(wish.key, invoked, verdict)
        return verdict is not Verdict.UNKNOWN

    def _try(self, path: str, body: dict[str, Any]) -> Verdict:
        try:
            answer = self._line.post(path, body)
            while answer.status_code in (*NOBODY, SENT_TOO_MUCH):
                self._recorder.answers[str(answer.status_code)] += 1
                self._line.renew()
                answer = self._line.post(path, body)
        except httpx.TransportError as gone:
            self._recorder.answers[type(gone).__name__] += 1
            with contextlib.suppress(httpx.TransportError):
                self._line.close()
            return Verdict.UNKNOWN
        if answer.status_code == httpx.codes.OK:
            return Verdict.ACKNOWLEDGED
        said = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        self._recorder.answers[f"{answer.status_code} {said.get('code', '')}"] += 1
        return Verdict.UNKNOWN if answer.status_code >= 500 else Verdict.REFUSED
