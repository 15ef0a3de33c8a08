"""
Runs in a child process of its own, under limits: reads the workbook or CSV, cleans every row, writes rows.copy.

    python -m enrollment.parsing JOB.json      the job names the file, what is known and where the result goes
"""

import csv
import io
import json
import re
import sys
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from enrollment import cells
from enrollment.columns import BY_NAME, KNOWN, ROSTER, column_of, normal
from enrollment.containers import MAX_COLUMNS, MAX_ROWS, FileRefused


TOTALS = re.compile(r"\s*(jumlah|total|sub ?total|grand total)\b", re.IGNORECASE)
SIGNATURES = re.compile(r"^(mengetahui|kepala|dibuat|nip\b|an\.|a\.n\.|catatan|keterangan|\*)", re.IGNORECASE)
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
VALUES = ("nik", "name", "name_search", "birth_date", "sex", "unit", "category", "wage", "start_date", "kpj", "phone")


def main(job_file):
    job = json.loads(Path(job_file).read_text())
    try:
        result = parse(job)
    except FileRefused as refused:
        result = {"file_problem": refused.problem}
    Path(job["result"]).write_text(json.dumps(result))


def parse(job):
    if job["kind"] == "csv":
        sheet, rows, extra = "", *csv_rows(Path(job["path"]).read_bytes())
        sheets = [""]
    else:
        sheet, rows, sheets = workbook_rows(job)
        extra = {}
        if sheet is None:
            question = {"code": "CHOOSE_SHEET", "shown": ", ".join(sheets)}
            return {"question": question, "sheets": sheets}
    header_row, mapping, headers, width = find_header(rows)
    ignored = [header for place, header in enumerate(headers) if header and place not in mapping.values()]
    counts = write_rows(job, rows, header_row + width, mapping)
    shown = {name: headers[place] for name, place in mapping.items()}
    return {"sheet": sheet, "sheets": sheets, "header_row": header_row + 1, "mapping": shown, "ignored": ignored} | (
        counts | extra
    )


def workbook_rows(job):
    try:
        workbook = CalamineWorkbook.from_path(job["path"])
        visible = [meta.name for meta in workbook.sheets_metadata if meta.visible == SheetVisibleEnum.Visible]
        filled = {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in visible}
    except Exception as error:
        # The reader has an exception class per format; to the person they all mean one thing.
        raise FileRefused("CORRUPT") from error
    filled = {name: rows for name, rows in filled.items() if looks_like_roster(rows)} or filled
    wanted = job["sheet"]
    if wanted and wanted not in visible:
        raise FileRefused("NO_SHEET", shown=wanted, found=", ".join(visible))
    name = wanted or (next(iter(filled)) if len(filled) == 1 else None)
    if name is None:
        return None, [], list(filled)
    return name, filled.get(name) or workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), visible


def looks_like_roster(rows):
    try:
        find_header(rows)
    except FileRefused:
        return False
    return True


