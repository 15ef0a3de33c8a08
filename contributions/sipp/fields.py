"""The closed list of what a column of a SIPP file may hold: nothing of a layout is ever worked out as a formula."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from contributions.models import SippForm


TEXT, DATE, NUMBER = "text", "date", "number"
FORMATS = {TEXT: _("teks"), DATE: _("tanggal (hh-bb-tttt)"), NUMBER: _("angka")}
NEW = (SippForm.NEW_PU, SippForm.NEW_BPU)


@dataclass(frozen=True)
class Field:
    """
    :param missing: what is said of somebody of whom it is not known
    :param forms: the files in which it may stand; empty: all
    """

    label: str
    missing: str
    forms: tuple = ()
    formats: tuple = (TEXT,)


FIELDS = {
    "nik": Field(_("NIK"), _("NIK belum ada.")),
    "name": Field(_("Nama"), _("Nama belum ada.")),
    "kpj": Field(_("Nomor KPJ"), _("Nomor KPJ belum ada. Kirim dulu sebagai tenaga kerja baru.")),
    "birth_date": Field(_("Tanggal lahir"), _("Tanggal lahir belum ada."), formats=(DATE, TEXT)),
    "sex": Field(_("Jenis kelamin (L atau P)"), _("Jenis kelamin belum dicatat.")),
    "phone": Field(_("Nomor HP"), _("Nomor HP belum dicatat.")),
    "wage": Field(_("Upah sebulan"), _("Upah belum dicatat."), formats=(NUMBER, TEXT)),
    "back_pay": Field(
        _("Rapel: selisih upah bulan lalu yang dibetulkan"),
        _("Tidak ada rapel."),
        forms=(SippForm.WAGES,),
        formats=(NUMBER, TEXT),
    ),
    "start_date": Field(_("Mulai dilindungi"), _("Tanggal mulai belum ada."), formats=(DATE, TEXT)),
    "contract_end": Field(_("Akhir kontrak"), _("Akhir kontrak belum dicatat."), forms=NEW, formats=(DATE, TEXT)),
    "end_date": Field(
        _("Hari terakhir"), _("Hari terakhir belum dicatat."), forms=(SippForm.LEAVERS,), formats=(DATE, TEXT)
    ),
    "end_reason": Field(_("Alasan berakhir"), _("Alasan berakhir belum dicatat."), forms=(SippForm.LEAVERS,)),
    "unit": Field(_("Unit kerja"), _("Unit kerja belum ada.")),
    "category": Field(_("Jenis pekerja"), _("Jenis pekerja belum ada.")),
    "npp": Field(_("NPP"), _("NPP belum diisi di Pengaturan.")),
    "division": Field(_("Divisi"), _("Divisi belum diisi di Pengaturan.")),
}


def of(form):
    """{word: Field} of what a column of this file may hold."""
    return {word: field for word, field in FIELDS.items() if not field.forms or form in field.forms}


def written(column, values):
    """
    The cell of a column: a text, a whole number, or an empty text where nothing is known.

    :param values: {word: value} of one person
    """
    if not column.field:
        return column.constant
    value = values.get(column.field)
    if value is None or value == "":
        return ""
    if column.codes:
        return column.codes.get(value, "")
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return value if column.format == NUMBER else str(value)
