"""The public addresses of the agenda belong to one blueprint."""

from flask import Blueprint

blueprint = Blueprint("agenda", __name__)