def csv_rows(content):
    """Encoding by a fixed rule: what the BOM says, else UTF-8, else Windows-1252."""
    extra = {}
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif content.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    else:
        encoding = "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or re.search(rb"[\xc2-\xf4][\x80-\xbf]", content[: error.start]):
            raise FileRefused("ENCODING", shown=content.count(b"\n", 0, error.start) + 1) from error
        try:
            text, encoding = content.decode("cp1252"), "windows-1252"
        except UnicodeDecodeError as again:
            raise FileRefused("ENCODING", shown=content.count(b"\n", 0, again.start) + 1) from again
    if text.count('"') % 2:
        raise FileRefused("CSV_QUOTE", shown=text.count("\n", 0, text.rindex('"')) + 1)
    sample = "\n".join(text.splitlines()[:30])
    delimiter = max(";,\t", key=sample.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    return rows, extra | {"encoding": encoding, "delimiter": delimiter}


def find_header(rows):
    """(index of the header, {column: place}, header texts, lines it takes); looks at the first 20 rows."""
    best = (0, {}, [], 1)
    for index in range(min(20, len(rows))):
        for lines in (1, 2):
            headers = merged(rows[index : index + lines])
            mapping = match(headers)
            if len(mapping) > len(best[1]):
                best = (index, mapping, headers, lines)
    missing = [column.label for column in ROSTER if column.required and column.name not in best[1]]
    if missing:
        found = ", ".join(header for header in best[2] if header)[:200]
        raise FileRefused("MISSING_COLUMN", shown=", ".join(missing), found=found or "-")
    return best


def merged(lines):
    """A header over two lines: the group above goes with each of its columns below."""
    if len(lines) == 1:
        return [str(cell).strip() for cell in lines[0]]
    above, below = ([str(cell).strip() for cell in line] for line in lines)
    if sum(bool(cell) for cell in below) > sum(bool(cell) for cell in above) + 2 or any(map(long_digits, below)):
        return above
    headers, group = [], ""
    for place in range(max(len(above), len(below))):
        top = above[place] if place < len(above) else ""
        low = below[place] if place < len(below) else ""
        group = top or group if low else top
        headers.append(f"{group} {low}".strip() if low else top)
    return headers


def long_digits(text):
    return sum(letter.isdigit() for letter in text) > 8


def match(headers):
    """{column: place}; a header that is a column's very words goes before one that only ends in them."""
    mapping = {}
    short = [(place, header) for place, header in enumerate(headers[:MAX_COLUMNS]) if header and len(header) < 80]
    for find in (KNOWN.get, column_of):
        for place, header in short:
            name = find(normal(header)) if place not in mapping.values() else None
            if name and name not in mapping:
                mapping[name] = place
    return mapping


def write_rows(job, rows, start, mapping):
    known, today = frozenset(job["known_regions"]), date.fromisoformat(job["today"])
    counts = {"rows": 0}
    places = [(BY_NAME[name], place) for name, place in mapping.items()]
    with open(job["rows"], "w", encoding="utf-8", newline="\n") as out:
        for row_no, row in enumerate(rows[start:], start=start + 1):
            texts = [(column, *as_text(row[place] if place < len(row) else "")) for column, place in places]
            if not any(text for _column, text, _numeric in texts):
                continue
            skipped = is_total(row, texts)
            if skipped is None:
                continue
            counts["rows"] += 1
            if counts["rows"] > MAX_ROWS:
                raise FileRefused("TOO_MANY_ROWS")
            values, problems = ({}, []) if skipped else clean_row(texts, known, today)
            out.write(copy_line(row_no, values, texts, problems, skipped))
    if not counts["rows"]:
        raise FileRefused("EMPTY")
    return counts


def is_total(row, texts):
    """True for a total or a header repeated, None for the signatures below the table, False for a person."""
    words = [str(cell).strip() for cell in row if str(cell).strip()]
    if (
        any(TOTALS.match(word) for word in words[:3])
        or sum(column_of(text) == column.name for column, text, _n in texts) > 2
    ):
        return True
    required = [text for column, text, _numeric in texts if column.required]
    if not any(required) or (sum(map(bool, required)) == 1 and SIGNATURES.match(next(filter(None, required)))):
        return None
    return False


def as_text(cell):
    """(text, whether it came as a number)."""
    if isinstance(cell, str):
        return cell.strip().replace("\u00a0", " "), False
    if isinstance(cell, bool) or cell is None:
        return str(cell or ""), False
    if isinstance(cell, (int, float)):
        return (str(int(cell)) if float(cell).is_integer() else repr(cell)), True
    if isinstance(cell, datetime):
        return (cell.date() if cell.time() == time(0) else cell).isoformat(), False
    return cell.isoformat() if isinstance(cell, date) else str(cell), False


def clean_row(texts, known, today):
    values, problems = {}, []
    for column, text, numeric in texts:
        if not text:
            if column.required:
                problems.append({"code": "REQUIRED", "column": column.name, "level": "error"})
            continue
        if cells.CONTROL.search(text):
            problems.append({"code": "CONTROL_CHAR", "column": column.name, "level": "error"})
            continue
        try:
            takes_number = numeric and column.name in {"nik", "birth_date", "start_date", "wage"}
            values[column.name] = column.clean(text, numeric=True) if takes_number else column.clean(text)
        except cells.CellRefused as refused:
            problems.append({"code": refused.code, "column": column.name, "level": "error", **refused.detail})
        except cells.Warned as warned:
            problems.append({"code": warned.code, "column": column.name, "level": "warning", **warned.detail})
    accept_exact_number(texts, values, problems)
    if "name" in values:
        values["name_search"] = cells.name_search(values["name"])
    problems += compare(values, known, today)
    return values, problems


def accept_exact_number(texts, values, problems):
    """A NIK in a number cell counts only when no digit can be lost and the birth date inside it is the row's."""
    problem = next((each for each in problems if each["code"] == "NIK_NUMERIC"), None)
    born = values.get("birth_date")
    if problem and born:
        digits = next(text for column, text, _numeric in texts if column.name == "nik")
        if (
            len(digits) == 16
            and int(digits) < 2**53
            and cells.born_of_nik(digits) == (*(born.day, born.month, born.year % 100),)
        ):
            values["nik"] = digits
            problem["level"] = "warning"


def compare(values, known, today):
    """What the cells of a row say of each other; mismatches are remarks, for registries have errors too."""
    found, nik, born = [], values.get("nik"), values.get("birth_date")
    if born and not 0 <= (today - born).days < 115 * 366:
        found.append({"code": "DATE_FUTURE", "column": "birth_date", "level": "error", "shown": f"{born:%d-%m-%Y}"})
    start = values.get("start_date")
    if start and (start.year < 1950 or (start - today).days > 366 or (born and start < born)):
        found.append({"code": "DATE_FUTURE", "column": "start_date", "level": "error", "shown": f"{start:%d-%m-%Y}"})
    if not nik:
        return found
    inside = cells.born_of_nik(nik)
    codes = []
    if nik[:4] not in known and known:
        found.append({"code": "NIK_REGION", "column": "nik", "level": "warning", "shown": nik[:4]})
    if inside is None or nik.endswith("0000"):
        codes.append("NIK_STRUCTURE")
    elif born and inside != (born.day, born.month, born.year % 100):
        codes.append("NIK_BIRTH_MISMATCH")
    if inside and values.get("sex") and (int(nik[6:8]) > 40) != (values["sex"] == "P"):
        codes.append("NIK_SEX_MISMATCH")
    return found + [{"code": code, "column": "nik", "level": "warning"} for code in codes]


def copy_line(row_no, values, texts, problems, skipped):
    raw = {column.name: cells.CONTROL.sub("\ufffd", text) for column, text, _numeric in texts if text}
    refused = any(problem["level"] == "error" for problem in problems)
    shown = [str(values[name]).translate(ESCAPES) if values.get(name) is not None else "\\N" for name in VALUES]
    return (
        "\t".join(
            (
                str(row_no),
                *shown,
                json.dumps(raw, ensure_ascii=False).translate(ESCAPES),
                json.dumps(problems, ensure_ascii=False).translate(ESCAPES) if problems else "[]",
                "t" if refused else "f",
                "t" if skipped else "f",
            )
        )
        + "\n"
    )


if __name__ == "__main__":
    main(sys.argv[1])
