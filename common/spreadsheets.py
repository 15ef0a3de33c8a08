"""Spreadsheets that leave the house: their media type, and cells that never become a formula."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STARTS_A_FORMULA = tuple("=+-@\t\r\0＝＋－＠")  # noqa: RUF001 the full-width twins open a formula too


def plain(cell: object) -> str:
    """A cell of a CSV file: text that a spreadsheet would work out gets an apostrophe before it."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
