"""A process that begins as `wijkkas serve` does, and casts a first ballot.

`python -m adapters.bench.cold_start FOLDER`; what it reads and says is in `first_ballot.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from adapters.long_lived import loading
from adapters.postgres.embedded import begin

if __name__ == "__main__":
    begin(Path(sys.argv[1]))
    with loading():
        from adapters.bench.first_ballot import main

    main()
