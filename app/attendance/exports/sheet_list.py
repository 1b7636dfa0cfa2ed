"""The attendance list as a spreadsheet: one sheet, every fact in a column of its own."""

from app.attendance.exports.data import AttendanceList, Labels
from app.kernel.pdf import base_direction
from app.kernel.xlsx import Column, Sheet, workbook


def attendance_xlsx(sheet: AttendanceList, labels: Labels) -> bytes:
    """Write the list in the event's first language, right to left where that is."""
    language = sheet.languages[0]
    columns = [
        Column(sheet.say(labels.number, language), "number", 6),
        Column(sheet.say(labels.name_arabic, language), "text", 30),
        Column(sheet.say(labels.name_latin, language), "text", 30),
        Column(sheet.say(labels.function, language), "text", 36),
        Column(sheet.say(labels.city, language), "text", 18),
        Column(sheet.say(labels.country, language), "text", 16),
        Column(sheet.say(labels.category, language), "text", 16),
        Column(sheet.say(labels.arrived, language), "moment", 17),
        Column(sheet.say(labels.left, language), "moment", 17),
    ]
    rows = (
        (
            number,
            row.name_arabic,
            row.name_latin,
            row.function,
            row.city,
            row.country,
            row.category,
            row.arrived,
            row.left,
        )
        for number, row in enumerate(sheet.rows, start=1)
    )
    title = sheet.say(sheet.session, language)
    above = [sheet.say(texts, language) for texts in (sheet.event, sheet.session, sheet.when, sheet.place)]
    reference = sheet.say(labels.reference, language).format(reference=sheet.reference)
    statement = sheet.say(sheet.funding or {}, language)
    rtl = base_direction(sheet.say(labels.list, language)) == "rtl"
    lines = [line for line in (*above, statement, reference) if line]
    return workbook([Sheet(title, columns, rows, lines, rtl)])
