"""What the composition root hands to the web and the command line: one partition, ready to use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from adapters.postgres.append_notices import AppendNotices
from adapters.postgres.epochs import Epochs
from adapters.postgres.log import PostgresBallotLog
from adapters.postgres.pool import Pool
from adapters.postgres.projector import Projector
from adapters.postgres.views import PostgresViews
from adapters.settings import Settings
from application.ballot_box import BallotBox
from application.command_desk import CommandDesk
from application.log import Log
from application.pass_watch import PassWatch
from application.streams import RememberedStreams
from application.vault import Vault
from application.voting_passes import VotingPassRegister


@dataclass(frozen=True, slots=True)
class House:
    """Every port of one partition behind its real adapter. `is_demo` lets example people act.

    `notices` tells what this process appends; `pool` is looked at for metrics only, `epochs` tells
    which the log is in.
    """

    settings: Settings
    is_demo: bool
    log: Log
    ballot_log: PostgresBallotLog
    streams: RememberedStreams
    desk: CommandDesk
    ballot_box: BallotBox
    vault: Vault
    passes: VotingPassRegister
    pass_watch: PassWatch
    views: PostgresViews
    projector: Projector
    now: Callable[[], datetime]
    notices: AppendNotices
    pool: Pool
    epochs: Epochs
