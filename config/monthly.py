"""The month's run of a city of the demo, from the opened month to its bills, each step by whoever may do it."""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from contributions import bills, corrections, payments, run_groups, runs
from contributions.models import ContributionRun
from enrollment import wage_corrections
from municipalities import service_user
from municipalities.context import tenant_context
from municipalities.models import User


WORKED_ON = timedelta(days=2, hours=9)  # into the month: who earns no wage is due on its fifteenth


def bill_month(given, city, month):
    """Calculate, approve and bill a month; what is done already is left alone. Returns the run."""
    at = moment_for(city, month)
    with service_user.at_work(city, patient=True) as system:
        run = runs.open_month(municipality=city, month=month, by=system, at=at)
        if run.status != ContributionRun.Status.APPROVED:
            run = runs.calculate(run=run, by=system, at=at)
            run_groups.keep(run=run)
    if run.status != ContributionRun.Status.APPROVED:
        approver = person(given, "APPROVER")
        with tenant_context(approver.pk, "APPROVER", [city.pk], patient=True):
            run = runs.approve(run=run, by=approver, at=at)
    with service_user.at_work(city, patient=True) as system:
        if bills.missing(run):
            bills.issue(run=run, by=system, at=at)
    pay(given, city, run)
    return run


def pay(given, city, run):
    """What is due by now was paid on its day, or when the city's history says, with an invented proof."""
    history = given.get("history", {})
    if run.month in history.get("unpaid", ()):
        return
    late = timedelta(days=history.get("days_late", 0) if run.month == history.get("late_month") else 0)
    treasurer = person(given, "TREASURER")
    with tenant_context(treasurer.pk, "TREASURER", [city.pk], patient=True):
        for bill in bills.payable(run).filter(due_date__lte=city.today() - late, payments=None):
            payments.record(
                bill=bill,
                payment_date=bill.due_date + late,
                amount=bill.total,
                reference=f"REKAAN-{bill.month:%Y%m}-{bill.number}",
                key=uuid.uuid4(),
                by=treasurer,
                at=timezone.now(),
            )


def correct(given, city):
    """What the city's history has come to know of months that are approved; a second start leaves it alone."""
    known = given.get("history", {}).get("correction")
    if known is None:
        return
    at, approver = timezone.now(), person(given, "APPROVER")
    with service_user.at_work(city, patient=True) as system:
        if corrections.approved_of(city).exists():
            return
        enrollment = city.enrollments.filter(worker__nik=known["nik"]).latest("start_date")
        wage_corrections.correct(
            enrollment=enrollment, first_month=known["first_month"], wage=known["wage"], reason=known["reason"],
            by=system, at=at,
        )  # fmt: skip
        run = corrections.begin(municipality=city, since=known["first_month"], by=system, at=at)
        run = runs.calculate(run=run, by=system, at=at)
        run_groups.keep(run=run)
    with tenant_context(approver.pk, "APPROVER", [city.pk], patient=True):
        run = runs.approve(run=run, by=approver, at=at)
    with service_user.at_work(city, patient=True) as system:
        bills.issue(run=run, by=system, at=at)


def person(given, role):
    """The first of the city's people in this role."""
    return User.objects.get(username=next(user["username"] for user in given["users"] if user["role"] == role))


def moment_for(city, month):
    """When a month is worked on: early in it, or now where that is still to come."""
    midnight = datetime.combine(month, time.min, tzinfo=ZoneInfo(city.timezone))
    return min(midnight + WORKED_ON, timezone.now())
