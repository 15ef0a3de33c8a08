"""A look at an uploaded file before anything parses it: type by content, archive directory, extent of the sheets."""

import re
import zipfile
from pathlib import Path


MB = 1024 * 1024
MAX_BYTES = 25 * MB
MAX_UNPACKED = 250 * MB
MAX_ROWS = 200_000
MAX_COLUMNS = 200
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
CELL = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})(\d{1,7})"[^>]*?>')
OTHER_TYPES = {b"%PDF": "PDF", b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"{\\rt": "RTF"}


class FileRefused(Exception):
    def __init__(self, code, **detail):
        super().__init__(code)
        self.problem = {"code": code, **detail}


def kind_of(path):
    """
    "xlsx", "xls", "ods" or "csv", decided by the content.

    :raises FileRefused: for everything else, with the code that says why
    """
    path = Path(path)
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("EMPTY")
    if size > MAX_BYTES:
        raise FileRefused("TOO_LARGE")
    with path.open("rb") as file:
        head = file.read(8)
    kind = by_content(path, head)
    claimed = path.suffix.lower().lstrip(".")
    if claimed == "xlsm":
        raise FileRefused("MACRO_FILE")
    if claimed not in {"xlsx", "xls", "ods", "csv", "txt"}:
        raise FileRefused("TYPE_NOT_ALLOWED")
    if claimed != kind and not (kind == "csv" and claimed == "txt"):
        raise FileRefused("TYPE_MISMATCH", shown=f".{kind}")
    return kind


def by_content(path, head):
    if head.startswith(OLE):
        if ENCRYPTED in path.read_bytes():
            raise FileRefused("PASSWORD_PROTECTED")
        return "xls"
    if head.startswith(b"PK"):
        return zip_kind(path)
    if any(head.startswith(magic) for magic in OTHER_TYPES):
        raise FileRefused("TYPE_NOT_ALLOWED")
    return "csv"


def zip_kind(path):
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED or len(entries) > 5000:
                raise FileRefused("TOO_LARGE_UNPACKED")
            if "xl/vbaProject.bin" in names:
                raise FileRefused("MACRO_FILE")
            if "xl/workbook.xml" in names:
                look_at_extents(archive, [name for name in names if name.startswith("xl/worksheets/sheet")])
                return "xlsx"
            if "content.xml" in names and b"spreadsheet" in archive.read("mimetype")[:100]:
                return "ods"
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, NotImplementedError) as error:
        raise FileRefused("CORRUPT") from error
    raise FileRefused("TYPE_NOT_ALLOWED")


def look_at_extents(archive, sheets):
    """A value far out makes the reader allocate the whole rectangle; seen here, it costs nothing."""
    for sheet in sheets:
        with archive.open(sheet) as stream:
            rest = b""
            while chunk := stream.read(4 * MB):
                for column, row in CELL.findall(rest + chunk):
                    if (len(column) == 3 and column > b"GR") or (len(column) == 2 and column > b"GR"):
                        raise FileRefused("SHEET_TOO_WIDE", shown=f"{column.decode()}{row.decode()}")
                    if int(row) > 1_000_000:
                        raise FileRefused("SHEET_TOO_WIDE", shown=f"{column.decode()}{row.decode()}")
                rest = chunk[-200:]
