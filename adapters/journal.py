"""What a server writes down: one line of JSON per occurrence, on standard error.

Of a failure it has the kind and not the text: the text of an exception may repeat what somebody
typed, or name the stream of a ballot.

The library that writes is loaded with the first line: a first ballot does not wait for it.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from structlog.types import EventDict, FilteringBoundLogger, Processor, WrappedLogger

LOGGERS_OF_THE_SERVER = ("uvicorn", "uvicorn.error", "uvicorn.access")


def journal(name: str) -> FilteringBoundLogger:
    """What writes lines under a name."""
    import structlog  # noqa: PLC0415 - as said above

    return cast("FilteringBoundLogger", structlog.get_logger(name))


def write_journal() -> None:
    """Write what this code and the libraries under it have to say, from warnings on.

    The library that serves may have been given a way of its own to write; it is taken away.
    """
    import structlog  # noqa: PLC0415 - as said above
    from structlog.stdlib import ProcessorFormatter  # noqa: PLC0415 - as said above

    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        failures_by_kind,
    ]
    render = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, render],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[ProcessorFormatter.remove_processors_meta, render],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in LOGGERS_OF_THE_SERVER:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def failures_by_kind(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put the class of an exception in the place of the exception."""
    failure = event.pop("exc_info", None)
    if isinstance(failure, tuple):
        failure = failure[1]
    elif failure is True:
        failure = sys.exc_info()[1]
    if failure:
        event["failure"] = type(failure).__name__
    return event
