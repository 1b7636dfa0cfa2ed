"""What focal points see."""

from app.delegations.public import changing, pages, sheet

BLUEPRINTS = (pages.blueprint, sheet.blueprint, changing.blueprint)

__all__ = ["BLUEPRINTS"]
