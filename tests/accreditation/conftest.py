"""The event and the delegates of the registration's tests, seen from the desk."""

from __future__ import annotations

from tests.registration.conftest import desk, event_id

__all__ = ["desk", "event_id"]
