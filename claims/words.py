"""What people read for the codes of a claim: remarks of the law, findings, steps. Kind, short, without alarm."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims.at_risk import Rule
from claims.models import Claim
from common.months import month_name
from common.rupiah import rupiah
from common.templatetags.payung import cited
from regulations.death_benefits import COMMUTING, Remark, class_of
from regulations.words import Level


Status = Claim.Status
REMARK_LABELS = {
    Remark.WAITING_TIME: gettext_lazy(
        "Masa kepesertaan belum mencapai batasnya, sehingga yang dibayarkan hanya biaya pemakaman."
    ),
    Remark.AT_LEAST_THE_FLOOR: gettext_lazy("Santunan dibayarkan sebesar batas paling rendahnya."),
    Remark.WAGE_IS_BASE_OF_BAND: gettext_lazy("Upah yang dipakai adalah dasar golongan penghasilan peserta."),
    Remark.SUDDEN_DEATH_AS_WORK_DEATH: gettext_lazy(
        "Meninggal mendadak di tempat kerja diperlakukan sebagai kecelakaan kerja."
    ),
    Remark.TOO_FEW_MONTHS_FOR_SCHOLARSHIP: gettext_lazy("Masa iuran belum cukup untuk beasiswa anak."),
    Remark.NO_HEIRS: gettext_lazy(
        "Tidak ada ahli waris: biaya pemakaman dibayarkan kepada yang mengurusnya, sisanya menjadi milik dana jaminan."
    ),
    Remark.MORE_CHILDREN_THAN_SCHOLARSHIPS: gettext_lazy(
        "Anak lebih banyak daripada beasiswa; keluarga memilih siapa yang mengajukan."
    ),
}
EVENT_LABELS = {
    Status.REPORTED: gettext_lazy("Kabar duka dicatat, klaim dibuka"),
    Status.COMPLETE: gettext_lazy("Berkas lengkap"),
    Status.SUBMITTED: gettext_lazy("Diajukan kepada penyetuju kota"),
    Status.APPROVED: gettext_lazy("Disetujui kota, diteruskan ke cabang"),
    Status.VERIFIED: gettext_lazy("Diverifikasi petugas cabang"),
    Status.GRANTED: gettext_lazy("Dikabulkan cabang"),
    Status.REFUSED: gettext_lazy("Tidak dikabulkan cabang"),
    Status.APPEALED: gettext_lazy("Keluarga mengajukan keberatan"),
    Status.PAID: gettext_lazy("Santunan sudah diterima semua ahli waris"),
    Status.RETURNED: gettext_lazy("Dikembalikan untuk dilengkapi"),
    Status.CANCELLED: gettext_lazy("Klaim dibatalkan"),
}
STEPS = (
    (gettext_lazy("Ajukan"), ("REPORTED", "COMPLETE", "RETURNED")),
    (gettext_lazy("Setujui"), ("SUBMITTED",)),
    (gettext_lazy("Verifikasi"), ("APPROVED",)),
    (gettext_lazy("Putuskan"), ("VERIFIED", "APPEALED")),
    (gettext_lazy("Bayarkan"), ("GRANTED",)),
)


def steps_of(claim):
    """The steps with where the claim stands; a claim that is over has no current one."""
    here = next((place for place, (_title, states) in enumerate(STEPS) if claim.status in states), None)
    over = {"PAID": len(STEPS), "REFUSED": len(STEPS) - 1}.get(claim.status, 0)
    done = over if here is None else here
    return [
        {"title": title, "status": "done" if place < done else "current" if place == here else "todo"}
        for place, (title, _states) in enumerate(STEPS)
    ]


def chip(status):
    """The word that gives the state its colour: for a family nothing of it is an alarm."""
    return "ENDED" if status in Claim.DEAD else status


def remarks_of(claim):
    return [REMARK_LABELS[Remark(code)] for code in claim.remarks]


def eligibility_of(claim):
    """Whether there is a right; once the branch has looked, its word stands where ours left the question open."""
    if claim.status in DECIDED:
        return DECIDED[Status(claim.status)]
    if claim.eligibility == "NEEDS_BRANCH" and claim.status == Status.VERIFIED:
        return LOOKED_AT
    return claim.get_eligibility_display()


def findings_of(claim):
    """Each finding as a sentence with its answer and article."""
    answers = ANSWERS | ({"NEEDS_BRANCH": LOOKED_AT} if claim.status in SEEN_BY_BRANCH else {})
    return [
        {
            "text": sentence(found["code"], found["answer"], found["detail"]),
            "answer": found["answer"].lower(),
            "answer_label": answers[found["answer"]],
            "source": found["source"],
            "evidence": found.get("evidence"),  # findings of older claims have none
        }
        for found in claim.findings
    ]


ANSWERS = {
    "YES": gettext_lazy("terpenuhi"),
    "NO": gettext_lazy("belum terpenuhi"),
    "NEEDS_BRANCH": gettext_lazy("perlu dicek cabang"),
}
LOOKED_AT = gettext_lazy("sudah dicek cabang")
DECIDED = {
    Status.GRANTED: gettext_lazy("berhak menurut keputusan cabang"),
    Status.PAID: gettext_lazy("berhak menurut keputusan cabang"),
    Status.REFUSED: gettext_lazy("tidak berhak menurut keputusan cabang"),
}
SEEN_BY_BRANCH = (Status.VERIFIED, Status.APPEALED, *DECIDED)


PASSED_OVER = gettext_lazy(
    "Menurut urutan hukum (PP 44/2015 Pasal 37 ayat (5)) ada ahli waris yang didahulukan; mohon diperiksa."
)


def with_scans(paper):
    """A paper in a list to choose from, and whether a scan of it is there."""
    scans = len(paper.scans.all())
    there = ngettext("%(count)s pindaian", "%(count)s pindaian", scans) % {"count": scans}
    return f"{paper.get_kind_display()} ({there if scans else _('tanpa pindaian')})"


def year_to_come(standing):
    """The next year of a scholarship, as a claim says what is still to come."""
    return _("Beasiswa %(name)s tahun ke-%(number)s dapat diajukan sejak %(day)s.") % {
        "name": standing.child.name, "number": standing.number, "day": date_format(standing.due, "j F Y"),
    }  # fmt: skip


def school_of(child):
    """Where a child goes to school: SD kelas 5; the level alone where its class is not known."""
    level = child.get_level_display()
    if child.school_year is None:
        return str(level)
    if child.level == Level.PT:
        return _("%(level)s, tahun ke-%(year)s") % {"level": level, "year": child.school_year}
    return _("%(level)s kelas %(grade)s") % {"level": level, "grade": class_of(child.level, child.school_year)}


def on_the_way(day):
    """Whether an accident between home and work is one of work, for whoever chooses the cause of a death."""
    entry = COMMUTING.find(day)
    if entry is None or not entry.value:
        return ""
    return _("Kecelakaan dalam perjalanan pergi atau pulang kerja juga kecelakaan kerja (%(source)s).") % {
        "source": cited(entry.source)
    }


def named(payout):
    """A payout in a list to choose from: who received what, after whom, when."""
    return _("%(heir)s, ahli waris %(worker)s: %(amount)s, dibayar %(day)s") % {
        "heir": payout.heir.name,
        "worker": payout.claim.worker.name,
        "amount": rupiah(payout.amount),
        "day": date_format(payout.payment_date, "j F Y"),
    }


def sentence(code, answer, detail):
    return SENTENCES[code](answer == "YES", detail)


def day(text):
    return date_format(date.fromisoformat(text), "j F Y") if text else ""


def month(text):
    return month_name(date.fromisoformat(text))


def enrolled(fine, detail):
    if fine:
        return _("Terdaftar dan aktif pada hari kejadiannya, sejak %(since)s.") % {"since": day(detail["since"])}
    if not detail["ended"]:
        return _("Pada hari kejadiannya kepesertaan belum mulai.")
    return _("Kepesertaan berakhir %(ended)s, sebelum hari kejadiannya.") % {"ended": day(detail["ended"])}


def number_issued(fine, detail):
    if fine:
        return _("Nomor peserta terbit %(day)s, sebelum hari kejadiannya.") % {"day": day(detail["issued"])}
    if detail["issued"]:
        return _("Nomor peserta terbit %(day)s, setelah hari kejadiannya.") % {"day": day(detail["issued"])}
    if detail["kpj"]:
        return _("Tanggal terbit nomor peserta belum diketahui.")
    return _("Nomor peserta belum tercatat.")


def agreement(fine, detail):
    if fine:
        return _("Perjanjian %(number)s berlaku pada hari itu.") % {"number": detail["number"]}
    if why := detail.get("why"):  # findings of older claims have none
        return _("Tidak tercakup perjanjian pada hari itu: %(why)s.") % {"why": why}
    return _("Tidak ada perjanjian yang tercatat untuk unit dan jenis pekerja ini pada hari itu.")


def contributions(fine, detail):
    if fine:
        return _("Iuran disetujui sampai %(month)s.") % {"month": month(detail["through"])}
    if detail["through"]:
        return _("Iuran yang tercatat di sini hanya sampai %(month)s.") % {"month": month(detail["through"])}
    return _("Pembayaran iuran pada masa itu tidak tercatat di sini.")


def inquiry(fine, detail):
    return _("Sebab meninggal masih diselidiki; manfaatnya mengikuti sebab yang kemudian ditetapkan.")


def paid(fine, detail):
    if detail["late"]:
        told = _("%(paid)s bulan iuran terbayar, %(late)s bulan menunggak pada hari meninggal, sejak %(since)s.") % (
            detail | {"since": month(detail["since"])}
        )
    else:
        told = _("%(paid)s bulan iuran terbayar; tidak ada tunggakan pada hari meninggal.") % detail
    effect = EFFECTS[detail["effect"]] if detail.get("effect") else ""
    return " ".join(filter(None, (told, str(effect), recorded_from(detail))))


def recorded_from(detail):
    """Whoever was a member before the first month billed here has payments that the branch alone knows."""
    if not detail.get("first"):  # findings of older claims have none
        return ""
    return _("Tagihannya tercatat di sini sejak %(month)s; pembayaran sebelumnya menurut catatan cabang.") % {
        "month": month(detail["first"])
    }


EFFECTS = {
    Rule.PAID: gettext_lazy("Manfaat tetap dibayarkan."),
    Rule.EMPLOYER_FIRST: gettext_lazy(
        "Lewat tiga bulan: pemberi kerja membayar dulu manfaatnya, lalu meminta gantinya setelah tunggakan lunas."
    ),
    Rule.AFTER_CLEARING: gettext_lazy("Santunan uang dibayarkan setelah tunggakan lunas; perawatan tidak menunggu."),
    Rule.FUNERAL_FIRST: gettext_lazy("Biaya pemakaman dibayarkan dulu; sisanya setelah tunggakan lunas."),
    Rule.NO_RIGHT: gettext_lazy("Lewat tiga bulan tidak ada hak atas manfaat; tanyakan pembayarannya ke cabang dulu."),
}


def months(fine, detail):
    if fine:
        return _("Masa kepesertaan %(months)s bulan, dihitung dari semua perjanjian.") % detail
    return _("Masa kepesertaan %(months)s bulan, belum mencapai masa tunggu.") % detail


def scholarship_months(fine, detail):
    if not detail["least"]:
        return _("Beasiswa tidak mensyaratkan masa iuran.")
    if fine:
        return _("Masa iuran %(months)s bulan, cukup untuk beasiswa (paling sedikit %(least)s).") % detail
    return _("Masa iuran %(months)s bulan, belum cukup untuk beasiswa (paling sedikit %(least)s).") % detail


def not_lapsed(fine, detail):
    if fine:
        return _("Diajukan sebelum hak gugur pada %(last)s.") % {"last": day(detail["last"])}
    if not detail["last"]:
        return _("Kejadiannya lebih tua daripada ketentuan yang dikenal di sini.")
    return _("Hak mengajukan gugur pada %(last)s.") % {"last": day(detail["last"])}


def one_benefit(fine, detail):
    return _("Terdaftar di %(count)s tempat; manfaat dihitung satu kali.") % detail


SENTENCES = {
    "INQUIRY": inquiry,
    "PAID": paid,
    "ENROLLED": enrolled,
    "NUMBER_ISSUED": number_issued,
    "AGREEMENT": agreement,
    "CONTRIBUTIONS": contributions,
    "MONTHS": months,
    "SCHOLARSHIP_MONTHS": scholarship_months,
    "NOT_LAPSED": not_lapsed,
    "ONE_BENEFIT": one_benefit,
}
