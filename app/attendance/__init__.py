"""Attendance: lists drawn from the log of scans."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
