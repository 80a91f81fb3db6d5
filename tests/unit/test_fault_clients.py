"""What clients of fault runs wish for is nothing that anybody may not: a refusal proves nothing."""

from __future__ import annotations

from collections import Counter
from itertools import count, islice
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.applicant import OPEN_MAX
from tests.faults.clients import Place, Shared, proposals

PLACE = Place(2027, ("WK030710", "WK030711"), "round", "candidate", Ed25519PrivateKey.generate())


class TestClientsThatProposeAtOnce:
    def test_no_resident_ever_has_more_proposals_than_may_be_open(self) -> None:
        numbers = Shared(count(1))
        clients = [proposals(PLACE, Random(seed), numbers) for seed in range(3)]  # noqa: S311 - the same each time
        wishes = [next(client) for _ in range(10 * OPEN_MAX) for client in clients]
        assert max(Counter(wish.person for wish in wishes).values()) <= OPEN_MAX

    def test_each_proposal_has_a_key_of_its_own(self) -> None:
        numbers = Shared(count(1))
        clients = [proposals(PLACE, Random(seed), numbers) for seed in range(3)]  # noqa: S311 - as above
        keys = [wish.key for client in clients for wish in islice(client, 3 * OPEN_MAX)]
        assert len(set(keys)) == len(keys)
