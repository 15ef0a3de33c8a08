"""Who may do what: permissions are words, a role is a list of words."""

from enum import StrEnum, auto

from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    ADMIN = "ADMIN"
    OPERATOR = "OPERATOR"
    CLERK = "CLERK"
    APPROVER = "APPROVER"
    TREASURER = "TREASURER"
    MAYOR_OFFICE = "MAYOR_OFFICE"
    AUDITOR = "AUDITOR"
    OFFICER = "OFFICER"
    BRANCH_HEAD = "BRANCH_HEAD"
    PLATFORM = "PLATFORM"
    SYSTEM = "SYSTEM"
    PUBLIC = "PUBLIC"


ROLE_LABELS = {
    Role.ADMIN: _("Admin kota"),
    Role.OPERATOR: _("Operator kepegawaian"),
    Role.CLERK: _("Petugas unit"),
    Role.APPROVER: _("Penyetuju"),
    Role.TREASURER: _("Bendahara"),
    Role.MAYOR_OFFICE: _("Sekretariat wali kota"),
    Role.AUDITOR: _("Pemeriksa"),
    Role.OFFICER: _("Petugas cabang"),
    Role.BRANCH_HEAD: _("Kepala cabang"),
    Role.PLATFORM: _("Pengelola aplikasi"),
    Role.SYSTEM: _("Sistem"),
    Role.PUBLIC: _("Umum"),
}


class Permission(StrEnum):
    VIEW_WORKERS = auto()
    VIEW_ROSTERS = auto()
    UPLOAD_ROSTER = auto()
    CONFIRM_WAGES = auto()
    COMMIT_ROSTER = auto()
    KEEP_VIEWS = auto()
    CALCULATE_RUN = auto()
    APPROVE_RUN = auto()
    ISSUE_BILL = auto()
    RECORD_PAYMENT = auto()
    VIEW_MONEY = auto()
    VIEW_RECAPS = auto()
    VIEW_AGREEMENTS = auto()
    EDIT_AGREEMENTS = auto()
    DISCUSS_AGREEMENTS = auto()
    AGREE_AGREEMENTS = auto()
    SIGN_AGREEMENTS = auto()
    PRINT_AGREEMENTS = auto()
    WRITE_CIRCULARS = auto()
    ISSUE_CIRCULAR = auto()
    REGISTER_DEATH = auto()
    APPROVE_CLAIM = auto()
    VERIFY_CLAIM = auto()
    DECIDE_CLAIM = auto()
    RECORD_PAYOUT = auto()
    VIEW_CLAIMS = auto()
    PRINT_CLAIMS = auto()
    PRINT_CHANGE_PACK = auto()
    PRINT_CARDS = auto()
    VIEW_PAPERS = auto()
    VIEW_COVERAGE = auto()
    PRINT_COVERAGE = auto()
    PRINT_REPORTS = auto()
    FOLLOW_UP_GAPS = auto()
    HAND_OVER_CARDS = auto()
    EXPORT_PERSONAL = auto()
    CHANGE_SIPP_LAYOUT = auto()
    CHANGE_CARD_DESIGN = auto()
    COMPARE_CITIES = auto()
    VIEW_WORKLIST = auto()
    SEE_NIK = auto()
    VIEW_FAMILY = auto()
    KEEP_FAMILY = auto()
    VIEW_DOCUMENTS = auto()
    KEEP_DOCUMENTS = auto()
    VIEW_CORRECTIONS = auto()
    ASK_CORRECTION = auto()
    DECIDE_CORRECTION = auto()
    PROTECT_DATA = auto()
    REPORT_INCIDENT = auto()
    VIEW_AUDIT = auto()
    MANAGE_PEOPLE = auto()
    VIEW_SETTINGS = auto()
    CHANGE_SETTINGS = auto()
    MANAGE_PLACES = auto()
    SHUT_ACCOUNTS = auto()


