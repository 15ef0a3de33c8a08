"""
What happened, in the words of a person: a sentence for every action of the audit trail.

A sentence goes on after the name of who did it. {label} is the object as people call it, the other words in braces are
those of the event's detail. A new action gets its line here; a test asks for it.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from common.rupiah import grouped, rupiah
from municipalities.trails import card_sentences, setting_sentences
from municipalities.trails.reasons import Reason


AMOUNTS = {"total", "amount", "jht_balance", "wage"}
PERSONAL = "pribadi"
GROUPS = {
    PERSONAL: _("Melihat data pribadi"),
    "roster": _("Roster"),
    "pekerja": _("Pekerja dan unduhan"),
    "iuran": _("Iuran dan tagihan"),
    "klaim": _("Klaim"),
    "perjanjian": _("Perjanjian dan edaran"),
    "cakupan": _("Cakupan dan kesenjangan"),
    "kartu": _("Kartu dan cetakan"),
    "pengaturan": _("Pengaturan"),
    "orang": _("Pengguna dan peran"),
    "jejak": _("Jejak audit"),
    "ditolak": _("Ditolak"),
}
# The first word of an action says which group it belongs to.
GROUP_OF = {
    **dict.fromkeys(("roster", "rosters", "roster_link"), "roster"),
    **dict.fromkeys(
        (
            *("worker", "workers", "enrollment", "correction", "corrections", "person", "retention", "incident"),
            *("family_member", "worker_document", "saved_view", "bulk_act"),
        ),
        "pekerja",
    ),
    **dict.fromkeys(
        (
            *("run", "run_workers", "bill", "payment", "arrears", "recap", "bank_file", "budget", "budget_plan"),
            *("sipp", "sipp_layout"),
        ),
        "iuran",
    ),
    **dict.fromkeys(
        (
            *("claim", "claims", "claim_document", "claim_scan", "heir", "scholarship_child", "payout", "ceremony"),
            *("claim_paper", "claim_statistics", "scholarship_year"),
        ),
        "klaim",
    ),
    **dict.fromkeys(("agreement", "circular", "circular_reminder", "briefing", "legal_basis", "expiry"), "perjanjian"),
    **dict.fromkeys(("unit_gap", "gap_target", "population_figure", "branch_statistic"), "cakupan"),
    **dict.fromkeys(("card", "cards", "card_batch", "handover_session", "handover_unit", "paper"), "kartu"),
    **dict.fromkeys(("account", "user", "scope", "invitation", "people", "mail", "session", "role"), "orang"),
    **dict.fromkeys(("second_factor",), "orang"),
    **dict.fromkeys(("municipality", "branch"), "pengaturan"),
    **dict.fromkeys(("audit",), "jejak"),
    **dict.fromkeys(("access", "act"), "ditolak"),
}
SENTENCES = {
    **setting_sentences.SENTENCES,
    **card_sentences.SENTENCES,
    # seen and taken along
    "workers.listed": _("membuka daftar {count} pekerja{narrowed}"),
    "workers.compared": _("membandingkan {count} peserta kota ini dengan kota lain yang dilayani kantornya"),
    "workers.checked": _("memeriksa daftar {lines} baris: {count} orang ditemukan"),
    "workers.typed": _("mengetik {lines} orang baru yang belum benar: {count} NIK sudah tercatat"),
    "workers.check_exported": _("mengunduh hasil periksa daftar {lines} baris: {count} orang ditemukan"),
    "workers.exported": _("mengunduh {rows} pekerja dengan NIK lengkap{narrowed}"),
    "workers.calendar_exported": _("mengunduh kalender cakupan {count} orang, NIK tersamar{narrowed}"),
    "worker.viewed": _("membuka halaman pekerja {label}, bagian {section}"),
    "worker.nik_shown": _("melihat NIK lengkap pekerja {label}{because}"),
    "worker.kpj_shown": _("melihat nomor KPJ lengkap pekerja {label}{because}"),
    "heir.account_shown": _("melihat nomor rekening lengkap ahli waris {label}{because}"),
    "run_workers.listed": _("membuka daftar {count} pekerja dalam iuran"),
    "roster.rows_seen": _("melihat isi roster {label}: {problems} masalah, {changes} perubahan"),
    "roster.samples_seen": _("melihat contoh isi berkas roster {label}"),
    "roster.errors_downloaded": _("mengunduh {rows} baris roster {label} yang perlu diperbaiki"),
    "claim.viewed": _("membuka klaim {label}"),
    "claims.listed": _("membuka daftar {count} klaim"),
    "claim.form_opened": _("membuka formulir klaim {label}"),
    "paper.opened": _("mengunduh {label}"),
    "person.exported": _("mengunduh salinan data seseorang: {rows} baris dari {tables} tabel"),
    "corrections.listed": _("membuka daftar {count} permintaan perbaikan data"),
    "correction.viewed": _("membuka permintaan perbaikan data {label}"),
    "correction.asked": _("mencatat permintaan perbaikan data {label}"),
    "correction.accepted": _("memperbaiki data menurut permintaan {label}"),
    "correction.refused": _("menolak permintaan perbaikan data {label} dengan alasan"),
    "worker.corrected": _("mengubah data pekerja {label}"),
    "family_member.added": _("mencatat keluarga pekerja: {label}"),
    "family_member.changed": _("mengubah data keluarga pekerja: {label}"),
    "family_member.removed": _("menghapus keluarga pekerja: {label} ({why})"),
    "worker_document.opened": _("membuka dokumen pekerja: {label}"),
    "worker_document.kept": _("menyimpan dokumen pekerja: {label}"),
    "worker_document.replaced": _("mengganti dokumen pekerja: {label}"),
    "worker_document.withdrawn": _("menarik dokumen pekerja: {label} ({why})"),
    "retention.switched_on": _("menyalakan penghapusan data lama setiap malam"),
    "retention.switched_off": _("menghentikan penghapusan data lama"),
    "retention.forgotten": _("menghapus data {count} orang yang sudah lama tidak terdaftar"),
    "incident.reported": _("membuat daftar {count} orang yang tersentuh suatu kejadian"),
    "incident.notice_printed": _("mencetak surat pemberitahuan kejadian"),
    "incident.counted": _("menghitung {count} orang yang tersentuh suatu kejadian"),
    # enrollments
    "enrollment.wage_corrected": _("membetulkan upah mulai {month}"),
    "enrollment.ended": _("mengakhiri kepesertaan {count} orang per {day}"),
    "enrollment.moved": _("memindahkan {count} orang ke {unit} per {day}"),
    "enrollment.category_changed": _("mengganti jenis pekerja {count} orang menjadi {category} per {day}"),
    "enrollment.continued": _("melanjutkan kepesertaan {count} orang dengan biaya sendiri"),
    "bulk_act.ordered": _("meminta tindakan massal {label}: {count} kepesertaan per {day}"),
    "bulk_act.stopped": _("menghentikan tindakan massal {label}"),
    "saved_view.saved": _("menyimpan tampilan daftar pekerja"),
    "saved_view.renamed": _("mengganti nama tampilan daftar pekerja"),
    "saved_view.removed": _("menghapus tampilan daftar pekerja"),
    # rosters
    "roster_link.made": _("membuat tautan roster untuk {label}, berlaku sampai {day}"),
    "roster_link.revoked": _("mencabut tautan roster untuk {label}"),
    "roster_link.used": _("menerima roster {roster} lewat tautan untuk {label}"),
    "roster.returned": _("mengembalikan roster {label} kepada pengirimnya"),
    "roster.received": _("mengunggah roster {label}"),
    "roster.checked": _("memeriksa roster {label}: {new} baru, {changed} berubah, {refused} ditolak"),
    "roster.mended": _("memperbaiki isian roster {label}"),
    "roster.answers_taken_back": _("menarik jawaban atas roster {label}"),
    "roster.columns_forgotten": _("melupakan susunan kolom yang dipakai roster {label}"),
    "roster.decided": _("memutuskan tentang {count} orang yang tidak ada di berkas roster {label}"),
    "roster.arrivals_decided": _("memutuskan tentang {count} orang di roster {label} yang terdaftar di unit lain"),
    "roster.work_stopped": _("menghentikan pekerjaan atas roster {label}"),
    "roster.cancelled": _("membatalkan roster {label} sebelum disimpan"),
    "roster.committed": _("menyimpan roster {label}: {new} pekerja baru, {changed} berubah"),
    "roster.undone": _("menarik kembali roster {label}"),
    # contributions
    "run.opened": _("membuka iuran {label}"),
    "run.correction_opened": _("membuka koreksi iuran {since} sampai {until}, {label}"),
    "run.cancelled": _("membatalkan iuran {label} sebelum disetujui"),
    "run.calculated": _("menghitung iuran {label}: {workers} pekerja, {total}"),
    "sipp.made": _("membuat berkas SIPP nomor {label}: {rows} orang dengan NIK lengkap"),
    "sipp.listed": _("melihat {count} orang di berkas SIPP"),
    "sipp_layout.written": _("menulis susunan kolom SIPP {label}, dipakai mulai {day}"),
    "sipp.downloaded": _("mengunduh berkas SIPP nomor {label}: {rows} orang dengan NIK lengkap"),
    "sipp.empty": _("tidak jadi membuat berkas SIPP nomor {label}: tidak ada yang siap dikirim"),
    "sipp.answered": _("mengunggah jawaban SIPP untuk berkas nomor {label}"),
    "sipp.read": _("membaca jawaban SIPP untuk berkas nomor {label}: {rows} baris"),
    "sipp.words_told": _("menunjuk arti {count} kata status di jawaban SIPP untuk berkas nomor {label}"),
    "sipp.confirmed": _("mencatat jawaban SIPP untuk berkas nomor {label}: {accepted} diterima, {refused} ditolak"),
    "sipp.undone": _("membatalkan jawaban SIPP untuk berkas nomor {label}"),
    "sipp.withdrawn": _("menarik berkas SIPP nomor {label}"),
    "run.inconsistent": _("memeriksa iuran {label}: jumlahnya tidak cocok dengan rinciannya"),
    "run.approved": _("menyetujui iuran {label}: {workers} pekerja, {total}"),
    "bill.issued": _("menerbitkan tagihan {label} sebesar {total}"),
    "bill.issued_under": _("menerbitkan tagihan {label} sebesar {total} dengan NPP {npp}, bukan {former_npp}"),
    "bill.cancelled": _("membatalkan tagihan {label} dengan tagihan {by_number}"),
    "bill.printed": _("mencetak tagihan {label}"),
    "bill.reminded": _("mengirim pengingat bahwa tagihan {label} belum lunas"),
    "bill.code_written": _("menulis kode iuran {code} pada tagihan {label}"),
    "bank_file.received": _("mengunggah berkas bank {label}"),
    "bank_file.read": _("membaca berkas bank {label}, {rows} baris"),
    "bank_file.columns_told": _("menunjuk kolom berkas bank {label}"),
    "bank_file.seen": _("melihat isi berkas bank {label}"),
    "bank_file.accepted": _("mencatat sekaligus {payments} pembayaran dari berkas bank {label}, {total}"),
    "recap.exported": _("mengunduh rekap iuran {period}, {total}"),
    "budget.exported": _("mengunduh anggaran iuran {year}, {total}"),
    "arrears.exported": _("mengunduh {rows} tagihan yang belum lunas"),
    "bill.settled": _("memperhitungkan {amount} dari nomor {source} dengan tagihan {label}"),
    "bill.settled_across": _(
        "memperhitungkan {amount} dari nomor {source} ({source_place}) dengan tagihan {label} ({bill_place}): {reason}"
    ),
    "bill.settlement_taken_back": _("menarik perhitungan {amount} dari nomor {source} dengan tagihan {label}"),
    "payment.taken_back": _("menarik pembayaran {label} sebesar {amount} untuk tagihan {bill}"),
    "payment.recorded": _("mencatat pembayaran {label} sebesar {amount} untuk tagihan {bill}"),
    "wage_basis.daily_confirmed": _(
        "menyatakan bahwa {wages} upah memang upah sehari; iuran sebulan dari {before_total} menjadi {after_total}"
    ),
    # agreements and circulars
    "agreement.draft": _("menarik naskah {label} kembali menjadi konsep"),
    "agreement.in_review": _("membawa naskah {label} ke pembahasan"),
    "agreement.agreed": _("menyepakati naskah {label}"),
    "agreement.signed": _("mencatat penandatanganan {label}"),
    "agreement.ended": _("mengakhiri perjanjian {label}"),
    "agreement.reminded": _("mengirim pengingat bahwa {label} akan berakhir"),
    "expiry.exported": _("mengunduh {rows} baris tentang yang tercakup bila {label} tidak diperpanjang"),
    "agreement.written": _("menulis konsep {label}"),
    "agreement.rewritten": _("mengubah naskah {label}"),
    "agreement.discarded": _("menghapus konsep {label}"),
    "agreement.numbered": _("menulis nomor {label}"),
    "agreement.signature_recorded": _("mencatat tanda tangan pihaknya pada {label}"),
    "agreement.scan_kept": _("menyimpan pindaian {label}"),
    "agreement.scan_opened": _("membuka pindaian {label}"),
    "agreement.scan_replaced": _("mengganti pindaian {label}; yang lama tetap disimpan"),
    "agreement.scan_complete": _("menyatakan pindaian {label} lengkap: {pages} halaman"),
    "agreement.scan_dropped": _("menghapus pindaian {label}"),
    "agreement.stamped": _("mencatat e-meterai pada {label}"),
    "agreement.remarked": _("menulis catatan atas naskah {label}"),
    "legal_basis.added": _("menambah dasar hukum {label} ke daftar kota"),
    "circular.drafted": _("menyusun konsep surat edaran {label}"),
    "circular.changed": _("mengubah konsep surat edaran {label}"),
    "circular.dropped": _("menghapus konsep surat edaran {label}"),
    "circular.submitted": _("mengajukan surat edaran {label} untuk diterbitkan"),
    "circular.draft": _("mengembalikan surat edaran {label} menjadi konsep"),
    "circular_reminder.written": _("menulis surat pengingat {label} untuk {unit}"),
    "briefing.written": _("mencatat sosialisasi {label}"),
    "briefing.corrected": _("memperbaiki catatan sosialisasi {label}"),
    "circular.issued": _("menerbitkan surat edaran {label}"),
    "circular.superseded": _("mengganti surat edaran {label} dengan yang baru"),
    "circular.withdrawn": _("mencabut surat edaran {label}"),
    # deaths and claims
    "claim.reported": _("mencatat kabar duka dan membuka klaim {label}"),
    "claim.corrected": _("memperbaiki kabar duka klaim {label}"),
    "claim.computed": _("menghitung manfaat klaim {label}: {total}"),
    "claim.accident_reported": _("mencatat laporan kecelakaan klaim {label}"),
    "claim.left_out": _("mencatat mengapa {heir} bukan ahli waris klaim {label}"),
    "claim.balance_reported": _("mencatat saldo JHT menurut cabang untuk klaim {label}"),
    "claim.complete": _("menyatakan berkas klaim {label} lengkap"),
    "claim.submitted": _("mengajukan klaim {label}"),
    "claim.approved": _("menyetujui klaim {label}"),
    "claim.verified": _("memverifikasi klaim {label}"),
    "claim.granted": _("mengabulkan klaim {label}"),
    "claim.paid": _("menyatakan klaim {label} sudah dibayarkan"),
    "claim.reminded": _("mengirim pengingat batas pembayaran klaim {label}"),
    "claim.returned": _("mengembalikan klaim {label}"),
    "claim.refused": _("tidak mengabulkan klaim {label}"),
    "claim.appealed": _("mencatat keberatan atas klaim {label}"),
    "claim.cancelled": _("membatalkan klaim {label}"),
    "claim_scan.kept": _("mengunggah berkas klaim: {label}"),
    "claim_scan.dropped": _("menghapus pindaian berkas klaim: {label}"),
    "claim_scan.opened": _("membuka pindaian berkas klaim: {label}"),
    "payout.proved": _("mengunggah bukti pencairan {label}"),
    "payout.proof_opened": _("membuka bukti pencairan {label}"),
    "claim_document.received": _("menerima berkas klaim: {label}"),
    "claim_document.accepted": _("membenarkan berkas klaim: {label}"),
    "claim_document.returned": _("mengembalikan berkas klaim: {label}"),
    "claim_document.not_needed": _("menyatakan berkas klaim tidak perlu: {label}"),
    "heir.added": _("menambah ahli waris {label}"),
    "heir.account_changed": _("mengubah rekening ahli waris {label}"),
    "heir.removed": _("menghapus ahli waris {label}"),
    "scholarship_child.added": _("menambah anak penerima beasiswa {label}"),
    "scholarship_child.removed": _("menghapus anak penerima beasiswa {label}"),
    "scholarship_year.recorded": _("mencatat beasiswa tahun ke-{number} untuk {label} sebesar {amount}"),
    "scholarship_year.ended": _("mengakhiri beasiswa {label}"),
    "payout.recorded": _("mencatat pencairan {label} sebesar {amount}"),
    "ceremony.held": _("mencatat penyerahan simbolis {label} dengan {payouts} penerima"),
    "claim_statistics.exported": _("mengunduh statistik klaim"),
    "claim_paper.printed": _("mencetak berkas klaim {label}"),
    # the city in Payung and the offices that serve it
    "municipality.added": _("menambahkan {label} ke Payung"),
    "branch.serves": _("mencatat bahwa {office} melayani {label}"),
    "branch.end_changed": _("mengubah masa {office} melayani {label}"),
    # people and their roles
    "role.given": _("memberi peran {label} kepada {person}"),
    "role.end_changed": _("mengubah masa peran {label} milik {person}"),
    "account.name_changed": _("mengganti nama sendiri"),
    "account.shut": _("menonaktifkan akun {person}"),
    "account.opened": _("mengaktifkan lagi akun {person}"),
    "second_factor.reset_asked": _("meminta agar langkah kedua milik {person} dilepas"),
    "second_factor.reset": _("menyetujui pelepasan langkah kedua milik {person}"),
    "second_factor.reset_cancelled": _("membatalkan pelepasan langkah kedua milik {person}"),
    "role.taken": _("mengakhiri peran {label} milik {person}"),
    "invitation.sent_again": _("mengirim lagi undangan {label} kepada {person}"),
    # the trail itself, and what was refused
    "audit.listed": _("membuka jejak audit{narrowed}"),
    "audit.exported": _("mengunduh {rows} baris jejak audit{narrowed}"),
    "audit.verified": _("memeriksa rantai jejak audit sampai #{number}"),
    "audit.verification_asked": _("meminta rantai jejak audit diperiksa"),
    "access.refused": _("mencoba membuka halaman yang tidak untuk perannya ({page})"),
    "access.not_found": _("mencoba membuka sesuatu yang tidak ada atau bukan miliknya ({page})"),
    "act.refused": _("mencoba sesuatu yang tidak dapat dilakukan: {reason}"),
}
# What holds from a day on (municipalities/city/periods.py): f"{model}.{what}".
DATED = {
    "minimumwage": _("upah minimum"),
    "wagebasis": _("dasar upah"),
    "letterhead": _("kepala surat"),
    "paperformat": _("ukuran kertas"),
    "registration": _("nomor pendaftaran"),
    "reminderplan": _("pengingat"),
    "retentionperiod": _("masa simpan data"),
    "rulechoice": _("jawaban kota atas ketentuan"),
    "billdivision": _("pembagian tagihan"),
    "runopening": _("tanggal pembukaan iuran"),
    "official": _("pejabat"),
}
DATED_WORDS = {
    "begun": _("menetapkan {kind}{named}"),
    "corrected": _("memperbaiki {kind}{named} sebelum berlaku"),
    "withdrawn": _("menarik {kind}{named} sebelum berlaku"),
    "ended": _("mengakhiri masa {kind}{named}"),
}
# Whoever did this has seen data of persons.
SHOWS_PERSONS = (
    *("workers.listed", "workers.checked", "workers.exported", "worker.viewed", "worker.nik_shown"),
    *("workers.check_exported", "worker.kpj_shown", "workers.typed", "workers.compared"),
    "workers.calendar_exported",
    *("heir.account_shown", "run_workers.listed", "roster.rows_seen", "roster.errors_downloaded", "claim.viewed"),
    *("claims.listed", "claim.form_opened", "claim_scan.opened", "payout.proof_opened", "paper.opened"),
    "person.exported",
    "worker_document.opened",
    *("sipp.made", "sipp.downloaded", "sipp.listed"),
    *("corrections.listed", "correction.viewed", "incident.reported", "card_batch.viewed", "roster.samples_seen"),
)
# Why something could not be done, by the class of the refusal.
REFUSALS = {
    "SamePerson": _("orang yang sama tidak boleh memeriksa pekerjaannya sendiri"),
    "SecondPersonNeeded": _("harus dibenarkan orang kedua"),
    "ApprovedAlready": _("sudah disetujui orang lain"),
    "RunNotOpen": _("iurannya sudah disetujui"),
    "RosterMoved": _("rosternya sudah berpindah tahap"),
    "StepNotAllowed": _("klaimnya tidak sedang di langkah itu"),
    "MoveNotAllowed": _("naskahnya tidak sedang di tahap itu"),
    "ChangedSince": _("berkasnya berubah sejak diajukan"),
    "TotalChanged": _("jumlah yang diketik bukan jumlahnya"),
    "CancelledAlready": _("tagihannya sudah dibatalkan"),
    "BillPaid": _("tagihannya sudah dibayar"),
}
NARROWED = {
    "unit": _("unit {value}"),
    "category": _("jenis {value}"),
    "state": _("keadaan {value}"),
    "program": _("program {value}"),
    "need": _("yang perlu ditindak {value}"),
    "cause": _("sebab {value}"),
    "roster": _("roster {value}"),
    "group": _("kegiatan {value}"),
    "person": _("oleh {value}"),
    "object": _("tentang {value}"),
    "from": _("sejak {value}"),
    "until": _("sampai {value}"),
    "searched": _("dengan pencarian"),
}


def group_of(action):
    return GROUP_OF.get(action.split(".")[0], "pengaturan")


def actions_of(group):
    """The actions of a group of the page's filter; of the persons' group those that show persons."""
    if group == PERSONAL:
        return list(SHOWS_PERSONS)
    dated = [f"{kind}.{word}" for kind in DATED for word in DATED_WORDS]
    return [action for action in (*SENTENCES, *dated) if group_of(action) == group]


class Words(dict):
    """What a sentence may name; what the event does not say is left open."""

    def __missing__(self, name):
        return "…"


def shown(name, value):
    """A value of an event as a person reads it."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, int):
        return rupiah(value) if name in AMOUNTS else grouped(value)
    if name == "reason":
        return REFUSALS.get(value) or dict(Reason.choices).get(value, value)
    if name == "day":
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    return ", ".join(str(shown(name, each)) for each in value) if isinstance(value, list) else value


def sentence(event):
    """What this event says, after the name of who did it. An action without a sentence is told by its word."""
    text = SENTENCES.get(event.action)
    kind, _dot, word = event.action.partition(".")
    if kind in DATED and word in DATED_WORDS:
        return str(DATED_WORDS[word]).format(kind=DATED[kind], named=f" {event.label}" if event.label else "")
    if text is None:
        return _("{action} {label}").format(action=event.action, label=event.label)
    words = {name: shown(name, value) for name, value in event.detail.items() if value not in (None, "")}
    words |= {"label": event.label or "…", "narrowed": narrowed(event.detail), "because": because(event.detail)}
    return str(text).format_map(Words(words))


def narrowed(detail):
    """What a list was narrowed to, as the end of a sentence."""
    said = [str(text).format(value=detail[name]) for name, text in NARROWED.items() if detail.get(name)]
    return "".join(f", {each}" for each in said)


def because(detail):
    """What for somebody has looked at a number in full."""
    reasons = [dict(Reason.choices).get(detail.get("reason"), ""), detail.get("note", "")]
    said = ": ".join(str(each) for each in reasons if each)
    return f" ({said})" if said else ""
