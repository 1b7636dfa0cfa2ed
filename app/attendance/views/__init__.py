"""Attendance at the desk: lists, sheets to sign, closing, and when somebody counts as present."""

from app.attendance.views import closing, lists, pages, records, rule, sheets
from app.attendance.views.blueprint import blueprint

__all__ = ["blueprint", "closing", "lists", "pages", "records", "rule", "sheets"]
