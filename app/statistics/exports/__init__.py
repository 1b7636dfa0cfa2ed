"""Figures as pictures, paper and spreadsheets, out of plain data."""

from app.statistics.exports.data import Chart, Figure, Line, Report
from app.statistics.exports.drawings import Bar, Day, Share, svg
from app.statistics.exports.report import report_pdf
from app.statistics.exports.spreadsheet import report_xlsx, tables_csv

__all__ = [
    "Bar",
    "Chart",
    "Day",
    "Figure",
    "Line",
    "Report",
    "Share",
    "report_pdf",
    "report_xlsx",
    "svg",
    "tables_csv",
]
