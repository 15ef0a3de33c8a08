"""What is to be done next, and by whom: whoever may do it finds a task, whoever may only look sees who has it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import clocks
from claims.models import Claim
from common.months import month_name
from common.rupiah import grouped, rupiah
from enrollment.models import Roster
from municipalities.roles import ROLE_LABELS, Permission, Role, may
from reports import standing


NAMED = 3  # municipalities by name; the others are counted
STATUS_LABELS = {
    "todo": gettext_lazy("belum mulai"),
    "running": gettext_lazy("berjalan"),
    "waiting": gettext_lazy("menunggu"),
    "late": gettext_lazy("terlambat"),
    "done": gettext_lazy("selesai"),
}


@dataclass(frozen=True)
class Duty:
    """Something that stands open: `permission` is asked of who does it, `view` of who may know of it."""

    title: str
    detail: str
    page: str  # url name
    permission: Permission
    view: Permission
    status: str = "waiting"  # todo, running, waiting or late
    due_date: date | None = None
    url: str = ""  # where it is not the page of that name as a whole
    leads: bool = False  # stands before everything else that is late: the law counts its hours
    also: tuple[Role, ...] = ()  # whose own task it is too, whoever may do it
    only: tuple[Role, ...] = ()  # of those who may, whose it is: one side of an agreement; empty: all of them

    @property
    def status_label(self):
        return STATUS_LABELS[self.status]

    @property
    def doers(self):
        """The roles that may do it, as people call them."""
        people = [role for role in Role if role not in (Role.SYSTEM, Role.PUBLIC, Role.PLATFORM)]
        return ", ".join(str(ROLE_LABELS[role]) for role in people if self.is_of(role))

    def is_of(self, role):
        return may(role, self.permission) and (not self.only or role in self.only)


def of(standings):
    """What stands open in these municipalities, most pressing first; agreements and gaps have modules of their own."""
    kinds = (corrections, late_claims, due_reports, claims, yearly_scholarships, rosters, money, bills, sipp)
    return [duty for kind in kinds for duty in kind(standings)]


def by_urgency(duties):
    """What is late stands first, then whatever has the nearest day; the others keep their order."""
    return sorted(duties, key=lambda duty: (not duty.leads, duty.status != "late", duty.due_date or date.max))


def split(duties, role):
    """The duties of this role, and those it waits for."""
    own = [duty for duty in duties if duty.is_of(role) or role in duty.also]
    others = [duty for duty in duties if duty not in own and may(role, duty.view)]
    return by_urgency(own), by_urgency(others)


def corrections(standings):
    """What people asked to have put right: the law gives hours, so what is late leads the page."""
    late = sum(each.late_corrections for each in standings)
    left = sum(each.open_corrections for each in standings) - late
    steps = (
        (late, _("%(count)s permintaan perbaikan data lewat 3 x 24 jam"), "late"),
        (left, _("%(count)s permintaan perbaikan data menunggu jawaban"), "todo"),
    )
    for count, title, status in steps:
        if count:
            yield Duty(
                title=title % {"count": grouped(count)},
                detail=_("Cocokkan dengan buktinya, lalu jawab orangnya."),
                page="correction_list",
                url=f"{reverse('correction_list')}?keadaan=terbuka",
                permission=Permission.DECIDE_CORRECTION,
                view=Permission.VIEW_CORRECTIONS,
                status=status,
                leads=status == "late",
            )


def late_claims(standings):
    """What the law wanted of a claim by a day that is past: it leads, for whoever has to do it."""
    late = sorted(
        (each for here in standings for each in here.late_clocks), key=lambda each: (each[1].due, each[0].pk)
    )
    for of_the_city, permission in ((True, Permission.REGISTER_DEATH), (False, Permission.VERIFY_CLAIM)):
        mine = [each for each in late if (each[1].kind in clocks.OF_THE_CITY) is of_the_city]
        if not mine:
            continue
        claim, clock = mine[0]
        more = len(mine) - 1
        yield Duty(
            title=_("%(claim)s: %(what)s, lewat batas") % {"claim": claim.label, "what": lowered(str(clock.label))},
            detail=_("dan %(count)s batas klaim lain yang lewat") % {"count": grouped(more)} if more else "",
            page="claim_list",
            url=claim.get_absolute_url(),
            permission=permission,
            view=Permission.VIEW_CLAIMS,
            status="late",
            due_date=clock.due,
            leads=True,
        )


def due_reports(standings):
    """What the branch is to be told of an accident or its death within hours: before it is late, not after."""
    due = sorted((each for here in standings for each in here.due_reports), key=lambda each: (each[1].due, each[0].pk))
    for claim, clock in due:
        yield Duty(
            title=f"{claim.label}: {lowered(str(clock.label))}",
            detail=_("Boleh lewat telepon, WhatsApp, atau surel; sesudah itu catat harinya."),
            page="claim_list",
            url=claim.get_absolute_url(),
            permission=Permission.REGISTER_DEATH,
            view=Permission.VIEW_CLAIMS,
            status="todo",
            due_date=clock.due,
            leads=True,
        )


def yearly_scholarships(standings):
    """Each year of each child is asked for anew."""
    found = sorted((each for here in standings for each in here.due_scholarships), key=lambda each: each.due)
    if found:
        first = found[0]
        yield Duty(
            title=_("%(count)s beasiswa anak dapat diajukan") % {"count": grouped(len(found))},
            detail=_("%(claim)s: tahun ke-%(number)s.") % {"claim": first.child.claim.label, "number": first.number},
            page="claim_list",
            url=f"{first.child.claim.get_absolute_url()}#beasiswa",
            permission=Permission.RECORD_PAYOUT,
            view=Permission.VIEW_CLAIMS,
            due_date=first.due,
        )


def lowered(title):
    """A title in the middle of a sentence; a name in capitals (NPP) stays one."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def claims(standings):
    count = standing.added_up(standings, "claims")
    steps = (
        (Claim.Status.GRANTED, _("%(count)s klaim menunggu catatan pembayaran"), Permission.RECORD_PAYOUT),
        (Claim.Status.VERIFIED, _("%(count)s klaim menunggu keputusan"), Permission.DECIDE_CLAIM),
        (Claim.Status.APPROVED, _("%(count)s klaim menunggu verifikasi"), Permission.VERIFY_CLAIM),
        (Claim.Status.SUBMITTED, _("%(count)s klaim menunggu persetujuan"), Permission.APPROVE_CLAIM),
        (Claim.Status.COMPLETE, _("%(count)s klaim siap diajukan"), Permission.REGISTER_DEATH),
        (Claim.Status.RETURNED, _("%(count)s klaim dikembalikan"), Permission.REGISTER_DEATH),
        (Claim.Status.REPORTED, _("%(count)s klaim belum lengkap"), Permission.REGISTER_DEATH),
    )
    for status, title, permission in steps:
        if count[status]:
            yield Duty(
                title=title % {"count": grouped(count[status])},
                detail=where(standings, lambda each, status=status: each.claims[status]),
                page="claim_list",
                url=f"{reverse('claim_list')}?keadaan={status}",
                permission=permission,
                view=Permission.VIEW_CLAIMS,
            )


