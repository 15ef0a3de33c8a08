"""Text files: their letters, what stands between the cells, and their rows (safety.md E 26 to 31)."""

import csv
import io
import re
from dataclasses import dataclass

from municipalities.opening.refusing import FileRefused


BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
SEPARATORS = ";,\t|"
SAMPLE = 40  # lines that decide the separator
LINES_IN_A_CELL = 20  # an address has five; more is a quote that was never closed


@dataclass
class Loaded:
    """
    :param guessed: the encoding is only the likeliest one
    """

    text: str
    encoding: str
    delimiter: str
    guessed: bool = False


def load(path):
    """
    The text of a file: what its BOM says, else UTF-8, else Windows-1252.

    :raises FileRefused: ENCODING, with the line
    """
    content = path.read_bytes()
    encoding = next((name for bom, name in BOMS if content.startswith(bom)), None)
    guessed = False
    if encoding:
        text = decoded(content.removeprefix(BOMS[0][0]), encoding)
    else:
        try:
            text, encoding = content.decode("utf-8"), "utf-8"
        except UnicodeDecodeError as error:
            # One letter written in UTF-8 proves that the rest is meant so too: then bad bytes are damage.
            if MULTIBYTE.search(content):
                raise FileRefused("ENCODING", line=line_of(content, error.start)) from error
            text, encoding, guessed = decoded(content, "cp1252"), "windows-1252", True
    if not text.strip():
        raise FileRefused("EMPTY")
    return Loaded(text, encoding, delimiter_of(text), guessed)


def decoded(content, encoding):
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefused("ENCODING", line=line_of(content, error.start, encoding)) from error


def line_of(content, place, encoding="utf-8"):
    """The line of a byte; in UTF-16 a line break is two bytes, one of them 10."""
    before = content[:place]
    return before.count(b"\n\0" if encoding == "utf-16" and content[:1] == b"\xff" else b"\n") + 1


def delimiter_of(text):
    """
    What stands between cells: "sep=;" in the first line, else the mark that most of the first lines agree on.

    Marks inside quotes do not count; a decimal comma loses against the semicolon that every line has.
    """
    lines = text[:200_000].splitlines()[:SAMPLE]
    if lines and (said := re.fullmatch(r'"?sep=(.)"?', lines[0].strip())):
        return said[1]
    bare = [re.sub(r'"[^"]*"', "", line) for line in lines if line.strip()]

    def agreement(mark):
        counts = [line.count(mark) for line in bare]
        usual = max(set(counts), key=lambda count: (count > 0, counts.count(count), count), default=0)
        return (counts.count(usual) * (usual > 0), usual)

    return max(SEPARATORS, key=agreement)


def rows(loaded):
    """
    The rows as lists of text, the first at index 0; empty lines are rows too.

    :raises FileRefused: CSV_QUOTE, with the line where the quoted cell begins
    """
    reader = csv.reader(io.StringIO(loaded.text, newline=""), delimiter=loaded.delimiter, strict=True)
    begins = 1
    try:
        for row in reader:
            if reader.line_num - begins >= LINES_IN_A_CELL:
                raise FileRefused("CSV_QUOTE", line=begins)
            yield row if begins > 1 or not row or not row[0].startswith("sep=") else []
            begins = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused("CSV_QUOTE", line=begins) from error
