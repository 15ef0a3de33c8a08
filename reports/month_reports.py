"""
The monthly report for mayor and branch: who is covered and who is not, money, claims and cards of one month.

Coverage stands as on the last day of the month. Of its contributions it tells what was known a month later, for they
fall due in the month that follows; of the month that has just ended, what is known today.
"""

from collections import namedtuple
from datetime import timedelta

from django.db.models import Count, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims.models import Payout, ScholarshipYear
from common.months import add_months, first_day, last_day, last_full_month, next_month
from common.refusals import Refused
from contributions import balances
from contributions.models import Bill
from enrollment.models import CardHandover
from municipalities.models import Office
from reports import city_coverage, coverage_pages, headings, keeping
from reports.models import Kind
from reports.papers import month_report
from reports.papers.letters import Signer


OFFERED = 12  # months
Offered = namedtuple("Offered", "month paper")


class MonthNotOver(Refused):
    """A report is made of months that are over, and not of those long past."""

    code = "MONTH_NOT_OVER"


def months(municipality):
    """[Offered] of the months that are over, the latest first, each with the paper that was printed last."""
    last = last_full_month(municipality.today())
    printed = {}
    for paper in municipality.papers.filter(kind=Kind.MONTH_REPORT, removals=None):
        printed.setdefault(paper.month, paper)
    return [Offered(month, printed.get(month)) for month in (add_months(last, -back) for back in range(OFFERED))]


def print_report(*, municipality, month, by, at):
    """
    Print and keep the report of a month; returns its Paper. Printed again while nothing has changed it is the same.

    :param month: its first day
    :raises MonthNotOver: if it is not one of the months that are offered
    """
    day = municipality.day_of(at)
    last = last_full_month(day)
    if not add_months(last, 1 - OFFERED) <= month <= last:
        raise MonthNotOver(
            _("Laporan bulanan dibuat untuk bulan yang sudah selesai, paling jauh %(count)s bulan ke belakang.")
            % {"count": OFFERED}
        )
    with override("id"):
        content = month_report.to_pdf(paper_of(municipality, month, today=day))
        title = _("Laporan bulanan %(place)s %(month)s") % {
            "place": municipality.name, "month": date_format(month, "F Y"),
        }  # fmt: skip
    return keeping.keep(
        municipality=municipality, kind=Kind.MONTH_REPORT, title=title, content=content, of=municipality,
        number=number_of(municipality, month), month=month, by=by, at=at,
    )  # fmt: skip


def number_of(municipality, month):
    return f"LAP/{municipality.code}/{month:%m-%Y}"


def paper_of(municipality, month, *, today):
    end = last_day(month)
    city = city_coverage.of_city(municipality, day=end, fresh=True)
    before = city_coverage.of_city(municipality, day=month - timedelta(days=1), fresh=True)
    units = coverage_pages.units_of(city, coverage_pages.Way(city, per="", cause=None, with_people=False))
    link = municipality.links.in_force_on(end).order_by("-is_lead", "pk").select_related("branch").first()
    return month_report.MonthReport(
        heading=headings.heading(municipality, number=number_of(municipality, month), day=today),
        month=month,
        end=end,
        headline=city.headline(),
        active_before=before.headline().active,
        lines=lines_of(city, before),
        named_only=[each.title for each in city.populations() if each.is_nobody],
        units=[unit for unit in units if unit["sent"]],
        silent=[unit["label"] for unit in units if not unit["sent"]],
        money=money_of(municipality, month, day=min(today, last_day(next_month(month)))),
        claims=claims_of(municipality, month, end),
        cards=cards_of(municipality, month, end),
        city=headings.signer(municipality, Office.Duty.SECRETARY, day=today, office="Sekretaris Daerah"),
        branch=Signer(office=f"Kepala {link.branch.name}" if link else "Kepala kantor cabang"),
    )


def lines_of(city, before):
    """One line of each population that somebody counted or that has people, with its change since the month before."""
    earlier = {each.category_id: each.active for each in before.populations()}
    return [
        month_report.Line(
            title=each.title, figure=each.chosen.figure, source=each.chosen.source, as_of=each.chosen.as_of,
            is_invented=each.chosen.is_invented, active=each.active, gap=each.chosen.gap,
            change=each.active - earlier.get(each.category_id, 0),
        )
        for each in city.populations() if not each.is_nobody
    ]  # fmt: skip


def money_of(municipality, month, *, day):
    """What was billed for the month and paid of it by the day, and what of it and earlier months was late then."""
    end = municipality.end_of(day)
    issued = Bill.objects.filter(municipality=municipality, cancels=None, month__lte=month, issued_at__lt=end)
    issued = issued.exclude(cancelled_by__issued_at__lt=end)
    bills = list(balances.with_left(issued, city=municipality, by=day))
    mine = [bill for bill in bills if bill.month == month]
    late = [bill for bill in bills if bill.left > 0 and bill.due_date < day]
    return month_report.Money(
        day=day,
        bills=len(mine),
        workers=sum(bill.workers for bill in mine),
        billed=sum(bill.total for bill in mine),
        left=sum(max(bill.left, 0) for bill in mine),
        late=sum(bill.left for bill in late),
        late_bills=len(late),
        late_since=min((bill.month for bill in late), default=None),
    )


def claims_of(municipality, month, end):
    return month_report.Claims(
        month=paid(Payout, municipality, month, end),
        year=paid(Payout, municipality, month.replace(month=1), end),
        scholarships_month=paid(ScholarshipYear, municipality, month, end),
        scholarships_year=paid(ScholarshipYear, municipality, month.replace(month=1), end),
    )


def paid(model, municipality, first, last):
    rows = model.objects.filter(municipality=municipality, payment_date__range=(first, last))
    found = rows.aggregate(count=Count("pk"), amount=Sum("amount"))
    return month_report.Paid(found["count"], found["amount"] or 0)


def cards_of(municipality, month, end):
    given = CardHandover.objects.filter(municipality=municipality, handed_over_at__lt=municipality.end_of(end))
    before = municipality.end_of(first_day(month) - timedelta(days=1))
    return month_report.Cards(month=given.filter(handed_over_at__gte=before).count(), so_far=given.count())