# What a person reads in the table of roles; every permission has its words.
PERMISSION_LABELS = {
    Permission.VIEW_WORKERS: _("Melihat pekerja dan kepesertaannya"),
    Permission.VIEW_ROSTERS: _("Melihat roster"),
    Permission.UPLOAD_ROSTER: _("Mengunggah roster"),
    Permission.CONFIRM_WAGES: _("Memastikan upah yang turun tajam"),
    Permission.COMMIT_ROSTER: _("Menyimpan roster dan membatalkannya"),
    Permission.KEEP_VIEWS: _("Menyimpan saringan daftar pekerja untuk diri sendiri"),
    Permission.CALCULATE_RUN: _("Menghitung iuran bulanan"),
    Permission.APPROVE_RUN: _("Menyetujui iuran bulanan"),
    Permission.ISSUE_BILL: _("Menerbitkan tagihan"),
    Permission.RECORD_PAYMENT: _("Mencatat pembayaran iuran"),
    Permission.VIEW_MONEY: _("Melihat iuran, tagihan, dan anggaran"),
    Permission.VIEW_RECAPS: _("Melihat rekap iuran; petugas unit hanya unitnya dan yang di bawahnya"),
    Permission.VIEW_AGREEMENTS: _("Melihat perjanjian dan surat edaran"),
    Permission.EDIT_AGREEMENTS: _("Menulis perjanjian dan catatan sosialisasi"),
    Permission.DISCUSS_AGREEMENTS: _("Memberi catatan atas naskah perjanjian dan membuka pembahasannya lagi"),
    Permission.AGREE_AGREEMENTS: _("Menyetujui naskah perjanjian untuk pihaknya"),
    Permission.SIGN_AGREEMENTS: _("Mencatat bahwa pihaknya menandatangani perjanjian"),
    Permission.PRINT_AGREEMENTS: _("Mencetak perjanjian dan surat edaran"),
    Permission.WRITE_CIRCULARS: _("Menyusun surat edaran dan surat pengingatnya"),
    Permission.ISSUE_CIRCULAR: _("Menerbitkan dan mencabut surat edaran"),
    Permission.REGISTER_DEATH: _("Mencatat kematian dan berkas klaim"),
    Permission.APPROVE_CLAIM: _("Menyetujui klaim untuk kota"),
    Permission.VERIFY_CLAIM: _("Memeriksa klaim untuk cabang"),
    Permission.DECIDE_CLAIM: _("Memutus klaim untuk cabang"),
    Permission.RECORD_PAYOUT: _("Mencatat pembayaran kepada ahli waris"),
    Permission.VIEW_CLAIMS: _("Melihat klaim"),
    Permission.PRINT_CLAIMS: _("Mencetak berkas klaim dan tanda terimanya"),
    Permission.PRINT_CHANGE_PACK: _("Mencetak serah terima tugas"),
    Permission.PRINT_CARDS: _("Mencetak kartu peserta"),
    Permission.VIEW_PAPERS: _("Melihat berkas cetak"),
    Permission.VIEW_COVERAGE: _("Melihat cakupan"),
    Permission.PRINT_COVERAGE: _("Mencetak daftar yang belum terlindungi"),
    Permission.PRINT_REPORTS: _("Mencetak laporan bulanan"),
    Permission.FOLLOW_UP_GAPS: _("Menindaklanjuti yang belum terlindungi"),
    Permission.HAND_OVER_CARDS: _("Menyerahkan kartu"),
    Permission.EXPORT_PERSONAL: _("Mengunduh data pribadi secara utuh"),
    Permission.CHANGE_SIPP_LAYOUT: _("Mengubah susunan kolom berkas SIPP"),
    Permission.CHANGE_CARD_DESIGN: _("Menulis desain kartu"),
    Permission.COMPARE_CITIES: _("Menanyakan siapa yang terdaftar di dua kota"),
    Permission.VIEW_WORKLIST: _("Melihat daftar kerja cabang"),
    Permission.SEE_NIK: _("Melihat NIK, KPJ, dan rekening secara utuh, dengan alasan"),
    Permission.VIEW_FAMILY: _("Melihat keluarga pekerja"),
    Permission.KEEP_FAMILY: _("Mencatat keluarga pekerja"),
    Permission.VIEW_DOCUMENTS: _("Melihat pindaian dokumen pekerja (KTP, KK, SK)"),
    Permission.KEEP_DOCUMENTS: _("Mengunggah dan menarik dokumen pekerja"),
    Permission.VIEW_CORRECTIONS: _("Melihat permintaan perbaikan data"),
    Permission.ASK_CORRECTION: _("Mencatat permintaan perbaikan data"),
    Permission.DECIDE_CORRECTION: _("Memutuskan perbaikan data"),
    Permission.PROTECT_DATA: _("Menjaga data pribadi: berkas seseorang, kejadian, masa simpan"),
    Permission.REPORT_INCIDENT: _("Menyusun laporan kejadian"),
    Permission.VIEW_AUDIT: _("Membaca jejak"),
    Permission.MANAGE_PEOPLE: _("Mengatur orang dan perannya"),
    Permission.VIEW_SETTINGS: _("Melihat pengaturan kota"),
    Permission.CHANGE_SETTINGS: _("Mengubah pengaturan kota"),
    Permission.MANAGE_PLACES: _("Mengatur kota dan kantor cabang"),
    Permission.SHUT_ACCOUNTS: _("Menonaktifkan akun dan mengaktifkannya lagi"),
}


