"""A voting pass on its way between voter and ballot box: as text, and as a cookie.

The cookie goes only to the pages of one round's ballot, no script can read it, and no other site
can make the browser send it.
"""

from __future__ import annotations

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from domain.ballot import VotingPass, VotingPassInvalid

COOKIE = "wijkkas_pass"
NEW_COOKIE = "wijkkas_pass_new"
PASS_SECONDS_MAX = 60 * 24 * 3_600
NEW_SECONDS_MAX = 600
TEXT_MAX = 200


def path_of(round_id: str) -> str:
    """The ballot of a round: the only pages that get the cookie."""
    return f"/stemrondes/{round_id}/stembiljet"


def text_of(voting_pass: VotingPass) -> str:
    """The pass as the voter keeps it."""
    return f"{voting_pass.pass_id}.{voting_pass.signature}"


def pass_from(text: str) -> VotingPass:
    """The pass behind a text, with or without spaces. Raises `VotingPassInvalid`."""
    pass_id, _, signature = "".join(text[: 2 * TEXT_MAX].split()).lower().partition(".")
    try:
        return VotingPass(pass_id=pass_id, signature=signature)
    except ValidationError:
        raise VotingPassInvalid() from None


def pass_of(request: Request) -> VotingPass | None:
    """The pass that this browser keeps for the round, or None."""
    try:
        return pass_from(request.cookies.get(COOKIE, ""))
    except VotingPassInvalid:
        return None


def hand_over(
    response: Response, round_id: str, voting_pass: VotingPass, *, secure: bool, is_new: bool = True
) -> None:
    """Put the pass in the browser; a new one is shown once on the next page."""
    values = [(COOKIE, text_of(voting_pass), PASS_SECONDS_MAX)]
    if is_new:
        values.append((NEW_COOKIE, "1", NEW_SECONDS_MAX))
    for name, value, seconds in values:
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path=path_of(round_id),
            httponly=True,
            secure=secure,
            samesite="strict",
        )


def shown(response: Response, round_id: str) -> None:
    """The pass was shown; it is not shown again."""
    response.delete_cookie(NEW_COOKIE, path=path_of(round_id), httponly=True, samesite="strict")
