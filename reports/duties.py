"""What is to be done next, and by whom: whoever may do it finds a task, whoever may only look sees who has it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import Agreement
from claims.models import Claim
from common.months import month_name
from common.rupiah import grouped, rupiah
from contributions.models import ContributionRun
from enrollment.models import Roster
from municipalities.roles import ROLE_LABELS, Permission, Role, may
from reports import standing


NAMED = 3  # municipalities by name; the others are counted


@dataclass(frozen=True)
class Duty:
    """Something that stands open: `permission` is asked of who does it, `view` of who may know of it."""

    title: str
    detail: str
    page: str  # url name
    permission: Permission
    view: Permission
    status: str = "waiting"
    status_label: str = ""
    url: str = ""  # where it is not the page of that name as a whole

    @property
    def doers(self):
        """The roles that may do it, as people call them."""
        people = [role for role in Role if role not in (Role.SYSTEM, Role.PUBLIC, Role.PLATFORM)]
        return ", ".join(str(ROLE_LABELS[role]) for role in people if may(role, self.permission))


def of(standings):
    """Everything that stands open in these municipalities, most pressing first."""
    kinds = (claims, rosters, money, bills, agreements)
    return [duty for kind in kinds for duty in kind(standings)]


def split(duties, role):
    """The duties of this role, and those it waits for."""
    own = [duty for duty in duties if may(role, duty.permission)]
    others = [duty for duty in duties if not may(role, duty.permission) and may(role, duty.view)]
    return own, others


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
                status_label=_("ahli waris menunggu"),
            )


def rosters(standings):
    count = standing.added_up(standings, "rosters")
    fallen = sum(each.fallen_wages for each in standings)
    steps = (
        (
            fallen,
            _("%(count)s roster menunggu pembenaran upah yang turun"),
            Permission.CONFIRM_WAGES,
            _("perlu orang kedua"),
        ),
        (
            count[Roster.Status.WAITING] - fallen,
            _("%(count)s roster menunggu jawaban"),
            Permission.COMMIT_ROSTER,
            _("ada pertanyaan"),
        ),
        (
            count[Roster.Status.CHECKED],
            _("%(count)s roster siap disimpan"),
            Permission.COMMIT_ROSTER,
            _("sudah diperiksa"),
        ),
    )
    for open_ones, title, permission, label in steps:
        if open_ones:
            yield Duty(
                title=title % {"count": grouped(open_ones)},
                detail=_("Belum ada yang didaftarkan sampai roster ini disimpan."),
                page="roster_list",
                permission=permission,
                view=Permission.VIEW_WORKERS,
                status_label=label,
            )


def money(standings):
    enrolled = [each for each in standings if each.active]
    if not enrolled:
        return
    month = month_name(enrolled[0].month)
    steps = (
        (is_to_be_calculated, _("Hitung iuran %(month)s"), Permission.CALCULATE_RUN, _("belum dihitung")),
        (is_to_be_approved, _("Setujui iuran %(month)s"), Permission.APPROVE_RUN, _("menunggu persetujuan")),
        (is_to_be_billed, _("Buat tagihan %(month)s"), Permission.ISSUE_BILL, _("belum ditagih")),
    )
    for question, title, permission, label in steps:
        if any(map(question, enrolled)):
            yield Duty(
                title=title % {"month": month},
                detail=sums(enrolled, question),
                page="run_list",
                permission=permission,
                view=Permission.VIEW_MONEY,
                status_label=label,
            )

    for month in sorted({run.month for each in standings for run in each.unapproved}):
        yield Duty(
            title=_("Setujui iuran %(month)s") % {"month": month_name(month)},
            detail=where(standings, lambda each, month=month: month in [run.month for run in each.unapproved]),
            page="run_list",
            permission=Permission.APPROVE_RUN,
            view=Permission.VIEW_MONEY,
            status_label=_("menunggu persetujuan"),
        )


def bills(standings):
    unpaid = sorted((bill for each in standings for bill in each.unpaid), key=lambda bill: bill.due_date)
    if not unpaid:
        return
    is_late = any(unpaid[0].due_date < each.day for each in standings)
    left = {"left": rupiah(sum(bill.total - bill.paid for bill in unpaid)), "day": f"{unpaid[0].due_date:%d-%m-%Y}"}
    yield Duty(
        title=_("%(count)s tagihan belum lunas") % {"count": grouped(len(unpaid))},
        detail=where(standings, lambda each: each.unpaid)
        or _("Sisa %(left)s, jatuh tempo pertama %(day)s. Sesudah dibayar, catat nomor buktinya.") % left,
        page="run_list",
        permission=Permission.RECORD_PAYMENT,
        view=Permission.VIEW_MONEY,
        status="late" if is_late else "waiting",
        status_label=_("lewat jatuh tempo") if is_late else _("belum dibayar"),
    )


def is_to_be_calculated(each):
    return each.run is None or each.run.status == ContributionRun.Status.OPEN


def is_to_be_approved(each):
    return each.run is not None and each.run.status == ContributionRun.Status.CALCULATED


def is_to_be_billed(each):
    return each.run is not None and each.run.status == ContributionRun.Status.APPROVED and each.bill is None


def sums(standings, question):
    """One city: its people and what they cost; several: which ones."""
    if len(standings) > 1:
        return where(standings, question)
    (only,) = standings
    if only.run is None or not only.run.workers:
        return _("%(count)s pekerja terlindungi") % {"count": grouped(only.active)}
    return _("%(count)s pekerja, %(total)s") % {"count": grouped(only.run.workers), "total": rupiah(only.run.total)}


def agreements(standings):
    count = standing.added_up(standings, "agreements")
    ending = [each for each in standings if each.is_expiring and not each.is_being_renewed]
    if ending:
        until = min(each.agreement.end_date for each in ending)
        yield Duty(
            title=_("Perpanjang perjanjian"),
            detail=_("Berakhir %(day)s; siapkan penggantinya sebelum hari itu.") % {"day": f"{until:%d-%m-%Y}"},
            page="agreement_list",
            permission=Permission.EDIT_AGREEMENTS,
            view=Permission.VIEW_AGREEMENTS,
            status="late",
            status_label=_("segera berakhir"),
        )
    for status, title in (
        (Agreement.Status.AGREED, _("%(count)s perjanjian siap ditandatangani")),
        (Agreement.Status.IN_REVIEW, _("%(count)s perjanjian sedang dibahas")),
        (Agreement.Status.DRAFT, _("%(count)s konsep perjanjian belum dikirim")),
    ):
        if count[status]:
            yield Duty(
                title=title % {"count": grouped(count[status])},
                detail=where(standings, lambda each, status=status: each.agreements[status]),
                page="agreement_list",
                permission=Permission.EDIT_AGREEMENTS,
                view=Permission.VIEW_AGREEMENTS,
                status_label=Agreement.Status(status).label,
            )


def where(standings, question):
    """The names of those it is true of; nothing where there is one city only."""
    if len(standings) == 1:
        return ""
    names = [str(each.municipality) for each in standings if question(each)]
    more = len(names) - NAMED
    if more > 0:
        return _("%(names)s, dan %(more)s lagi") % {"names": ", ".join(names[:NAMED]), "more": more}
    return ", ".join(names)
