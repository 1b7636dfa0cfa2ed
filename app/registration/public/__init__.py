"""Where delegates register themselves, and send and see their own photos and files."""

from app.registration.public import photos, registering

blueprints = (registering.blueprint, photos.blueprint)

__all__ = ["blueprints"]
