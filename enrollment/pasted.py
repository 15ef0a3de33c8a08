"""Cells copied from a spreadsheet and pasted into the page: a roster file like any other."""

FILE_NAME = "tempelan.csv"


def write(text, *, out):
    """
    Write pasted text to the path `out` as a CSV for `rosters.receive` (file name: FILE_NAME).

    A spreadsheet puts tabs between cells; what was copied from a CSV keeps its own separator. The text is written as
    it is, so that the same cells pasted again are the same file; the reader says what is wrong with them.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    # Half a character comes from no keyboard; written as it is, the reader names its line.
    out.write_bytes(lines.encode("utf-8-sig", errors="surrogatepass"))
    return out
