"""The month's run of a city of the demo, from the opened month to its bills, each step by whoever may do it."""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from contributions import bills, payments, runs
from contributions.models import ContributionRun
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
    if run.status != ContributionRun.Status.APPROVED:
        approver = User.objects.get(username=next(u["username"] for u in given["users"] if u["role"] == "APPROVER"))
        with tenant_context(approver.pk, "APPROVER", [city.pk], patient=True):
            run = runs.approve(run=run, by=approver, at=at)
    with service_user.at_work(city, patient=True) as system:
        if bills.missing(run):
            bills.issue(run=run, by=system, at=at)
    pay(given, city, run)
    return run


def pay(given, city, run):
    """What is due by now was paid on its day, with an invented proof."""
    treasurer = User.objects.get(username=next(u["username"] for u in given["users"] if u["role"] == "TREASURER"))
    with tenant_context(treasurer.pk, "TREASURER", [city.pk], patient=True):
        for bill in bills.payable(run).filter(due_date__lte=city.today(), payments=None):
            payments.record(
                bill=bill,
                payment_date=bill.due_date,
                amount=bill.total,
                reference=f"REKAAN-{bill.month:%Y%m}-{bill.number}",
                key=uuid.uuid4(),
                by=treasurer,
                at=timezone.now(),
            )


def moment_for(city, month):
    """When a month is worked on: early in it, or now where that is still to come."""
    midnight = datetime.combine(month, time.min, tzinfo=ZoneInfo(city.timezone))
    return min(midnight + WORKED_ON, timezone.now())
