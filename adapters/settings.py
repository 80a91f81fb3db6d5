"""What an installation can set, by environment variables. The defaults run an embedded database."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PARTITION_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
"""A partition names a schema, and schemas beside it with a suffix; all fit in 63 bytes."""


class Settings(BaseSettings):
    """Connection strings are secret: they may hold a password."""

    model_config = SettingsConfigDict(env_prefix="WIJKKAS_", frozen=True, extra="ignore")

    host: str = "127.0.0.1"
    """The address to listen on; a container sets 0.0.0.0 and publishes on 127.0.0.1."""
    port: int = Field(default=8033, ge=1, le=65_535)
    web_server: str = Field(default="127.0.0.1", pattern=r"^[0-9a-fA-F.:/,]{1,200}$")
    """Addresses of the web servers in front, which are believed for whom they pass a request on."""
    database_url: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("DATABASE_URL")
    )
    """A server to use as the application's role; without it, an embedded database is used."""
    owner_url: SecretStr | None = None
    """The same database as its owner, for `migrate` only."""
    session_key: SecretStr | None = None
    """Signs the sessions of the pages: 64 hex digits; without it, the data directory keeps one."""
    metrics_token: Annotated[SecretStr | None, BeforeValidator(lambda token: token or None)] = (
        Field(default=None, min_length=32)
    )
    """Who sends this may read `/metrics`; without it, nobody may."""
    data_directory: Path = Path(".data")
    """Where the embedded database lives."""
    partition: str = Field(default="gm0307", pattern=PARTITION_PATTERN)
    """The municipality's code; the schema of its partition."""
    connections: int = Field(default=16, ge=1, le=100)
    """How many connections a process may have open to the database of each partition it serves."""
    directory: Annotated[Path | None, BeforeValidator(lambda file: file or None)] = None
    """A file that says where the partitions of several municipalities live; see
    `partition_directory.py`. Without it, the one above is in the one database.
    """


@cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
