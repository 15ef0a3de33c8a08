"""Which person of a file a row of the reply is about, and what it would do to that person's line."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from contributions.models import SippLine, SippReplyRow
from contributions.sipp import fields
from enrollment import card_numbers


Outcome, Status = SippReplyRow.Outcome, SippLine.Status
ALIKE = 0.6  # of the letters of two names; below it they are two people
CONFLICTS = {
    "NAME_FAR": _("NIK cocok, tetapi namanya jauh berbeda."),
    "TWICE": _("Dua baris jawaban untuk orang ini tidak sama."),
    "NO_KPJ": _("Dikatakan diterima, tetapi nomor KPJ tidak ada."),
    "KPJ_WRONG": _("Nomor KPJ tidak terbaca."),
    "UNCLEAR": _("Status di berkas tidak dikenal."),
    "TAKEN": _("Nomor KPJ itu sudah milik orang lain."),
    "OTHER": _("Orang ini sudah punya nomor KPJ lain."),
    "ANSWERED": _("Baris ini sudah diterima BPJS, dan jawaban ini lain."),
    "LATER": _("Orang ini sudah dikirim lagi di berkas yang lebih baru."),
    "GONE": _("Pendaftaran orang ini sudah dibatalkan."),
}


@dataclass
class Known:
    """A line of the file with what is known of its person."""

    line_id: int
    status: str
    worker_id: int
    nik: str
    name: str
    kpj: str  # of the enrollment
    answered: tuple  # (kpj, reason) of the line
    is_void: bool
    sent_later: bool


@dataclass
class Matched:
    number: int
    outcome: str
    code: str = ""
    known: Known | None = None
    kpj: str = ""
    reason: str = ""


def known_lines(file, *, lines=None):
    """Every line of the file as a Known."""
    found = SippLine.objects.filter(municipality_id=file.municipality_id, file=file) if lines is None else lines
    names = (
        *("pk", "status", "enrollment__worker_id", "enrollment__worker__nik", "enrollment__worker__name_search"),
        *("enrollment__kpj", "kpj", "reason", "enrollment__is_void", "enrollment_id"),
    )
    later = {
        *SippLine.objects.filter(
            municipality_id=file.municipality_id, form=file.form, month=file.month, status__in=SippLine.STANDING
        )
        .exclude(file=file)
        .values_list("enrollment_id", flat=True)
    }
    return [
        Known(pk, status, worker, nik, name, kpj, (own, reason), is_void, enrollment in later)
        for pk, status, worker, nik, name, kpj, own, reason, is_void, enrollment in found.values_list(*names)
    ]


def matched(answers, file):
    """What each row of a reply would do, in their order; nothing is changed."""
    known = known_lines(file)
    by_nik = {each.nik: each for each in known}
    by_kpj = {each.kpj: each for each in known if each.kpj} if file.form not in fields.NEW else {}
    found = [row_of(answer, by_nik.get(answer.nik) or by_kpj.get(answer.kpj), file) for answer in answers]
    refuse_twice(found)
    if file.form in fields.NEW:
        refuse_numbers(found, file)
    return found


def row_of(answer, known, file):
    if known is None:
        return Matched(answer.number, Outcome.UNKNOWN)
    row = Matched(answer.number, answer.said, known=known, kpj=answer.kpj, reason=answer.reason)
    if answer.name and SequenceMatcher(None, answer.name, known.name).ratio() < ALIKE:
        return conflict(row, "NAME_FAR")
    if answer.fault == "KPJ":
        return conflict(row, "KPJ_WRONG")
    if answer.said == "UNCLEAR":
        return conflict(row, "UNCLEAR")
    return judged(row, form=file.form)


def judged(row, *, form):
    """The row, by how its line stands now."""
    known = row.known
    if row.outcome == Outcome.ACCEPTED:
        if known.status == Status.ACCEPTED:
            same = form not in fields.NEW or row.kpj in ("", known.answered[0])
            return settled(row) if same else conflict(row, "OTHER")
        if form in fields.NEW and not row.kpj:
            return conflict(row, "NO_KPJ")
        if known.is_void:
            return conflict(row, "GONE")
        if known.sent_later:
            return conflict(row, "LATER")
    if row.outcome == Outcome.REFUSED:
        if known.status == Status.ACCEPTED:
            return conflict(row, "ANSWERED")
        if known.status == Status.REFUSED and known.answered[1] == row.reason:
            return settled(row)
    return row


def conflict(row, code):
    row.outcome, row.code = Outcome.CONFLICT, code
    return row


def settled(row):
    row.outcome = Outcome.SAME
    return row


def refuse_twice(found):
    """Two rows about one person that say the same are one; that say something else, none."""
    of_line = defaultdict(list)
    for row in found:
        if row.known:
            of_line[row.known.line_id].append(row)
    for rows in of_line.values():
        if len({(row.outcome, row.kpj, row.reason) for row in rows}) > 1:
            for row in rows:
                conflict(row, "TWICE")
        else:
            for row in rows[1:]:
                settled(row)


def refuse_numbers(found, file):
    """Whose number is somebody else's, or who has another one."""
    accepted = {row.known.worker_id: row for row in found if row.outcome == Outcome.ACCEPTED}
    numbers = {worker: row.kpj for worker, row in accepted.items()}
    for worker, code in card_numbers.against(municipality=file.municipality, numbers=numbers).items():
        conflict(accepted[worker], code)
