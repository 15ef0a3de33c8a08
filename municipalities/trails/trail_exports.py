"""
The trail as a file: signed, so that whoever gets it can tell whether it is as it left the page.

A CSV ends in a line with an HMAC over everything before it; of both kinds the sha256 stands in the trail itself.
`verify_audit --municipality CODE --file FILE` looks at both.
"""

import csv
import hashlib
import hmac
import io
import json
from zoneinfo import ZoneInfo

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.spreadsheets import plain
from municipalities import audit
from municipalities.models import AuditEvent
from municipalities.trails import sealing, trail


MOST = 20_000  # events of one file, the newest; a longer time is taken in parts
SIGNED = b"Tanda tangan;"
HEADS = (
    gettext_lazy("Nomor"),
    gettext_lazy("Waktu"),
    gettext_lazy("Pelaku"),
    gettext_lazy("Peran"),
    gettext_lazy("Kejadian"),
    gettext_lazy("Tindakan"),
    gettext_lazy("Objek"),
    gettext_lazy("Perubahan"),
    gettext_lazy("Rincian"),
    gettext_lazy("Permintaan"),
    gettext_lazy("Catatan"),
)
WIDTHS = (9, 20, 28, 18, 60, 24, 24, 40, 40, 34, 38)


@transaction.atomic
def export(*, wanted, kind, out, role, by, at):
    """
    Write the events that were asked for, the newest first; returns how many. The download stands in the trail.

    :param wanted: trail.asked(...)
    :param kind: "csv" or "xlsx"
    :param out: a binary file
    """
    municipality = wanted.municipality
    events = list(wanted.events()[:MOST])
    head = sealing.head_of(municipality)
    rows = [cells(event, row) for event, row in told(events, role=role, zone=ZoneInfo(municipality.timezone))]
    end = [_("Ujung rantai"), f"{head.number}:{head.hash}" if head else "-"]
    content = workbook(rows, end) if kind == "xlsx" else signed_csv(rows, end)
    out.write(content)
    audit.record(
        "audit.exported", of=municipality, municipality=municipality, by=by, at=at, rows=len(rows), kind=kind,
        sha256=hashlib.sha256(content).hexdigest(), **wanted.words(),
    )  # fmt: skip
    return len(rows)


def told(events, *, role, zone):
    for start in range(0, len(events), 1000):
        part = events[start : start + 1000]
        numbers = trail.numbers_of(part)
        for event in part:
            row = trail.row(event, role=role, number=numbers.get(event.pk))
            yield event, row | {"at": f"{event.recorded_at.astimezone(zone):%Y-%m-%d %H:%M:%S%z}"}


def cells(event, row):
    return [
        row["number"] or "",
        row["at"],
        row["who"],
        row["role_label"],
        row["text"],
        event.action,
        event.label,
        json.dumps(event.changes, ensure_ascii=False, sort_keys=True) if event.changes else "",
        json.dumps(event.detail, ensure_ascii=False, sort_keys=True) if event.detail else "",
        event.request_id,
        str(event.pk),
    ]


def signed_csv(rows, end):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([str(head) for head in HEADS])
    writer.writerows([plain(cell) for cell in row] for row in rows)
    writer.writerow(end)
    content = text.getvalue().encode("utf-8-sig")
    key_id, key = sealing.newest_key()
    return content + SIGNED + f"{key_id};{signature(content, key)}\r\n".encode()


def signature(content, key):
    return hmac.new(key, b"export\n" + content, hashlib.sha256).hexdigest()


def workbook(rows, end):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_("Jejak audit"))
        bold = book.add_format({"bold": True})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, [str(head) for head in HEADS], bold)
        for place, row in enumerate([*rows, end], start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                else:
                    sheet.write_string(place, column, str(cell))
    return out.getvalue()


def is_ours(content, *, municipality):
    """Whether this file is, byte for byte, what was downloaded once."""
    if signed := signed_part(content):
        body, key_id, given = signed
        key = sealing.keys().get(key_id)
        return key is not None and hmac.compare_digest(signature(body, key), given)
    sha256 = hashlib.sha256(content).hexdigest()
    downloads = AuditEvent.objects.filter(municipality=municipality, action="audit.exported")
    return downloads.filter(detail__sha256=sha256).exists()


def signed_part(content):
    """(what is signed, key id, signature) of a CSV of ours, else None."""
    start = content.rfind(SIGNED)
    parts = content[start:].decode(errors="replace").strip().split(";") if start > 0 else []
    return (content[:start], parts[1], parts[2]) if len(parts) == 3 else None
