"""The account of the operating system that runs an embedded PostgreSQL.

PostgreSQL refuses to run as root. Where the application runs as root, a system account without a
login is made for the server, and it gets the right to walk through the folders above its files:
to pass, not to list or to read.
"""

from __future__ import annotations

import logging
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from domain.errors import UNAVAILABLE, Refusal

ACCOUNT_NAME = "wijkkas-postgres"
_USERADD_SECONDS_MAX = 20
_USERADD_NAME_TAKEN = 9

_log = logging.getLogger(__name__)


class ServerAccountMissing(Refusal):
    code = "database.account_missing"
    status = UNAVAILABLE
    dutch = "PostgreSQL draait niet als root, en het account {account} is niet te maken: {detail}"
    english = "PostgreSQL does not run as root, and account {account} cannot be made: {detail}"


@dataclass(frozen=True, slots=True)
class ServerAccount:
    """A user of the operating system other than the one that runs the application."""

    user: int
    group: int

    def own(self, path: Path) -> None:
        """Give a file or folder to this account."""
        os.chown(path, self.user, self.group)


def account_named(name: str) -> ServerAccount:
    """An account that exists. Raises `KeyError` where it does not."""
    entry = pwd.getpwnam(name)
    return ServerAccount(entry.pw_uid, entry.pw_gid)


def server_account() -> ServerAccount | None:
    """The account to run PostgreSQL as; None means: as whoever runs the application."""
    if os.geteuid() != 0:
        return None
    try:
        return account_named(ACCOUNT_NAME)
    except KeyError:
        return _make_account()


def _make_account() -> ServerAccount:
    useradd = shutil.which("useradd") or "/usr/sbin/useradd"
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    try:
        made = subprocess.run(  # noqa: S603 - fixed words, found on the administrator's own path
            [*command, ACCOUNT_NAME],
            capture_output=True,
            text=True,
            check=False,
            timeout=_USERADD_SECONDS_MAX,
        )
    except (OSError, subprocess.TimeoutExpired) as failure:
        raise ServerAccountMissing(account=ACCOUNT_NAME, detail=failure) from failure
    # Two commands that start at once both try; the one that comes second finds the name taken.
    if made.returncode not in (0, _USERADD_NAME_TAKEN):
        raise ServerAccountMissing(account=ACCOUNT_NAME, detail=made.stderr.strip())
    return account_named(ACCOUNT_NAME)


def open_the_way_to(path: Path) -> None:
    """Let other accounts pass through the folders above `path`. For root only."""
    for folder in path.absolute().parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            _log.warning("other accounts may now pass through %s", folder)
            folder.chmod(mode | stat.S_IXOTH)