def rosters(standings):
    count, sent = standing.added_up(standings, "rosters"), standing.added_up(standings, "sent_rosters")
    waiting, checked = sent[Roster.Status.WAITING], sent[Roster.Status.CHECKED]
    fallen = sum(each.fallen_wages for each in standings)
    steps = (
        (fallen, _("%(count)s roster menunggu pembenaran upah yang turun"), Permission.CONFIRM_WAGES),
        (
            count[Roster.Status.WAITING] - fallen - waiting,
            _("%(count)s roster menunggu jawaban"),
            Permission.COMMIT_ROSTER,
        ),
        (count[Roster.Status.CHECKED] - checked, _("%(count)s roster siap disimpan"), Permission.COMMIT_ROSTER),
    )
    if waiting + checked:
        yield Duty(
            title=_("%(count)s daftar dari tautan menunggu pemeriksaan") % {"count": grouped(waiting + checked)},
            detail=_("Periksa, lalu simpan atau kembalikan kepada sekolahnya."),
            page="roster_list",
            url=f"{reverse('roster_list')}?sumber=tautan",
            permission=Permission.COMMIT_ROSTER,
            view=Permission.VIEW_ROSTERS,
            status="todo",
        )
    for open_ones, title, permission in steps:
        if open_ones:
            yield Duty(
                title=title % {"count": grouped(open_ones)},
                detail=_("Belum ada yang didaftarkan sampai roster ini disimpan."),
                page="roster_list",
                permission=permission,
                view=Permission.VIEW_WORKERS,
                status="running",
            )
    empty = [each for each in standings if not each.active and not sum(each.rosters.values())]
    if empty:
        yield Duty(
            title=_("Unggah roster pertama"),
            detail=where(standings, lambda each: each in empty)
            or _("Belum ada pekerja yang terdaftar. Mulai dari templat, isi, lalu unggah."),
            page="roster_upload",
            permission=Permission.UPLOAD_ROSTER,
            view=Permission.VIEW_WORKERS,
            status="todo",
        )


