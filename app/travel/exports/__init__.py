"""Lists of travel and stay as bytes: paper for the airport, a spreadsheet for the hotel."""

from app.kernel.pdf.listed import Column, Section, Table
from app.kernel.pdf.lists import list_pdf
from app.travel.exports.sheet import travel_xlsx

__all__ = ["Column", "Section", "Table", "list_pdf", "travel_xlsx"]
