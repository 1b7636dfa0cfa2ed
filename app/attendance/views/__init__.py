"""Attendance at the desk: lists, and when somebody counts as present."""

from app.attendance.views import closing, lists, rule, sheets
from app.attendance.views.blueprint import blueprint

__all__ = ["blueprint", "closing", "lists", "rule", "sheets"]
