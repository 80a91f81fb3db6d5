"""A register of voting passes in memory; its passes are as real as those of the other one."""

from __future__ import annotations

import secrets
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.voting_pass_register import hashed_resident, signed_pass
from domain.ballot import VotingPass, VotingPassAlreadyIssued
from domain.voting_round import VotingRoundNotOpen


class FakeVotingPassRegister:
    """Issues and forgets like the real one, for as long as the test runs."""

    def __init__(self) -> None:
        self._public_keys: dict[str, str] = {}
        self._private_keys: dict[str, Ed25519PrivateKey] = {}
        self._issued: set[bytes] = set()
        self._resident_key = secrets.token_bytes(32)
        self._lock = Lock()

    def open_round(self, round_id: str) -> str:
        """Make the round's signing key (once) and return its public half."""
        with self._lock:
            if round_id not in self._public_keys:
                key = Ed25519PrivateKey.generate()
                self._private_keys[round_id] = key
                self._public_keys[round_id] = key.public_key().public_bytes_raw().hex()
            return self._public_keys[round_id]

    def issue(self, round_id: str, resident_id: str) -> VotingPass:
        """The resident's one pass for this round."""
        with self._lock:
            if round_id not in self._private_keys:
                raise VotingRoundNotOpen(round=round_id)
            resident = hashed_resident(self._resident_key, round_id, resident_id)
            if resident in self._issued:
                raise VotingPassAlreadyIssued
            self._issued.add(resident)
            return signed_pass(self._private_keys[round_id], round_id)

    def close_round(self, round_id: str) -> None:
        """Drop the round's private key."""
        with self._lock:
            self._private_keys.pop(round_id, None)
