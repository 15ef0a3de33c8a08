"""Where somebody begins who has nothing to do today, or is here for the first time."""

from django.utils.translation import gettext_lazy as _

from municipalities.roles import Role
from reports.navigation import address_for


UPLOAD = ("roster_list", _("Unggah roster"), _("Daftar pekerja dari Excel; templatnya ada di sana."))
MONEY = ("run_list", _("Lihat iuran bulan ini"), _("Dari hitungan sampai bukti bayar."))
COVERAGE = ("coverage", _("Lihat cakupan"), _("Siapa yang sudah terlindungi, siapa yang belum."))
CLAIMS = ("claim_list", _("Lihat klaim"), _("Setiap klaim dan tahapnya, sampai uang di tangan ahli waris."))
PEOPLE = ("people", _("Undang orang dan beri peran"), _("Undangan dikirim lewat surel."))
SETTINGS = ("settings", _("Lengkapi pengaturan"), _("Kop surat, pejabat, unit, dan dasar upah."))
AUDIT = ("audit_trail", _("Baca jejak"), _("Siapa mengubah atau melihat apa, dan kapan."))
OFFICES = ("places", _("Atur kota dan kantor cabang"), _("Kota tanpa admin menunggu undangan Anda."))
AGREEMENTS = ("agreement_list", _("Lihat perjanjian"), _("Cetak naskah yang sudah disepakati."))
STARTS = {
    Role.ADMIN: (PEOPLE, SETTINGS, AUDIT),
    Role.OPERATOR: (UPLOAD, MONEY, COVERAGE),
    Role.CLERK: (UPLOAD, COVERAGE),
    Role.APPROVER: (MONEY, CLAIMS),
    Role.TREASURER: (MONEY, CLAIMS),
    Role.MAYOR_OFFICE: (AGREEMENTS, COVERAGE),
    Role.AUDITOR: (AUDIT, MONEY, CLAIMS),
    Role.OFFICER: (COVERAGE, CLAIMS, AGREEMENTS),
    Role.BRANCH_HEAD: (COVERAGE, CLAIMS, PEOPLE),
    Role.PLATFORM: (OFFICES, PEOPLE),
}


def of(role):
    """The first pages for this role, as tasks without a status."""
    return [
        {"title": title, "detail": detail, "url": url, "status": "", "status_label": ""}
        for name, title, detail in STARTS.get(role, ())
        if (url := address_for(role, name))
    ]
