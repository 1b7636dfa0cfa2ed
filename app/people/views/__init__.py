"""Pages of accounts: signing in, one's own sign-ins, the team of an event and invitations to it."""

from app.people.views import factors, invitations, team
from app.people.views.signing_in import COOKIE, blueprint, load_user

__all__ = ["COOKIE", "blueprint", "factors", "invitations", "load_user", "team"]
