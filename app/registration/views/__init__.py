"""The desk's pages of the form, and of photos and files that came with it."""

from app.registration.views import changing, form, photos

blueprints = (form.blueprint, photos.blueprint, changing.blueprint)

__all__ = ["blueprints"]
