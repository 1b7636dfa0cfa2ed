"""Where the door's API hangs; its bearer tokens need no token against forged forms."""

from flask import Blueprint

from app.kernel import web

blueprint = Blueprint("checkin_api", __name__)
web.csrf.exempt(blueprint)
