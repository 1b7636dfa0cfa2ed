"""Pages of a booklet in the order in which sheets are printed, so that they read on when folded."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.pdf import Direction


def folding_order(pages: int, direction: Direction) -> Iterator[tuple[int, int]]:
    """Left and right page of each side, front and back in turn; pages count from 1 and are a multiple of four.

    The outermost sheet comes first. A booklet in Arabic is bound on its right: left and right are exchanged.
    """
    if pages % 4:
        raise ValueError("a folded sheet has four pages")
    for sheet in range(pages // 4):
        for side in range(2):
            low, high = 2 * sheet + 1 + side, pages - 2 * sheet - side
            # The front has the last page beside the first, the back the second beside the one before the last.
            left, right = (high, low) if side == 0 else (low, high)
            yield (right, left) if direction == "rtl" else (left, right)
