"""What somebody has done last, in the places and with the permissions of today; read from the rows themselves."""

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.models import AgreementEvent
from claims.models import ClaimEvent
from common.months import month_name
from contributions.models import Bill, ContributionRun, Payment
from enrollment import bulk_pages
from enrollment.models import BulkAct, Roster, UnitGapEvent
from municipalities.roles import Permission, may
from reports.models import Paper


SHOWN = 5


def of(user, *, municipalities, role):
    """The last things this person did, newest first: {title, at, url}; each kind asks one question."""
    kinds = (
        (Permission.VIEW_ROSTERS, received_rosters), (Permission.VIEW_ROSTERS, committed_rosters),
        (Permission.COMMIT_ROSTER, bulk_acts),
        (Permission.VIEW_MONEY, calculated_runs), (Permission.VIEW_MONEY, approved_runs),
        (Permission.VIEW_MONEY, issued_bills), (Permission.VIEW_MONEY, payments),
        (Permission.VIEW_CLAIMS, claim_events), (Permission.VIEW_AGREEMENTS, agreement_events),
        (Permission.VIEW_COVERAGE, gap_events), (Permission.VIEW_PAPERS, papers),
    )  # fmt: skip
    done = [each for permission, kind in kinds if may(role, permission) for each in kind(user, municipalities)]
    last = {each["url"]: each for each in sorted(done, key=lambda each: each["at"])}  # of each thing its last step
    return sorted(last.values(), key=lambda each: each["at"], reverse=True)[:SHOWN]


def newest(rows, at):
    return rows.order_by(f"-{at}")[:SHOWN]


def said(title, at, url):
    return {"title": title, "at": at, "url": url}


def received_rosters(user, municipalities):
    for each in newest(Roster.objects.filter(municipality__in=municipalities, received_by=user), "received_at"):
        yield said(
            _("Roster %(number)s diunggah") % {"number": each.number}, each.received_at, each.get_absolute_url()
        )


def committed_rosters(user, municipalities):
    for each in newest(Roster.objects.filter(municipality__in=municipalities, committed_by=user), "committed_at"):
        yield said(
            _("Roster %(number)s disimpan") % {"number": each.number}, each.committed_at, each.get_absolute_url()
        )


def bulk_acts(user, municipalities):
    acts = BulkAct.objects.filter(municipality__in=municipalities, by=user).in_short()
    for each in newest(acts, "asked_at"):
        yield said(bulk_pages.wanted(each), each.asked_at, each.get_absolute_url())


def calculated_runs(user, municipalities):
    runs = ContributionRun.objects.filter(municipality__in=municipalities, calculated_by=user)
    for each in newest(runs, "calculated_at"):
        title = _("Iuran %(month)s dihitung") % {"month": month_name(each.month)}
        yield said(title, each.calculated_at, each.get_absolute_url())


def approved_runs(user, municipalities):
    runs = ContributionRun.objects.filter(municipality__in=municipalities, approved_by=user)
    for each in newest(runs, "approved_at"):
        title = _("Iuran %(month)s disetujui") % {"month": month_name(each.month)}
        yield said(title, each.approved_at, each.get_absolute_url())


def issued_bills(user, municipalities):
    bills = Bill.objects.filter(municipality__in=municipalities, issued_by=user)
    for each in newest(bills, "issued_at"):
        title = _("Tagihan %(number)s dibatalkan") if each.cancels_id else _("Tagihan %(number)s dibuat")
        yield said(title % {"number": each.number}, each.issued_at, reverse("bill_paper", args=[each.public_id]))


def payments(user, municipalities):
    made = Payment.objects.filter(municipality__in=municipalities, recorded_by=user).select_related("bill")
    for each in newest(made, "recorded_at"):
        title = _("Pembayaran tagihan %(number)s dicatat") % {"number": each.bill.number}
        yield said(title, each.recorded_at, reverse("bill_paper", args=[each.bill.public_id]))


def claim_events(user, municipalities):
    events = ClaimEvent.objects.filter(municipality__in=municipalities, by=user).select_related("claim")
    for each in newest(events, "at"):
        title = _("Klaim %(number)s: %(status)s") % {"number": each.claim.number, "status": each.get_status_display()}
        yield said(title, each.at, each.claim.get_absolute_url())


def agreement_events(user, municipalities):
    events = AgreementEvent.objects.filter(municipality__in=municipalities, by=user).select_related("agreement")
    for each in newest(events, "at"):
        number = each.agreement.pks_number
        title = _("Perjanjian %(number)s: %(status)s") if number else _("Perjanjian: %(status)s")
        title %= {"number": number, "status": each.get_after_display()}
        yield said(title, each.at, each.agreement.get_absolute_url())


def gap_events(user, municipalities):
    events = UnitGapEvent.objects.filter(municipality__in=municipalities, by=user).select_related("gap")
    for each in newest(events, "at"):
        title = _("Kesenjangan: %(status)s") % {"status": each.get_after_display()}
        yield said(title, each.at, each.gap.get_absolute_url())


def papers(user, municipalities):
    for each in newest(Paper.objects.filter(municipality__in=municipalities, made_by=user), "made_at"):
        yield said(_("Dicetak: %(paper)s") % {"paper": each.get_kind_display()}, each.made_at, reverse("paper_list"))
