"""Spell the keys of the search anew: Shalgham and شلقم, Louisa and Louiza, Oumoul Moumnine."""

from alembic import context

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Write every key once more, as revision 0019 does."""
    context.script.get_revision("0019").module.upgrade()
