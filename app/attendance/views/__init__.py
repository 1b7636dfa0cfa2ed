"""Attendance at the desk: lists, and when somebody counts as present."""

from app.attendance.views import lists, rule, sheets
from app.attendance.views.blueprint import blueprint

__all__ = ["blueprint", "lists", "rule", "sheets"]
