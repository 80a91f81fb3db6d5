"""The command line `wijkkas`. Each command stands in a file of its name."""

from __future__ import annotations

import typer

from adapters.command_line import (
    bench,
    check_advice,
    check_certificate,
    check_grounds,
    check_log,
    check_mandates,
    check_precedence,
    check_ranking,
    compare,
    demo,
    import_round,
    migrate,
    project,
    rebuild,
    round_file,
    serve,
    state,
    tally,
    totals,
    why,
)

app = typer.Typer(
    name="wijkkas",
    help="Participatory budgeting in one immutable log, from the council's decision to the payout.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)

for command in (
    bench,
    check_certificate,
    check_grounds,
    check_log,
    check_advice,
    check_mandates,
    check_precedence,
    check_ranking,
    compare,
    demo,
    import_round,
    migrate,
    project,
    rebuild,
    round_file,
    serve,
    state,
    tally,
    totals,
    why,
):
    command.register(app)