def money(standings):
    """Each month that is asked for, the older one first; what a month of another time waits for stands after them."""
    steps = (
        ("is_to_be_calculated", _("Hitung iuran %(month)s"), Permission.CALCULATE_RUN, "todo"),
        ("is_to_be_approved", _("Setujui iuran %(month)s"), Permission.APPROVE_RUN, "running"),
        ("is_to_be_billed", _("Buat tagihan %(month)s"), Permission.ISSUE_BILL, "running"),
    )
    for month in sorted({each.month for here in standings for each in here.money}):
        of_month = {here.municipality.pk: each for here in standings for each in here.money if each.month == month}
        for question, title, permission, status in steps:
            asked = {pk: each for pk, each in of_month.items() if getattr(each, question)}
            if asked:
                due_date = min(each.due_date for each in asked.values())
                is_late = any(due_date < here.day for here in standings)
                yield Duty(
                    title=title % {"month": month_name(month)},
                    detail=sums(standings, asked),
                    page="run_list",
                    url=page_of([each.run for each in asked.values()]),
                    permission=permission,
                    view=Permission.VIEW_MONEY,
                    status="late" if is_late else status,
                    due_date=due_date,
                )

    def approve(run):
        return _("Setujui koreksi iuran %(month)s") if run.is_correction else _("Setujui iuran %(month)s")

    yield from of_other_times(standings, "unapproved", approve, Permission.APPROVE_RUN)
    yield from of_other_times(
        standings, "unbilled", lambda run: _("Tagih koreksi iuran %(month)s"), Permission.ISSUE_BILL
    )


def of_other_times(standings, name, title, permission):
    """
    What runs that no month asks for wait for, such as corrections, the older month first.

    :param title: of a run; those of one month with the same title are one duty
    """
    asked = defaultdict(list)
    for run in sorted((run for each in standings for run in getattr(each, name)), key=lambda run: run.month):
        asked[title(run) % {"month": month_name(run.month)}].append(run)
    for said, waiting in asked.items():
        cities = {run.municipality_id for run in waiting}
        yield Duty(
            title=said,
            detail=where(standings, lambda each, cities=cities: each.municipality.pk in cities),
            page="run_list",
            url=page_of(waiting),
            permission=permission,
            view=Permission.VIEW_MONEY,
            status="running",
        )


def page_of(runs):
    """One month alone is opened at once; several are picked from their list."""
    (run, *others) = runs
    return run.get_absolute_url() if run and not others else ""


def bills(standings):
    unpaid = sorted((bill for each in standings for bill in each.unpaid), key=lambda bill: bill.due_date)
    if not unpaid:
        return
    is_late = any(unpaid[0].due_date < each.day for each in standings)
    left = {"left": rupiah(sum(bill.left for bill in unpaid))}
    yield Duty(
        title=_("%(count)s tagihan belum lunas") % {"count": grouped(len(unpaid))},
        detail=where(standings, lambda each: each.unpaid)
        or _("Sisa %(left)s. Sesudah dibayar, catat nomor buktinya.") % left,
        page="arrears_list" if is_late else "run_list",
        url=page_of({bill.run for bill in unpaid}),
        permission=Permission.RECORD_PAYMENT,
        view=Permission.VIEW_MONEY,
        status="late" if is_late else "running",
        due_date=unpaid[0].due_date,
    )


def sipp(standings):
    """What came back from BPJS: written down first, then whoever was refused is put right and sent again."""
    steps = (
        (
            sum(each.sipp_replies for each in standings),
            _("%(count)s jawaban SIPP menunggu dicatat"),
            _("Periksa baris demi baris, lalu catat."),
        ),
        (
            sum(each.refused_by_sipp for each in standings),
            _("%(count)s orang ditolak SIPP"),
            _("Perbaiki datanya, lalu kirim lagi."),
        ),
    )
    for count, title, detail in steps:
        if count:
            yield Duty(
                title=title % {"count": grouped(count)},
                detail=detail,
                page="sipp_list",
                permission=Permission.EXPORT_PERSONAL,
                view=Permission.VIEW_MONEY,
                status="todo",
            )


def sums(standings, asked):
    """One city: its people and what they cost; several: which ones. `asked`: {municipality id: MonthOfMoney}."""
    if len(standings) > 1:
        return where(standings, lambda each: each.municipality.pk in asked)
    (only,), (month,) = standings, asked.values()
    if month.run is None or not month.run.workers:
        return _("%(count)s pekerja terlindungi.") % {"count": grouped(only.active)}
    return _("%(count)s pekerja, %(total)s.") % {"count": grouped(month.run.workers), "total": rupiah(month.run.total)}


def where(standings, question):
    """The names of those it is true of; nothing where there is one city only."""
    if len(standings) == 1:
        return ""
    names = [str(each.municipality) for each in standings if question(each)]
    more = len(names) - NAMED
    if more > 0:
        return _("%(names)s, dan %(more)s lagi") % {"names": ", ".join(names[:NAMED]), "more": more}
    return ", ".join(names)
