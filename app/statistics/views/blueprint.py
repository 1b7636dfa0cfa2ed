"""The blueprint of statistics at the desk."""

from flask import Blueprint

blueprint = Blueprint("statistics_desk", __name__)
