"""The port to the register of voters: it knows residents, and gives each one pass per round.

The ballot box sees passes only. A pass is signed with the round's key, so that the ballot box can
check it without asking who holds it. What this protects against, and what it does not yet, is in
`SECURITY.md`.
"""

from __future__ import annotations

from typing import Protocol

from domain.ballot import VotingPass


class VotingPassRegister(Protocol):
    """Issues voting passes; stores that a resident got one, and not which."""

    def open_round(self, round_id: str) -> str:
        """Make the round's signing key (once) and return its public half, 64 hex digits."""

    def issue(self, round_id: str, resident_id: str) -> VotingPass:
        """The resident's one pass for this round. It cannot be given a second time, not even
        when the answer got lost on the way: nobody knows which pass it was.

        Raises `domain.ballot.VotingPassAlreadyIssued` the second time, also in parallel, and
        `domain.voting_round.VotingRoundNotOpen` for a round that has no key (any more).
        """

    def close_round(self, round_id: str) -> None:
        """Drop the round's private key: no pass can be made any more. Repeating it is harmless."""


class PassCheck(Protocol):
    """Checks a pass against the public key that was frozen at the round's opening."""

    def __call__(self, public_key: str, round_id: str, voting_pass: VotingPass) -> bool:
        """Whether the pass was signed for this round."""
