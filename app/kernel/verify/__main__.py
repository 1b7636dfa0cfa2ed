"""The command line: `python3 verify.pyz PACK`, or `python -m app.kernel.verify PACK`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from app.kernel.verify.packs import verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Verify the pack that the command line names: 0 where all holds, 1 where something does not."""
    parser = argparse.ArgumentParser(
        "verify", description="Recomputes an evidence pack and names every fault."
    )
    parser.add_argument("pack", help="the ZIP file")
    parser.add_argument("--anchor", action="append", default=[], help="an anchor, or a file that holds one")
    parser.add_argument(
        "--key", default="", help="the installation's public key, as its address /v/key gives it"
    )
    given = parser.parse_args(arguments)
    anchors = [Path(one).read_text("utf-8") if _is_file(one) else one for one in given.anchor]
    report = verify(given.pack, anchors, given.key)
    for line in report.told:
        sys.stdout.write(f"  {line}\n")
    for line in report.faults:
        sys.stdout.write(f"! {line}\n")
    sys.stdout.write(f"FAULTS: {len(report.faults)}\n" if report.faults else "ALL HOLDS\n")
    return 1 if report.faults else 0


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # a whole anchor is longer than a file's name may be
        return False


if __name__ == "__main__":
    sys.exit(main())
