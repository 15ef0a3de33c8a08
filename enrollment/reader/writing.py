"""The file the child leaves for PostgreSQL: one line per row in the order of columns.COPIED, ready for COPY."""

import json
import re
from json.encoder import encode_basestring

from enrollment.columns import COPIED, ROSTER


TOGETHER = 2000  # lines written at once
NULL = "\\N"
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# What a database does not keep as text: shown as the sign for a character that cannot be read.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_RAW = 2000  # characters of a cell kept as evidence; the file itself is kept whole
FIELDS = {column.name: column.copied_as for column in ROSTER}
VALUES = tuple(name for name in COPIED if name not in ("row_no", "raw", "problems", "refused", "skipped"))


def escaped(value):
    """A value as COPY reads it."""
    if value is None:
        return NULL
    text = str(value)
    return text.translate(ESCAPED) if not text.isprintable() or "\\" in text else text


def raw_member(name, text):
    """One cell of the file as a member of a JSON object, as COPY reads it; nothing for an empty one."""
    if text == "":
        return ""
    if len(text) > LONGEST_RAW:
        text = text[:LONGEST_RAW] + "…"
    if not text.isprintable():
        text = UNKEEPABLE.sub("\ufffd", text)
    return f'"{name}": {encode_basestring(text)}'.replace("\\", "\\\\")


def problems_text(problems):
    """The problems of a row as COPY reads them; "" for none."""
    return json.dumps(problems, ensure_ascii=False).replace("\\", "\\\\") if problems else ""


class CopyFile:
    """Counts what it writes, so that nothing is lost between file and database."""

    def __init__(self, path):
        self.path = path
        self.lines = []
        self.rows = self.refused = self.warned = self.skipped = 0

    def __enter__(self):
        self.file = self.path.open("w", encoding="utf-8", newline="\n")
        return self

    def __exit__(self, *error):
        self.flush()
        self.file.close()

    def flush(self):
        self.file.write("".join(self.lines))
        self.lines.clear()

    def add(self, row_no, values, raw, problems, refused, skipped=False):
        """
        :param values: texts for COPY in the order of VALUES
        :param raw: members of the JSON object of cells
        :param problems: the JSON array for COPY, or "" for none
        """
        self.rows += 1
        self.refused += refused and not skipped
        self.skipped += skipped
        self.warned += bool(problems) and not refused and not skipped
        flags = ("t\t" if refused else "f\t") + ("t\n" if skipped else "f\n")
        self.lines.append(f"{row_no}\t{values}\t{{{raw}}}\t{problems or '[]'}\t{flags}")
        if len(self.lines) >= TOGETHER:
            self.flush()

    def counts(self):
        return {"rows": self.rows, "refused": self.refused, "warned": self.warned, "skipped": self.skipped}
