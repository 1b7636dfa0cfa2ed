"""A list as a spreadsheet: every fact in a column of its own, what groups the rows in the first."""

from __future__ import annotations

from app.kernel import xlsx
from app.kernel.i18n import direction
from app.kernel.pdf.listed import Table


def travel_xlsx(table: Table) -> bytes:
    """Write the list, right to left where its language is."""
    grouped = any(section.heading for section in table.sections)
    columns = [xlsx.Column(table.title, "text", 44)] if grouped else []
    for column in table.columns:
        columns.append(xlsx.Column(column.head, "text", column.width / 2))
        if column.key == "name":
            columns.append(xlsx.Column("", "text", column.width / 2))
    rows = []
    for section in table.sections:
        for row in section.rows:
            cells = [section.heading] if grouped else []
            for column in table.columns:
                cells.append(row[column.key])
                if column.key == "name":
                    cells.append(row.get("name_second", ""))
            rows.append(cells)
    rtl = direction(table.language) == "rtl"
    return xlsx.workbook([xlsx.Sheet(table.title, columns, rows, [table.event, table.title], rtl)])
