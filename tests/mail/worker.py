"""A worker in a process of its own, to be killed by the tests: `python -m tests.mail.worker MARK HOW`.

It touches MARK before it composes each mail; `stuck` then never goes on, `slow` takes a moment.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from app import create_app
from app.kernel import jobs
from app.mail import service
from app.mail.models import OutboxMail
from app.mail.rules import Composed

PAUSE = {"stuck": 600.0, "slow": 0.1, "quick": 0.0}


def main(mark: Path, how: str) -> None:
    """Deliver until told to end."""

    @service.composer("hello")
    def hello(mail: OutboxMail) -> Composed:
        mark.touch()
        time.sleep(PAUSE[how])
        return Composed(f"Mail {mail.params['number']}", "text")

    jobs.run_worker(create_app())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
