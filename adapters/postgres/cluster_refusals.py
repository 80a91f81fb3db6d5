"""What can stand in the way of an embedded database, and what a person can do about it."""

from __future__ import annotations

import shutil
from pathlib import Path

from domain.errors import UNAVAILABLE, Refusal

FREE_BYTES_MIN = 200_000_000
"""A new database takes 40 MB; the rest is room for its write-ahead log to end cleanly."""

_DETAIL_CHARACTERS_MAX = 1_000


class DirectoryUnusable(Refusal):
    code = "database.directory_unusable"
    status = UNAVAILABLE
    dutch = "De map {directory} is niet te gebruiken voor de database: {detail}"
    english = "The directory {directory} cannot be used for the database: {detail}"


class DiskFull(Refusal):
    code = "database.disk_full"
    status = UNAVAILABLE
    dutch = "Er is te weinig ruimte op de schijf voor de database. Maak ruimte en probeer opnieuw."
    english = "There is too little room on the disk for the database. Make room and try again."


class DatabaseVersionDiffers(Refusal):
    code = "database.version_differs"
    status = UNAVAILABLE
    dutch = (
        "Deze database is van PostgreSQL {found}; deze versie van Wijkkas werkt met {expected}. "
        "Gebruik de versie van Wijkkas waarmee zij gemaakt is, of zet haar over."
    )
    english = (
        "This database is of PostgreSQL {found}; this version of Wijkkas works with {expected}. "
        "Use the version of Wijkkas that made it, or upgrade it."
    )


class DatabaseInUse(Refusal):
    code = "database.in_use"
    status = UNAVAILABLE
    dutch = (
        "De database in {directory} is in gebruik door een proces dat van hier niet te bereiken "
        "is, bijvoorbeeld in een andere container."
    )
    english = (
        "The database in {directory} is in use by a process that cannot be reached from here, "
        "in another container for instance."
    )


class CannotReplaceServer(Refusal):
    code = "database.earlier_server_remains"
    status = UNAVAILABLE
    dutch = "Een eerdere databaseserver stopt niet (processen {processes}). Stop die eerst."
    english = "An earlier database server does not stop (processes {processes}). Stop it first."


class DatabaseDidNotStart(Refusal):
    code = "database.did_not_start"
    status = UNAVAILABLE
    dutch = "De database is niet gestart: {detail}"
    english = "The database did not start: {detail}"


def refuse_full_disk(folder: Path, free_bytes_min: int = FREE_BYTES_MIN) -> None:
    """Refuse to start where the disk has too little room to work, rather than break off later."""
    if shutil.disk_usage(folder).free < free_bytes_min:
        raise DiskFull


def did_not_start(messages: str) -> Refusal:
    """The refusal that fits what a program of PostgreSQL said when it gave up."""
    if "No space left on device" in messages:
        return DiskFull()
    said = messages.strip()[-_DETAIL_CHARACTERS_MAX:]
    return DatabaseDidNotStart(detail=said or "it ended without a message")
