"""Where delegates register themselves, and send and see their own photos and files."""

from app.registration.public import changing, photos, registering

blueprints = (registering.blueprint, photos.blueprint, changing.blueprint)

__all__ = ["blueprints"]
