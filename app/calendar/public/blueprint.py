"""The addresses of calendars belong to one blueprint."""

from flask import Blueprint

blueprint = Blueprint("calendar", __name__)
