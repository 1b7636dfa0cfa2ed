"""What delegates and the readers of a paper may open: their letters, and whether a paper is what it says."""

from app.letters.public import letters, proofs

__all__ = ["letters", "proofs"]