P = Permission
READS = {P.VIEW_WORKERS, P.VIEW_MONEY, P.VIEW_RECAPS, P.VIEW_AGREEMENTS, P.VIEW_CLAIMS, P.VIEW_COVERAGE, P.VIEW_PAPERS}
GAPS = {P.PRINT_COVERAGE, P.FOLLOW_UP_GAPS, P.HAND_OVER_CARDS}  # closing gaps, card in hand
ROLES = {
    Role.ADMIN: {P.MANAGE_PEOPLE, P.CHANGE_SETTINGS, P.VIEW_AUDIT},
    Role.OPERATOR: READS
    | GAPS
    | {P.VIEW_ROSTERS, P.UPLOAD_ROSTER, P.COMMIT_ROSTER, P.CONFIRM_WAGES}
    | {P.CALCULATE_RUN, P.ISSUE_BILL, P.EDIT_AGREEMENTS, P.PRINT_AGREEMENTS, P.WRITE_CIRCULARS}
    | {P.REGISTER_DEATH, P.RECORD_PAYOUT, P.PRINT_CLAIMS, P.PRINT_CARDS, P.EXPORT_PERSONAL},
    Role.CLERK: {P.VIEW_WORKERS, P.VIEW_COVERAGE, P.VIEW_PAPERS, P.VIEW_ROSTERS, P.UPLOAD_ROSTER}
    | {P.COMMIT_ROSTER, P.PRINT_COVERAGE, P.VIEW_RECAPS},
    Role.APPROVER: READS
    | {P.VIEW_ROSTERS, P.CONFIRM_WAGES, P.AGREE_AGREEMENTS, P.PRINT_AGREEMENTS, P.APPROVE_RUN, P.APPROVE_CLAIM},
    Role.TREASURER: READS | {P.PRINT_AGREEMENTS, P.ISSUE_BILL, P.RECORD_PAYMENT, P.RECORD_PAYOUT, P.PRINT_CLAIMS},
    Role.MAYOR_OFFICE: READS | {P.PRINT_AGREEMENTS, P.PRINT_CLAIMS, P.PRINT_CARDS, P.PRINT_COVERAGE},
    Role.AUDITOR: READS | {P.VIEW_AUDIT},
    Role.OFFICER: READS
    | GAPS
    | {P.PRINT_AGREEMENTS, P.VERIFY_CLAIM, P.DECIDE_CLAIM, P.EDIT_AGREEMENTS, P.PRINT_CLAIMS, P.PRINT_CARDS},
    Role.BRANCH_HEAD: READS
    | GAPS
    | {P.MANAGE_PEOPLE, P.MANAGE_PLACES, P.AGREE_AGREEMENTS}
    | {P.PRINT_AGREEMENTS, P.VERIFY_CLAIM, P.DECIDE_CLAIM, P.EDIT_AGREEMENTS, P.PRINT_CLAIMS, P.PRINT_CARDS},
    Role.PLATFORM: {P.MANAGE_PEOPLE, P.MANAGE_PLACES, P.SHUT_ACCOUNTS},
    # The service user does the city's routine work and can never approve.
    Role.SYSTEM: READS
    | {P.VIEW_ROSTERS, P.UPLOAD_ROSTER, P.COMMIT_ROSTER, P.CALCULATE_RUN, P.ISSUE_BILL, P.PRINT_CARDS}
    | {P.EXPORT_PERSONAL}
    | {P.PRINT_COVERAGE, P.HAND_OVER_CARDS},
    Role.PUBLIC: set(),
}
# Whoever works with single persons; the mayor's office looks at numbers.
for role in (Role.OPERATOR, Role.CLERK, Role.APPROVER, Role.TREASURER, Role.AUDITOR, Role.OFFICER, Role.BRANCH_HEAD):
    ROLES[role] |= {P.SEE_NIK, P.VIEW_FAMILY}
