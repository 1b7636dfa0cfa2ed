"""The certificate as PDF, out of plain data."""

from app.certificates.exports.paper import certificate_pdf

__all__ = ["certificate_pdf"]
