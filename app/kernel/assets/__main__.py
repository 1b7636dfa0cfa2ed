"""`python -m app.kernel.assets build`: make static/build, or find it current."""

from __future__ import annotations

import sys

from app.kernel.assets.build import build


def main(arguments: list[str]) -> None:
    """Run the one command there is."""
    if arguments != ["build"]:
        sys.exit("usage: python -m app.kernel.assets build")
    sys.stderr.write("assets: built\n" if build() else "assets: current\n")


if __name__ == "__main__":
    main(sys.argv[1:])
