"""Attendance lists as bytes: paper to sign, and a spreadsheet to count with."""

from app.attendance.exports.data import AttendanceList, Attendee, Labels
from app.attendance.exports.paper_list import ROWS_A_PAGE, attendance_pdf
from app.attendance.exports.sheet_list import attendance_xlsx

__all__ = ["ROWS_A_PAGE", "AttendanceList", "Attendee", "Labels", "attendance_pdf", "attendance_xlsx"]
