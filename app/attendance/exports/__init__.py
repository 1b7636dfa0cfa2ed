"""Attendance lists as bytes: paper to sign, and a spreadsheet to count with."""

from app.attendance.exports.closing_sheet import ClosingSheet, closing_pdf
from app.attendance.exports.data import AttendanceList, Attendee, Labels
from app.attendance.exports.paper_list import ROWS_A_PAGE, attendance_pdf
from app.attendance.exports.record_files import LISTED, Field, Listed
from app.attendance.exports.sheet_list import attendance_xlsx
from app.attendance.exports.sign_book import sign_sheets_xlsx
from app.attendance.exports.sign_data import SignPage, SignRow, SignSheet, SignWords
from app.attendance.exports.sign_sheet import sign_sheets_pdf

__all__ = [
    "LISTED",
    "ROWS_A_PAGE",
    "AttendanceList",
    "Attendee",
    "ClosingSheet",
    "Field",
    "Labels",
    "Listed",
    "SignPage",
    "SignRow",
    "SignSheet",
    "SignWords",
    "attendance_pdf",
    "attendance_xlsx",
    "closing_pdf",
    "sign_sheets_pdf",
    "sign_sheets_xlsx",
]
