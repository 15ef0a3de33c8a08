"""Which person of a file a row of the reply is about, and what it would do to that person's line."""

from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext_lazy as _

from contributions.models import SippLine, SippReplyRow
from contributions.sipp import answers, fields
from enrollment import card_numbers


Outcome, Status = SippReplyRow.Outcome, SippLine.Status
ALIKE = 0.6  # of the letters of two names; below it they are two people
CONFLICTS = {
    "NAME_FAR": _("NIK cocok, tetapi namanya jauh berbeda."),
    "TWICE": _("Dua baris jawaban untuk orang ini tidak sama."),
    "NO_KPJ": _("Dikatakan diterima, tetapi nomor KPJ tidak ada."),
    "KPJ_WRONG": _("Nomor KPJ tidak terbaca."),
    "UNCLEAR": _("Kata statusnya belum dikenal. Tunjukkan artinya di atas."),
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
    """:param fault: what is wrong with the cells of the row, whatever its word means: NAME_FAR or KPJ_WRONG"""

    number: int
    outcome: str
    code: str = ""
    word: str = ""
    fault: str = ""
    known: Known | None = None
    kpj: str = ""
    reason: str = ""


def known_lines(file, *, lines=None):
    """Every line of the file as a Known."""
    found = SippLine.objects.filter(municipality_id=file.municipality_id, file=file) if lines is None else lines
    names = (
        *("pk", "status", "enrollment__worker_id", "enrollment__worker__nik", "enrollment__worker__name_search"),
        *("enrollment__kpj", "kpj", "reason", "enrollment__is_void", "enrollment_id", "end_date"),
    )
    later = {
        *SippLine.objects.filter(
            municipality_id=file.municipality_id, form=file.form, month=file.month, status__in=SippLine.STANDING
        )
        .exclude(file=file)
        .values_list("enrollment_id", "end_date")
    }
    return [
        Known(pk, status, worker, nik, name, kpj, (own, reason), is_void, tuple(who) in later)
        for pk, status, worker, nik, name, kpj, own, reason, is_void, *who in found.values_list(*names)
    ]


def matched(found, file, told):
    """
    What each row of a reply would do, in their order; nothing is changed.

    :param found: [Answer]
    :param told: as answers.meaning takes it
    """
    known = known_lines(file)
    by_nik = {each.nik: each for each in known}
    by_kpj = {} if file.form in fields.NEW else by_number(known, file)
    rows = [row_of(answer, by_nik.get(answer.nik) or by_kpj.get(answer.kpj), file, told) for answer in found]
    return agreed(rows, file)


def by_number(known, file):
    """{KPJ: Known} of people who have one: in the enrollment of their line, or else in another."""
    lacking = {each.worker_id for each in known if not each.kpj}
    held = card_numbers.of_people(municipality=file.municipality, workers=lacking) if lacking else {}
    numbers = ((each.kpj or held.get(each.worker_id, ""), each) for each in known)
    return {number: each for number, each in numbers if number}


def agreed(rows, file):
    """The rows, each beside the others: what two say of one person, and whose number is whose."""
    refuse_twice(rows)
    if file.form in fields.NEW:
        refuse_numbers(rows, file)
    return rows


def row_of(answer, known, file, told):
    if known is None:
        return Matched(answer.number, Outcome.UNKNOWN)
    row = Matched(answer.number, "", known=known, kpj=answer.kpj, reason=answer.reason, word=answer.word)
    row.fault = fault_of(answer, known)
    return said(row, file, told)


def fault_of(answer, known):
    if answer.name and SequenceMatcher(None, answer.name, known.name).ratio() < ALIKE:
        return "NAME_FAR"
    return "KPJ_WRONG" if answer.fault == "KPJ" else ""


def said(row, file, told):
    """The row, by what its word means."""
    row.outcome, row.code = answers.meaning(row.word, told), ""
    if row.fault:
        return conflict(row, row.fault)
    if row.outcome == "UNCLEAR":
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
