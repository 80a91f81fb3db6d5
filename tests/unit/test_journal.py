"""A server writes down what happened, and nothing of what people typed."""

from __future__ import annotations

import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog
import uvicorn.config

from adapters.journal import LOGGERS_OF_THE_SERVER, write_journal

SECRET = "ballot:r1:the-pass-of-a-voter"


@pytest.fixture(autouse=True)
def journal_of_before() -> Iterator[None]:
    """Begin with loggers without a way of their own, and leave them as they were found."""
    loggers = [logging.getLogger(name) for name in ("", *LOGGERS_OF_THE_SERVER)]
    found = [(each.handlers[:], each.level, each.propagate) for each in loggers]
    for logger in loggers[1:]:
        logger.handlers, logger.propagate = [], True
    yield
    for logger, (handlers, level, propagates) in zip(loggers, found, strict=True):
        logger.handlers, logger.level, logger.propagate = handlers, level, propagates
    structlog.reset_defaults()


def fail() -> None:
    """Fail with somebody's data in the text."""
    raise ValueError(SECRET)


def written(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """The one line that was written, on standard error."""
    told = capsys.readouterr()
    assert told.out == ""
    assert SECRET not in told.err
    line: dict[str, str] = json.loads(told.err)
    return line


def test_a_failure_in_a_library_is_told_by_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    write_journal()
    try:
        fail()
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in application")
    line = written(capsys)
    assert (line["event"], line["failure"]) == ("Exception in application", "ValueError")


def test_also_where_the_server_had_a_way_of_its_own_to_write(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.config.dictConfig(uvicorn.config.LOGGING_CONFIG)
    write_journal()
    try:
        fail()
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in application")
    assert written(capsys)["failure"] == "ValueError"


def test_a_failure_of_our_own_is_told_by_its_kind(capsys: pytest.CaptureFixture[str]) -> None:
    write_journal()
    try:
        fail()
    except ValueError:
        structlog.get_logger().exception("request.failed")
    line = written(capsys)
    assert (line["failure"], line["level"]) == ("ValueError", "error")
    assert line["timestamp"].endswith("Z")


def test_without_the_journal_the_text_of_a_failure_would_be_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.basicConfig(force=True)
    try:
        fail()
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in application")
    assert SECRET in capsys.readouterr().err
