"""Spell the keys of the search anew: the rules know more spellings."""

import sqlalchemy as sa
from alembic import op

from app.kernel.db import TextMap
from app.registration.rules import search_key

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Write every key from names, address, number and city."""
    city = sa.table("city", sa.column("id", sa.Uuid()), sa.column("name", TextMap()))
    people = sa.table(
        "registration", sa.column("id", sa.Uuid()), sa.column("city_id", sa.Uuid()), sa.column("search"),
        *(sa.column(name) for name in ("name_ar", "name_latin", "email", "phone", "city_typed")),
    )  # fmt: skip
    bind = op.get_bind()
    query = sa.select(people, city.c.name).select_from(people.outerjoin(city, city.c.id == people.c.city_id))
    keys = []
    for row in bind.execute(query):
        places = row.name.values() if row.name else (row.city_typed,)
        keys.append(
            {"one": row.id, "key": search_key(row.name_ar, row.name_latin, row.email, row.phone, *places)}
        )
    if keys:
        change = sa.update(people).where(people.c.id == sa.bindparam("one"))
        bind.execute(change.values(search=sa.bindparam("key")), keys)
