"""Lists of travel and stay as bytes: paper for the airport, a spreadsheet for the hotel."""

from app.travel.exports.data import Column, Section, Table
from app.travel.exports.paper import travel_pdf
from app.travel.exports.sheet import travel_xlsx

__all__ = ["Column", "Section", "Table", "travel_pdf", "travel_xlsx"]
