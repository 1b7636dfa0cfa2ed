"""Part of a crowd in a process of its own: `python -m tests.registration.crowd EVENT FIRST HOW_MANY [DELEGATION]`.

It registers that many people from four threads, and prints what was refused, one word a line.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from flask import Flask

from app import create_app
from app.kernel.db import db
from app.kernel.errors import Refusal
from app.kernel.ids import new_id
from app.registration import service
from tests.registration.conftest import submission


def press(app: Flask, event_id: UUID, number: int, delegation: UUID | None) -> str:
    """One person registers; '' or the code of the refusal."""
    with app.app_context():
        wanted = submission(event_id, name_latin=f"Person {number}", email=f"person{number}@example.org")
        try:
            service.register(event_id, wanted, new_id(), delegation_id=delegation)
        except Refusal as refusal:
            return refusal.code
        finally:
            db.session.remove()
        return ""


def main(event_id: UUID, first: int, many: int, delegation: UUID | None) -> None:
    """Register them all."""
    app = create_app()
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda number: press(app, event_id, number, delegation), range(first, first + many))
        )
    print("\n".join(filter(None, answers)))


if __name__ == "__main__":
    main(UUID(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), UUID(sys.argv[4]) if sys.argv[4:] else None)
