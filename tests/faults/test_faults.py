"""Random faults while people propose, record and vote: nothing is lost, doubled or reordered.

And the same run against a build without retry by command id fails. `WIJKKAS_FAULTS` sets how many
faults, `WIJKKAS_FAULTS_SEED` which; what is not set is 200, and another seed each time.
"""

from __future__ import annotations

import os
import secrets

from tests.faults.kinds import KINDS
from tests.faults.run import Run
from tests.faults.surroundings import surroundings

FAULTS = int(os.environ.get("WIJKKAS_FAULTS", "200"))
OF_EACH_KIND = FAULTS // 10
SEED = int(os.environ.get("WIJKKAS_FAULTS_SEED") or secrets.randbelow(1_000_000))


def test_nothing_is_lost_doubled_or_reordered() -> None:
    with surroundings() as around:
        run = Run(around, SEED, say)
        say(f"\nseed {SEED}: {FAULTS} faults, at least {OF_EACH_KIND} of each kind")
        found = run.through(FAULTS, OF_EACH_KIND)
        tell(run)
        assert found == []
        assert run.refused() == [], "who is refused puts no load on the log"
        assert min(run.struck[kind] for kind in KINDS) >= OF_EACH_KIND
        around.assert_log_and_projections_are_whole()


def test_without_retry_by_command_id_the_same_faults_break_the_promises() -> None:
    with surroundings(forgetful=True) as around:
        run = Run(around, SEED, say)
        say(f"\nseed {SEED}: the same, in a build that forgets ids")
        found = run.through(FAULTS, OF_EACH_KIND)
        tell(run)
        say(*found[:10], sep="\n")
        assert {each.split(":")[0] for each in found} & {"doubled", "refused"}


def say(*said: object, sep: str = " ") -> None:
    """To whoever waits for it: a run takes a while."""
    print(*said, sep=sep, flush=True)  # noqa: T201 - the result


def tell(run: Run) -> None:
    """The figures of a run."""
    for name, recorder in (("main", run.main), ("ballots", run.ballots)):
        verdicts = dict.fromkeys(("acknowledged", "refused", "unknown"), 0)
        for call in recorder.calls:
            verdicts[call.verdict] += 1
        read = sum(len(each.entries) for each in recorder.reads)
        say(f"{name}: {verdicts}, {read} entries read; answers {dict(recorder.answers)}")
    say(f"acknowledged: {dict(run.acknowledged())}")
    say(f"written down: {dict(run.around.failures())}")
    say(f"{run.struck.total()} faults in {run.seconds:.0f} s: {dict(run.struck)}")
