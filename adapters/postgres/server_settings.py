"""How a server that we start ourselves is set, and with how much memory."""

from __future__ import annotations

import os

MEGABYTE = 1024 * 1024
BUFFERS_MIN_MB, BUFFERS_MAX_MB = 128, 1024
"""PostgreSQL's own default; and enough for the indexes of some ten million entries."""
SHARE_OF_MEMORY = 4
"""A quarter, as PostgreSQL's manual advises for a server with a gigabyte or more."""


def server_settings() -> dict[str, str]:
    """Of PostgreSQL, for every server of ours on this machine."""
    return {
        "listen_addresses": "",
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        # The detail of an error names values of rows; they have no place in a log file.
        "log_error_verbosity": "terse",
        "log_checkpoints": "off",
        "jit": "off",
        "shared_buffers": f"{buffers_megabytes(_memory_bytes())}MB",
    }


def buffers_megabytes(memory_bytes: int) -> int:
    """What PostgreSQL may keep of the tables; it takes memory only when it is used."""
    share = memory_bytes // SHARE_OF_MEMORY // MEGABYTE
    return max(BUFFERS_MIN_MB, min(share, BUFFERS_MAX_MB))


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
