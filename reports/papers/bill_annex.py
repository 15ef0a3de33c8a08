"""The annex of a bill: thousands of workers, on a page laid out twice (full and last) and stamped ever after."""

import io
from dataclasses import dataclass, replace

from common.templatetags.payung import count, masked_nik
from reports import pdf, sheets, typefaces


ROWS = 42  # on a full page; what the page of papers/bill_annex.html has room for


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the annex: texts by the name of their field, bold for units and sums."""

    texts: tuple[tuple[str, str], ...]
    bold: bool = False
    opens: str = ""  # the unit whose workers follow


def rows(bill):
    """Return every line of the annex: per unit its name, its workers, its sum; at the end the sum of all."""
    if not bill.workers:
        return []
    out = []
    sums = iter(bill.units)
    unit_sum = None
    for number, worker in enumerate(bill.in_order, start=1):
        if unit_sum is None or worker.unit != unit_sum.name:
            if unit_sum:
                out.append(_sum_row("Jumlah unit", unit_sum))
            unit_sum = next(sums)
            out.append(Row(texts=(("heading", worker.unit),), bold=True, opens=worker.unit))
        out.append(_worker_row(number, worker))
    return [*out, _sum_row("Jumlah unit", unit_sum), _sum_row("Jumlah seluruhnya", bill.sum)]


def paginate(rows):
    """Divide the lines into pages: no unit's name alone at the foot, and again at the head where its workers go on."""
    pages, page, unit = [], [], ""
    for row in rows:
        if len(page) == ROWS or (row.opens and len(page) == ROWS - 1):
            pages.append(page)
            page = []
        if row.opens:
            unit = row.opens
        elif not page and not row.bold:
            page.append(Row(texts=(("heading", f"{unit} (lanjutan)"),), bold=True))
        page.append(row)
    return [*pages, page] if page else pages


def to_pdf(bill, pages, *, first_page):
    """Return the annex, its pages numbered from first_page."""
    full, last = _plate(bill, ROWS), _plate(bill, len(pages[-1]))
    plates = {"full": full, "last": last}
    out = io.BytesIO()
    document = sheets.SheetFile(out, plates=plates, title=f"Lampiran tagihan iuran {bill.heading.number}")
    for number, page in enumerate(pages, start=first_page):
        name = "last" if page is pages[-1] else "full"
        content = [sheets.placed(name, 0, 0), _written(plates[name], "page", _page_number(number, first_page, pages))]
        for line, row in enumerate(page):
            for field, text in row.texts:
                content.append(_written(plates[name], f"r{line}-{field}", text, bold=row.bold))
        document.add_page(width=full.width, height=full.height, content=b"\n".join([*content, sheets.CLOSED]))
    document.finish()
    return out.getvalue()


def _page_number(number, first_page, pages):
    return f"Halaman {number} dari {first_page + len(pages) - 1}"


def _plate(bill, lines):
    return pdf.lay_out("papers/bill_annex.html", {"bill": bill, "lines": range(lines)}, bill.heading.letterhead.look)


def _written(plate, name, text, *, bold=False):
    field = plate.fields[name]
    return typefaces.write(typefaces.typeface(bold).legible(text), replace(field, bold=True) if bold else field)


def _worker_row(number, worker):
    is_corrected = hasattr(worker, "before")
    third = ("month", f"{worker.month:%m-%Y}") if is_corrected else ("wage", count(worker.wage))
    who = (("number", count(number)), ("nik", masked_nik(worker.nik)), ("name", worker.name))
    return Row(texts=(*who, third, *_amounts(worker)))


def _sum_row(label, amounts):
    return Row(texts=(("sum", f"{label} ({count(amounts.workers)} pekerja)"), *_amounts(amounts)), bold=True)


def _amounts(line):
    """Amounts per programme and together; nothing owed is a dash, as papers have it."""
    columns = ("jkk", "jkm", "jht") if hasattr(line, "jkk") else ("before", "after")
    return tuple((name, count(getattr(line, name) or None)) for name in (*columns, "total"))
