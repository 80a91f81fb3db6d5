"""The bounds on what may be submitted to a log, the same for every log there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from application.log import (
    MAX_BATCH_COMMANDS,
    MAX_COMMAND_EVENTS,
    MAX_PAYLOAD_BYTES,
    NewEvent,
    Submission,
)

MAX_BATCH_EVENTS = 10_000
MAX_NAME_CHARACTERS = 200
MAX_REFUSAL_CHARACTERS = 2_000
"""A refusal is recorded with its values, so that it can be told again in full."""
MAX_READ_STREAMS = 1_500
"""Streams that one command may have read without writing them: of a round, for each of the 400
proposals that fit on its list, itself, its decision or grant, and whether it is feasible.
"""
MAX_VERSION = 2**31 - 1
FINGERPRINT_BYTES = 32

# Neither a NUL nor half a surrogate pair can stand in a database's text.
_TEXT = r"[^\x00\ud800-\udfff]"
_is_name = re.compile(rf"{_TEXT}{{1,{MAX_NAME_CHARACTERS}}}").fullmatch
_is_refusal = re.compile(rf"{_TEXT}{{1,{MAX_REFUSAL_CHARACTERS}}}").fullmatch


def check_main_bounds(submissions: Sequence[Submission]) -> None:
    """Raise `ValueError` for a batch that the main log may not take."""
    _check_batch(submissions)
    for submission in submissions:
        _check_submission(submission)
        if submission.inside is not None:
            raise ValueError("only ballots stand inside a fence")
        if (submission.opens or submission.moves) and submission.refusal is not None:
            raise ValueError("a refused command opens or moves no fence")


def check_ballot_bounds(submissions: Sequence[Submission]) -> None:
    """Raise `ValueError` for a batch that the ballot log may not take.

    A ballot stands inside a fence, and nothing about it tells who sent it.
    """
    _check_batch(submissions)
    for submission in submissions:
        _check_submission(submission)
        if submission.unchanged or submission.opens or submission.moves:
            raise ValueError("a ballot reads no streams, and opens or moves no fence")
        if submission.actor is not None or submission.command is not None:
            raise ValueError("a ballot keeps no actor and no command")
        if submission.inside is None and submission.refusal is None:
            raise ValueError("a ballot stands inside a fence")


def _check_batch(submissions: Sequence[Submission]) -> None:
    if len(submissions) > MAX_BATCH_COMMANDS:
        raise ValueError(f"a batch has at most {MAX_BATCH_COMMANDS} commands")
    if sum(len(submission.events) for submission in submissions) > MAX_BATCH_EVENTS:
        raise ValueError(f"a batch has at most {MAX_BATCH_EVENTS} events")


def _check_submission(submission: Submission) -> None:
    if len(submission.fingerprint) != FINGERPRINT_BYTES:
        raise ValueError(f"a fingerprint is a SHA-256 of {FINGERPRINT_BYTES} bytes")
    if (submission.refusal is None) != bool(submission.events):
        raise ValueError("a command has events or a refusal, and not both")
    if len(submission.events) > MAX_COMMAND_EVENTS:
        raise ValueError(f"a command has at most {MAX_COMMAND_EVENTS} events")
    if len(submission.unchanged) > MAX_READ_STREAMS:
        raise ValueError(f"a command reads at most {MAX_READ_STREAMS} streams")
    opened = None if submission.opens is None else submission.opens.name
    if submission.refusal is not None and not _is_refusal(submission.refusal):
        raise ValueError(f"a refusal has 1 to {MAX_REFUSAL_CHARACTERS} characters of text")
    labels = (submission.actor, submission.command, submission.inside, opened)
    read = (seen.stream for seen in submission.unchanged)
    for name in chain(read, (label for label in labels if label is not None)):
        _check_name(name)
    for event in submission.events:
        _check_event(event)


def _check_event(event: NewEvent) -> None:
    _check_name(event.stream)
    _check_name(event.name)
    if not 0 <= event.version <= MAX_VERSION:
        raise ValueError("versions count from 0")
    if len(event.payload) > MAX_PAYLOAD_BYTES:
        raise ValueError(f"a payload has at most {MAX_PAYLOAD_BYTES} bytes")


def _check_name(name: str) -> None:
    if not _is_name(name):
        raise ValueError(f"a name has 1 to {MAX_NAME_CHARACTERS} characters that a text may hold")
