"""Rows that the database refuses, named alike on SQLite and PostgreSQL."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

from app.kernel import clock
from app.kernel.db import atomic, broken_constraint, on_postgresql
from app.people.models import Membership, User


def user(email: str = "a@example.org") -> User:
    return User(email=email, created_at=clock.now())


def test_a_refused_row_names_its_constraint_alike_on_both(app: Flask, db: SQLAlchemy) -> None:
    with atomic() as session:
        session.add(user())
    with pytest.raises(IntegrityError) as refused, atomic() as session:
        session.add(user())
    assert broken_constraint(refused.value) == "uq_user_email"


def test_a_constraint_over_several_columns_is_named(app: Flask, db: SQLAlchemy) -> None:
    one, event_id = user(), uuid4()
    one.memberships = [Membership(event_id=event_id, role="owner") for _ in range(2)]
    with pytest.raises(IntegrityError) as refused, atomic() as session:
        session.add(one)
    assert broken_constraint(refused.value) == "uq_membership_user_id_event_id_role"


def test_a_row_that_points_nowhere_is_refused(app: Flask, db: SQLAlchemy) -> None:
    with pytest.raises(IntegrityError) as refused, atomic() as session:
        session.add(Membership(user_id=uuid4(), event_id=None, role="owner"))
    named = broken_constraint(refused.value)
    assert named == ("fk_membership_user_id" if on_postgresql() else "")  # SQLite does not tell which