# Whoever checks who somebody is; the treasurer pays and the mayor's office counts.
for role in (Role.OPERATOR, Role.CLERK, Role.APPROVER, Role.AUDITOR, Role.OFFICER, Role.BRANCH_HEAD):
    ROLES[role] |= {P.VIEW_DOCUMENTS}
# How the city is set up is no secret among those who work for the whole of it.
for role in (Role.ADMIN, Role.OPERATOR, Role.APPROVER, Role.TREASURER, Role.MAYOR_OFFICE, Role.AUDITOR):
    ROLES[role] |= {P.VIEW_SETTINGS}
# A city's design wins over its branch's; what a branch puts on cards, its mark, is its head's to say.
for role in (Role.OPERATOR, Role.BRANCH_HEAD):
    ROLES[role] |= {P.CHANGE_CARD_DESIGN}
CITY_ROLES = (Role.OPERATOR, Role.CLERK, Role.APPROVER, Role.TREASURER, Role.MAYOR_OFFICE, Role.AUDITOR)
# A branch looks at several cities at once, and a view is of one.
for role in CITY_ROLES:
    ROLES[role] |= {P.KEEP_VIEWS}
# Whoever a person asks to put something right, and whoever answers.
for role in (Role.OPERATOR, Role.CLERK):
    ROLES[role] |= {P.VIEW_CORRECTIONS, P.ASK_CORRECTION, P.KEEP_FAMILY, P.KEEP_DOCUMENTS}
# Never by whoever recorded it: where a city has one operator, the approver answers.
ROLES[Role.OPERATOR] |= {P.DECIDE_CORRECTION}
ROLES[Role.APPROVER] |= {P.VIEW_CORRECTIONS, P.DECIDE_CORRECTION}
ROLES[Role.AUDITOR] |= {P.VIEW_CORRECTIONS}
# The trail says whom an incident touched; an admin, who sees no worker, learns how many.
for role in (Role.AUDITOR, Role.ADMIN, Role.SYSTEM):
    ROLES[role] |= {P.REPORT_INCIDENT}
# The page of what the law on personal data asks for.
for role in (Role.OPERATOR, Role.CLERK, Role.APPROVER, Role.AUDITOR, Role.ADMIN):
    ROLES[role] |= {P.PROTECT_DATA}
# A circular goes out in the name of the head of the region: by another person than the one who wrote it.
for role in (Role.APPROVER, Role.MAYOR_OFFICE):
    ROLES[role] |= {P.ISSUE_CIRCULAR}
BRANCH_ROLES = (Role.OFFICER, Role.BRANCH_HEAD)
# Whoever writes a text or agrees to it has a word on it.
for role in (Role.OPERATOR, Role.APPROVER, *BRANCH_ROLES):
    ROLES[role] |= {P.DISCUSS_AGREEMENTS}
# What SIPP takes in is known where it is taken in.
for role in BRANCH_ROLES:
    ROLES[role] |= {P.CHANGE_SIPP_LAYOUT}
# Whoever hands over the own work and sees the whole of it.
for role in (Role.OPERATOR, Role.APPROVER, Role.TREASURER, *BRANCH_ROLES):
    ROLES[role] |= {P.PRINT_CHANGE_PACK}
# Whoever serves several cities; no city learns of another.
for role in BRANCH_ROLES:
    ROLES[role] |= {P.COMPARE_CITIES, P.VIEW_WORKLIST}
# One paper a month for the mayor and the branch.
for role in (Role.OPERATOR, Role.MAYOR_OFFICE, *BRANCH_ROLES):
    ROLES[role] |= {P.PRINT_REPORTS}
# That the city has signed is recorded by its approver: another person than the operator, who writes.
for role in (Role.APPROVER, *BRANCH_ROLES):
    ROLES[role] |= {P.SIGN_AGREEMENTS}
# Whose roles somebody in this role gives and takes; the wall says the same (wall/people.py).
KEEPS = {
    Role.ADMIN: CITY_ROLES,
    Role.BRANCH_HEAD: BRANCH_ROLES,
    Role.PLATFORM: (Role.ADMIN, Role.BRANCH_HEAD, Role.PLATFORM),
}


def may(role, permission):
    """Whether somebody who acts in this role may do this."""
    return permission in ROLES.get(role, ())
