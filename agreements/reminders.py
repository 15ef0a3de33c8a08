"""
E-mails before an agreement runs out, to the people whom the city chose, on the days that it chose.

Who they are the service user may not read: it is told their addresses alone (municipalities/wall/addresses.py). A mail
names the agreement and nobody.
"""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements.models import AgreementReminder
from agreements.standing import days_left
from municipalities import audit, mails
from municipalities.models import ReminderPlan


MORNING = 7  # the hour, by the clock of the city


def remind_in_the_morning(*, municipality, by, at):
    """What the schedule asks every hour: who was asleep at seven is reminded later that day, and nobody twice."""
    if at.astimezone(ZoneInfo(municipality.timezone)).hour >= MORNING:
        remind(municipality=municipality, by=by, at=at)


def remind(*, municipality, by, at):
    """Write the mails that are due today in one city; returns how many agreements were spoken of."""
    day = municipality.day_of(at)
    plans = municipality.reminderplans.in_force_on(day)
    plan = plans.filter(occasion=ReminderPlan.Occasion.AGREEMENT).first()
    people = addresses(municipality, plan.roles) if plan else []
    if not people or not plan.days_before:
        return 0
    due = [*agreements_due(municipality, plan, day)]
    for agreement, mark in due:
        for address in people:
            mails.send(to=address, at=at, **words(agreement, day))
        AgreementReminder.objects.create(
            municipality=municipality, agreement=agreement, last_day=agreement.last_day, days_before=mark,
            people=len(people), at=at,
        )  # fmt: skip
        audit.record("agreement.reminded", of=agreement, by=by, at=at, days=mark, count=len(people))
    return len(due)


def agreements_due(municipality, plan, day):
    """
    (agreement, the day mark that it has reached and was not yet reminded of).

    Of marks that were passed without a mail, as when a plan is entered late, only the last one counts.
    """
    ending = municipality.agreements.expiring_within(max(plan.days_before), day=day)
    sent = set(
        AgreementReminder.objects.filter(municipality=municipality, agreement__in=ending).values_list(
            "agreement_id", "last_day", "days_before"
        )
    )
    for agreement in ending.signed().order_by("end_date", "pk"):
        mark = min(days for days in plan.days_before if days >= days_left(agreement, day=day))
        if (agreement.pk, agreement.last_day, mark) not in sent:
            yield agreement, mark


def addresses(municipality, roles):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.addresses(%s, %s)", [municipality.pk, list(roles)])
        return [address for (address,) in cursor.fetchall()]


def words(agreement, day):
    """Subject and body, in Indonesian as every paper."""
    with override("id"):
        said = {
            "number": agreement.pks_number,
            "city": agreement.municipality.name,
            "day": date_format(agreement.last_day, "j F Y"),
            "left": days_left(agreement, day=day),
            "link": settings.PUBLIC_URL.rstrip("/") + reverse("agreement_detail", args=[agreement.public_id]),
        }
        subject = _("Perjanjian %(number)s berakhir %(day)s") % said
        return {"subject": subject, "body": (LAST_DAY if not said["left"] else BODY) % said}


BODY = """\
Perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan berakhir pada %(day)s, %(left)s hari lagi.
Belum ada perpanjangan yang ditandatangani.

Lihat perjanjiannya: %(link)s

Surel ini dikirim otomatis oleh Payung. Admin kota mengatur kapan dan kepada siapa di Pengaturan, Pengingat.
"""
LAST_DAY = """\
Hari ini hari terakhir perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan (%(day)s).
Belum ada perpanjangan yang ditandatangani.

Lihat perjanjiannya: %(link)s

Surel ini dikirim otomatis oleh Payung. Admin kota mengatur kapan dan kepada siapa di Pengaturan, Pengingat.
"""
