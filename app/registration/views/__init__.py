"""The desk's pages of the form, and of photos and files that came with it."""

from app.registration.views import changing, form, inviting, photos

blueprints = (form.blueprint, photos.blueprint, changing.blueprint, inviting.blueprint)

__all__ = ["blueprints"]
