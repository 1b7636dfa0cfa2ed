"""What is left of the process that began, once another serves: it waits, and costs 4 MB instead of a second program.

A script for the standard library alone; app/serve.py becomes it. Arguments: the serving process, the seconds that it
has to stop, and the command that began it all.
"""

from __future__ import annotations

import os
import signal
import sys
import time

SIGNALS = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}  # blocked since before this began
SETTLED = 5.5  # seconds of service after which an end is worth a new beginning: less would come again


def main(serving: int, grace: float, command: list[str]) -> int:
    """Wait until told to stop, or begin anew when the other process has ended by itself; 1 where that is no use."""
    began = time.monotonic()
    waited = SIGNALS - {one for one in SIGNALS if signal.getsignal(one) is signal.SIG_IGN}  # nohup
    while not _ended(serving):
        if signal.sigwait(waited) != signal.SIGCHLD:
            _stop(serving, grace)
            return 0
    settled = time.monotonic() - began > SETTLED
    _say(
        "The serving process ended by itself"
        + (": beginning anew." if settled else ", too soon to begin anew.")
    )
    if settled:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        os.execv(command[0], command)
    return 1


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _ended(serving: int) -> bool:
    """True once the process is gone; also where it was already before this one watched."""
    try:
        return os.waitpid(serving, os.WNOHANG)[0] == serving
    except ChildProcessError:
        return True


def _stop(serving: int, grace: float) -> None:
    """Let requests finish; what has not ended by then is ended."""
    until = time.monotonic() + grace
    if not _ended(serving):
        os.kill(serving, signal.SIGTERM)
    while not _ended(serving):
        if (left := until - time.monotonic()) > 0:
            signal.sigtimedwait({signal.SIGCHLD}, left)
            continue
        _say("The serving process did not stop in time and was ended.")
        os.kill(serving, signal.SIGKILL)
        os.waitpid(serving, 0)
        return


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]))
