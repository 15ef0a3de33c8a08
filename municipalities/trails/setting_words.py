"""What stands in a setting, in the words of its page: pairs of label and value."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.rupiah import rupiah
from municipalities.city import rule_choices
from municipalities.models import (
    BillDivision,
    Letterhead,
    MinimumWage,
    Official,
    PaperFormat,
    Registration,
    ReminderPlan,
    RetentionPeriod,
    RuleChoice,
    RunOpening,
    WageBasis,
)
from municipalities.roles import ROLE_LABELS, Role


def day(value):
    return date_format(value, "j F Y")


def period(entry):
    """Since when, until when, in one phrase."""
    start = _("mulai %(start)s") % {"start": day(entry.start_date)}
    return _("%(start)s sampai %(end)s") % {"start": start, "end": day(entry.end_date)} if entry.end_date else start


def of_letterhead(entry):
    yield _("Nama pemerintah"), entry.government
    yield _("Alamat"), entry.address
    yield _("Kode pos"), entry.postal_code
    yield _("Telepon"), entry.phone
    yield _("Surel"), entry.email
    yield _("Situs"), entry.website
    yield _("Lambang"), _("ada") if entry.emblem else _("tanpa lambang")


def of_paper_format(entry):
    yield _("Ukuran kertas"), entry.get_size_display()
    yield _("Huruf surat"), entry.get_typeface_display()
    yield _("Kode surat"), entry.letter_code
    yield _("Pola nomor"), entry.number_pattern


def of_minimum_wage(entry):
    yield entry.get_kind_display(), _("%(amount)s sebulan") % {"amount": rupiah(entry.amount)}
    yield _("Dasar hukum"), entry.source


def of_wage_basis(entry):
    yield _("Iuran dihitung dari"), entry.get_basis_display()
    if entry.amount:
        yield _("Jumlah tetap"), rupiah(entry.amount)


def of_registration(entry):
    yield _("Untuk"), entry.unit.name if entry.unit else _("Seluruh kota")
    yield _("NPP dan divisi"), f"{entry.npp} / {entry.division}"
    yield _("Tingkat risiko JKK"), f"{entry.risk_class} ({entry.get_risk_class_display()})"


def of_official(entry):
    yield _("Jabatan"), entry.title
    yield _("Nama"), entry.name
    yield _("NIP"), entry.nip
    yield _("Pangkat"), entry.rank
    yield _("Dasar kewenangan"), entry.authority


def of_reminder_plan(entry):
    yield _("Tentang"), entry.get_occasion_display()
    yield _("Hari sebelumnya"), ", ".join(map(str, entry.days_before))
    yield _("Penerima surel"), ", ".join(str(ROLE_LABELS[Role(role)]) for role in entry.roles)


def of_retention_period(entry):
    yield _("Yang disimpan"), entry.get_subject_display()
    yield _("Lama"), _("%(years)s tahun sejak berakhir") % {"years": entry.years}


def of_run_opening(entry):
    yield _("Dibuka sendiri"), _("tanggal %(day)s setiap bulan") % {"day": entry.day}


def of_bill_division(entry):
    yield _("Tagihan dibuat"), entry.get_per_display()


def of_rule_choice(entry):
    yield _("Ketentuan"), entry.get_rule_display()
    yield _("Jawaban kota"), rule_choices.said(entry.rule, entry.value)
    yield _("Dasar"), entry.source
    yield _("Yang memutuskan"), entry.decided_by


WORDS = {
    Letterhead: of_letterhead,
    PaperFormat: of_paper_format,
    MinimumWage: of_minimum_wage,
    WageBasis: of_wage_basis,
    Registration: of_registration,
    Official: of_official,
    ReminderPlan: of_reminder_plan,
    RetentionPeriod: of_retention_period,
    RuleChoice: of_rule_choice,
    RunOpening: of_run_opening,
    BillDivision: of_bill_division,
}
STATES = {
    "now": ("active", gettext_lazy("berlaku")),
    "ahead": ("soon", gettext_lazy("akan datang")),
    "over": ("ended", gettext_lazy("sudah lewat")),
}


def told(entry):
    """(label, value) of one after the other; what nobody takes is not asked for."""
    return WORDS[type(entry)](entry)


def facts(entry):
    return [{"label": label, "value": value, "source": ""} for label, value in told(entry)]


def state(entry, today):
    if entry.start_date > today:
        return "ahead"
    return "over" if entry.end_date and entry.end_date < today else "now"


def shown(entry, today):
    """Everything the list of a setting says of one entry."""
    name = state(entry, today)
    status, label = STATES[name]
    return {
        "entry": entry,
        "facts": facts(entry),
        "period": period(entry),
        "status": status,
        "status_label": label,
        "is_ahead": name == "ahead",
        "is_now": name == "now",
    }
