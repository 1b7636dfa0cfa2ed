"""What focal points see."""

from app.delegations.public import pages, sheet

BLUEPRINTS = (pages.blueprint, sheet.blueprint)

__all__ = ["BLUEPRINTS"]
