"""What the rows of a reply say: found by the headers of the file, cleaned as cells of a roster are."""

import re
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from common.refusals import Refused
from enrollment import reading
from enrollment.cells.base import CellRefused, Rules
from enrollment.cells.names import name_search
from enrollment.cells.niks import nik as read_nik
from enrollment.cells.texts import kpj as read_kpj
from municipalities.opening import outside


LIMITS = replace(reading.LIMITS, rows=50_000, columns=60)
LOOKED_AT = 15  # rows at the top among which the head may stand
REASON = 300
HEADERS = {
    "nik": ("nik", "nomoridentitas", "noidentitas", "noktp", "nomorktp", "nomorindukkependudukan"),
    "name": ("nama", "namalengkap", "namatk", "namatenagakerja", "namapeserta", "namapekerja"),
    "kpj": ("kpj", "nokpj", "nomorkpj", "nopeserta", "nomorpeserta", "nokartu", "nomorkartu", "kodetk"),
    "status": ("status", "hasil", "statusupload", "statusvalidasi", "statusdata", "statusproses", "hasilvalidasi"),
    "reason": ("keterangan", "alasan", "pesan", "catatan", "remark", "remarks", "keterangangagal", "pesankesalahan"),
}
ACCEPTED = {
    *("BERHASIL", "SUKSES", "DITERIMA", "VALID", "OK", "TERDAFTAR", "AKTIF", "LOLOS", "SUCCESS", "ACCEPTED"),
}
REFUSED = {
    *("GAGAL", "DITOLAK", "TIDAK VALID", "TIDAK BERHASIL", "TIDAK LOLOS", "TOLAK", "ERROR", "INVALID", "FAILED"),
    *("REJECTED", "BELUM VALID"),
}
# Rows without a word of a status column, by what else they say; a person sees what that is taken for.
NUMBER_ALONE, REASON_ALONE, BOTH, EMPTY = "#NUMBER", "#REASON", "#BOTH", ""
SAYINGS = ("ACCEPTED", "REFUSED", "SILENT")
WITHOUT = {NUMBER_ALONE: "ACCEPTED", REASON_ALONE: "REFUSED", BOTH: "SILENT", EMPTY: "SILENT"}
LONGEST_WORD = 40
HIDDEN = re.compile(r"(?<!\w)\d{11,}(?!\w)")  # a NIK or a KPJ in the words of BPJS


class ReplyRefused(Refused):
    """The file cannot be read, or is no reply."""

    code = "REPLY_REFUSED"


@dataclass(frozen=True)
class Answer:
    """
    One row of a reply.

    :param word: of its status column, or which of the words without one it is
    :param fault: NIK or KPJ, if that cell cannot be one
    """

    number: int
    nik: str = ""
    name: str = ""
    kpj: str = ""
    word: str = EMPTY
    reason: str = ""
    fault: str = ""


def read(path, *, today, number_answers):
    """
    The rows of a reply, in their order.

    :param number_answers: a KPJ without a word is an answer: of new workers, who had none
    :raises ReplyRefused: with the sentence for the person
    """
    with outside.work_dir() as work_dir:
        found = reading.cells(path, work_dir=work_dir, limits=LIMITS)
    if found["file_problem"]:
        raise ReplyRefused(found["file_problem"]["message"], field="file")
    place, columns = head_of(found["cells"])
    rules = Rules(today=today)
    rows = [
        answer(number, {name: row[at] if at < len(row) else "" for name, at in columns.items()}, rules, number_answers)
        for number, row in enumerate(found["cells"][place + 1 :], start=place + 2)
        if any(row)
    ]
    if not rows:
        raise ReplyRefused(_("Di bawah baris judul tidak ada isinya."), field="file")
    return rows


def head_of(cells):
    """(place of the row with the titles, {our name: column}); a title counts once, the first from the left."""
    for place, row in enumerate(cells[:LOOKED_AT]):
        titles = [re.sub(r"[^a-z]", "", cell.casefold()) for cell in row]
        columns = {
            name: next(at for at, title in enumerate(titles) if title in words)
            for name, words in HEADERS.items()
            if set(words) & set(titles)
        }
        if {"nik", "kpj"} & set(columns) and {"kpj", "status", "reason"} & set(columns):
            return place, columns
    raise ReplyRefused(
        _("Kolom jawaban tidak ditemukan. Berkas perlu kolom NIK atau KPJ, dan kolom KPJ, status, atau keterangan."),
        field="file",
    )


def answer(number, row, rules, number_answers):
    nik, nik_fault = cleaned(read_nik, row.get("nik", ""), "NIK", rules)
    kpj, kpj_fault = cleaned(read_kpj, row.get("kpj", ""), "KPJ", rules)
    reason = HIDDEN.sub("…", row.get("reason", ""))[:REASON]
    word = word_of(row.get("status"), number=kpj if number_answers else "", reason=reason)
    name = name_search(row["name"]) if row.get("name") else ""
    return Answer(
        number, nik=nik, name=name, kpj=kpj, word=word, reason=reason,
        fault=nik_fault or kpj_fault,
    )  # fmt: skip


def cleaned(read_cell, text, word, rules):
    """(value or an empty text, the word of the column if it cannot be one)."""
    try:
        return read_cell(text, lambda code, **detail: None, rules) or "", ""
    except CellRefused:
        return "", word


def word_of(status, *, number, reason):
    """:param status: what the cell says; None where the file has no such column"""
    if status is not None:
        return " ".join(re.sub(r"[^A-Z ]", " ", HIDDEN.sub("", status).upper()).split())[:LONGEST_WORD].strip()
    return (BOTH if reason else NUMBER_ALONE) if number else REASON_ALONE if reason else EMPTY


def meaning(word, told):
    """
    What a word says of its row: ACCEPTED, REFUSED, SILENT (nothing is said) or UNCLEAR (a word that nobody knows).

    :param told: {word: what a person has said that it means}
    """
    if word in told:
        return told[word]
    if word in WITHOUT:
        return WITHOUT[word]
    return "ACCEPTED" if word in ACCEPTED else "REFUSED" if word in REFUSED else "UNCLEAR"
