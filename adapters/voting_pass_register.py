"""The register of voting passes on PostgreSQL, and the check that the ballot box makes.

Each round has an Ed25519 key. A pass is a random number of 128 bits, signed together with the
round's id. The register keeps a keyed hash of the resident's id per round, and forgets the pass as
soon as it has given it out.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.bindings import crypto_sign_open, crypto_sign_PUBLICKEYBYTES
from nacl.exceptions import BadSignatureError
from psycopg import Connection
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from adapters.postgres.attempts import attempt
from adapters.postgres.pool import Pool
from domain.ballot import VotingPass, VotingPassAlreadyIssued
from domain.voting_round import VotingRoundNotOpen

PASS_ID_BYTES = 16
_RESIDENT_KEY_BYTES = 32
_PUBLIC_KEYS_REMEMBERED = 256

_OPEN = SQL(
    """
    INSERT INTO {register}.rounds (round_id, public_key, private_key) VALUES (%s, %s, %s)
    ON CONFLICT (round_id) DO NOTHING
    """
)
_PUBLIC_KEY = SQL("SELECT public_key FROM {register}.rounds WHERE round_id = %s")
_CLOSE = SQL("UPDATE {register}.rounds SET private_key = NULL WHERE round_id = %s")
# Each after the other, which by then has waited for whoever counts a fetch of this round.
_FORGET_FETCHES = SQL("DELETE FROM {register}.fetches WHERE round_id = %s")
_FORGET_FETCH_KEY = SQL("DELETE FROM {register}.fetch_keys WHERE round_id = %s")
_MAKE_RESIDENT_KEY = SQL(
    "INSERT INTO {register}.secrets (resident_key) VALUES (%s) ON CONFLICT DO NOTHING"
)
_RESIDENT_KEY = SQL("SELECT resident_key FROM {register}.secrets")
# The primary key decides between two calls at once. No column is returned: what was issued cannot
# be read by this role.
_ISSUE = SQL(
    """
    WITH open_round AS (
        SELECT private_key FROM {register}.rounds
        WHERE round_id = %(round_id)s AND private_key IS NOT NULL
    ), issued AS (
        INSERT INTO {register}.issued_passes (round_id, resident)
        SELECT %(round_id)s, %(resident)s FROM open_round
        ON CONFLICT DO NOTHING
        RETURNING true
    )
    SELECT private_key, EXISTS (SELECT FROM issued) FROM open_round
    """
)


def signed_message(round_id: str, pass_id: str) -> bytes:
    """The bytes under a pass's signature: they mean nothing in another round or another place."""
    return f"wijkkas/voting-pass/v1\n{round_id}\n{pass_id}".encode()


class PostgresVotingPassRegister:
    """One partition's register, in a schema beside its log."""

    def __init__(self, pool: Pool, schema: str) -> None:
        self._pool = pool
        register = Identifier(f"{schema}_register")
        self._open = _OPEN.format(register=register)
        self._public_key = _PUBLIC_KEY.format(register=register)
        self._closing = [
            statement.format(register=register)
            for statement in (_CLOSE, _FORGET_FETCHES, _FORGET_FETCH_KEY)
        ]
        self._make_resident_key = _MAKE_RESIDENT_KEY.format(register=register)
        self._read_resident_key = _RESIDENT_KEY.format(register=register)
        self._issue = _ISSUE.format(register=register)
        self._resident_key: bytes | None = None

    def open_round(self, round_id: str) -> str:
        """Make the round's signing key (once) and return its public half, 64 hex digits."""
        key = Ed25519PrivateKey.generate()
        values = (round_id, key.public_key().public_bytes_raw(), key.private_bytes_raw())
        attempt(self._pool, lambda connection: connection.execute(self._open, values))
        row = attempt(
            self._pool,
            lambda connection: connection.execute(self._public_key, (round_id,)).fetchone(),
        )
        if row is None:
            raise LookupError(f"the key of round {round_id} was made and is not there")
        return bytes(row[0]).hex()

    def issue(self, round_id: str, resident_id: str) -> VotingPass:
        """The resident's one pass for this round; see the port.

        Not repeated when the server goes away meanwhile: who gets no answer may have a pass that
        nobody knows, and is told so the next time.
        """
        values = {"round_id": round_id, "resident": self._hashed(round_id, resident_id)}
        with self._pool.connection() as connection:
            row = connection.execute(self._issue, values).fetchone()
        if row is None:
            raise VotingRoundNotOpen(round=round_id)
        private_key, issued = row
        if not issued:
            raise VotingPassAlreadyIssued
        return signed_pass(Ed25519PrivateKey.from_private_bytes(private_key), round_id)

    def close_round(self, round_id: str) -> None:
        """Drop the round's private key, and with it what tells fetches of its passes apart. Old
        bytes leave the disk when PostgreSQL vacuums.
        """

        def drop(connection: Connection[TupleRow]) -> None:
            with connection.transaction():
                for statement in self._closing:
                    connection.execute(statement, (round_id,))

        attempt(self._pool, drop)

    def _hashed(self, round_id: str, resident_id: str) -> bytes:
        """The resident in this round: the same every time, another in another round."""
        if self._resident_key is None:
            self._resident_key = self._resident_key_of_the_register()
        return hashed_resident(self._resident_key, round_id, resident_id)

    def _resident_key_of_the_register(self) -> bytes:
        made = secrets.token_bytes(_RESIDENT_KEY_BYTES)
        attempt(self._pool, lambda connection: connection.execute(self._make_resident_key, (made,)))
        row = attempt(
            self._pool, lambda connection: connection.execute(self._read_resident_key).fetchone()
        )
        if row is None:
            raise LookupError("the register's key was made and is not there")
        return bytes(row[0])


def signed_pass(key: Ed25519PrivateKey, round_id: str) -> VotingPass:
    """A new pass, with a number that nothing can be told from."""
    pass_id = secrets.token_hex(PASS_ID_BYTES)
    signature = key.sign(signed_message(round_id, pass_id))
    return VotingPass(pass_id=pass_id, signature=signature.hex())


def hashed_resident(key: bytes, round_id: str, resident_id: str) -> bytes:
    """32 bytes that stand for a resident in one round, and for nobody without the key."""
    # The length tells where the round's id ends, so that no two pairs give the same message.
    message = f"{len(round_id)}:{round_id}:{resident_id}".encode()
    return hmac.new(key, message, hashlib.sha256).digest()


class Ed25519PassCheck:
    """Checks passes, by libsodium, which takes half the time that OpenSSL takes; remembers the
    public keys of the last 256 rounds in their loaded form.
    """

    def __init__(self) -> None:
        self._loaded = lru_cache(_PUBLIC_KEYS_REMEMBERED)(_load)

    def __call__(self, public_key: str, round_id: str, voting_pass: VotingPass) -> bool:
        """Whether the pass was signed for this round. False, too, for a key that is none."""
        message = signed_message(round_id, voting_pass.pass_id)
        try:
            key = self._loaded(public_key)
            crypto_sign_open(bytes.fromhex(voting_pass.signature) + message, key)
        except (BadSignatureError, ValueError):
            return False
        return True


def _load(public_key: str) -> bytes:
    key = bytes.fromhex(public_key)
    if len(key) != crypto_sign_PUBLICKEYBYTES:
        raise ValueError("not a key")
    return key
