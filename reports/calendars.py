"""The last days of agreements as a calendar file (RFC 5545), with alarms on the days of the reminders."""

from datetime import timedelta

from django.db.models import Count, prefetch_related_objects
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Alarm, Calendar, Event

from agreements.models import Agreement
from common.rupiah import grouped
from municipalities.city.reminding import MORNING, link
from reports import expiry
from reports.expiry_reminders import USUAL_DAYS


ONE_DAY = timedelta(days=1)
STILL_TOLD = timedelta(days=31)
FAR_AHEAD = 3_660  # days, longer than any agreement
MADE_BY = "-//Payung//Perjanjian//ID"


def of_agreements(agreements, *, at):
    """
    The file as bytes: a day without an hour for the end of each, which every calendar shows on the day of the city.

    Importing it again moves what has changed, for an end keeps its identifier. Nobody is named in it.
    """
    with override("id"):
        calendar = Calendar()
        calendar.add("prodid", MADE_BY)
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Perjanjian BPJS Ketenagakerjaan"))
        agreements = [*agreements]
        prefetch_related_objects(agreements, "municipality")
        moves = dict(
            Agreement.objects.filter(pk__in=[each.pk for each in agreements])
            .annotate(moves=Count("events"))
            .order_by()
            .values_list("pk", "moves")
        )
        losing = losing_of(agreements)
        for each in agreements:
            calendar.add_component(event(each, losing.get(each.pk, []), moves=moves[each.pk], at=at))
        return calendar.to_ical()


def not_long_over(agreements):
    """Those whose last day lies ahead or a month behind at most: what is long over only fills a calendar."""
    return [each for each in agreements if each.last_day >= each.municipality.today() - STILL_TOLD]


def losing_of(agreements):
    """{agreement id: its Endings} as far as they lie ahead."""
    found = {}
    endings, _people = expiry.endings_from_today({each.municipality for each in agreements}, ahead=FAR_AHEAD)
    for ending in endings:
        found.setdefault(ending.agreement.pk, []).append(ending)
    return found


def event(agreement, endings, *, moves, at):
    is_signed = agreement.status in (agreement.Status.SIGNED, agreement.Status.ENDED)
    made = Event()
    made.add("uid", f"{agreement.public_id}@perjanjian.payung")
    made.add("sequence", moves)  # every move of an agreement makes a newer event of the same identifier
    made.add("dtstamp", at)
    made.add("dtstart", agreement.last_day)
    made.add("dtend", agreement.last_day + ONE_DAY)
    named = {"number": agreement.pks_number, "city": agreement.municipality}
    made.add("summary", _("Hari terakhir perjanjian %(number)s (%(city)s)") % named)
    made.add("description", "\n".join(description(agreement, endings, is_signed=is_signed)))
    made.add("url", link("agreement_detail", agreement.public_id))
    made.add("status", "CONFIRMED" if is_signed else "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    made.add("class", "CONFIDENTIAL")
    for days in USUAL_DAYS if endings else ():
        made.add_component(alarm(made["summary"], days))
    return made


def description(agreement, endings, *, is_signed):
    if not is_signed:
        yield _("Perjanjian ini belum ditandatangani.")
    elif not endings:
        yield _("Tidak ada yang kehilangan perlindungan sesudahnya.")
    for each in endings:
        said = {"people": grouped(each.people), "units": grouped(each.units)}
        said |= {"day": date_format(each.first_day, "j F Y")}
        told = _("Bila tidak diperpanjang, mulai %(day)s %(people)s orang di %(units)s unit tanpa perlindungan.")
        if not each.people:
            told = _(
                "Bila tidak diperpanjang, lingkupnya tidak tercakup lagi mulai %(day)s; belum ada yang terdaftar."
            )
        yield told % said
    if endings:
        today = date_format(agreement.municipality.today(), "j F Y")
        yield _("Dihitung pada %(today)s.") % {"today": today}
        yield link("expiry_of_agreement", agreement.public_id)


def alarm(summary, days):
    """At seven in the morning so many days ahead, as the e-mails."""
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", summary)
    made.add("trigger", timedelta(hours=MORNING) - timedelta(days=days))
    return made


def file_name(said, suffix="ics"):
    """A name that every system takes: of a number of a paper its letters and digits."""
    return f"{slugify(said.replace('/', '-'))}.{suffix}"
