"""The public list of a round's ballots: sorted by content, so that its order tells nothing.

Written once, when the round is closed. Its Merkle root (RFC 6962 hashing) goes into the main log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from domain.ballot import BallotCast
from domain.canonical import canonical_json


def counting_ballots(in_stream_order: Iterable[BallotCast]) -> list[BallotCast]:
    """The last ballot of each pass, sorted by the hash of its public line."""
    last_of_pass = {ballot.pass_id: ballot for ballot in in_stream_order}
    return sorted(last_of_pass.values(), key=lambda ballot: leaf_hash(public_line(ballot)))


def public_line(ballot: BallotCast) -> bytes:
    """What the public list shows of a ballot: the pass, the choices, and the points beside them.

    Choices are in order of preference where the round asked for one, else in order of id. Without
    points the line is what it was before ballots could have any, and so are the roots of old lists.
    """
    line: dict[str, object] = {"choices": list(ballot.choices), "pass": ballot.pass_id}
    if ballot.points is not None:
        line["points"] = list(ballot.points)
    return canonical_json(line)


def ballots_root(ballots: Sequence[BallotCast]) -> str:
    """The Merkle root of the public lines, in list order, as 64 hex digits."""
    return merkle_root([leaf_hash(public_line(ballot)) for ballot in ballots]).hex()


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry), RFC 6962 section 2.1."""
    return hashlib.sha256(b"\x00" + entry).digest()


def merkle_root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of RFC 6962 section 2.1; SHA-256 of nothing for an empty list.

    Pairs are joined level by level; a hash without a partner moves up as it is, which gives the
    same tree as the recursive definition.
    """
    if not leaf_hashes:
        return hashlib.sha256(b"").digest()
    level = list(leaf_hashes)
    while len(level) > 1:
        joined = [
            hashlib.sha256(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        if len(level) % 2:
            joined.append(level[-1])
        level = joined
    return level[0]
