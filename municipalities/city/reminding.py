"""
E-mails before something runs out, to the people whom the city chose, on the days that it chose; where it chose none,
to the usual ones, if there are any.

Who they are the service user may not read: it is told their addresses alone (municipalities/wall/addresses.py). A mail
names the thing and nobody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from municipalities import audit, mails


MORNING = 7  # the hour, by the clock of the city
OVERDUE = (1, 7, 30)  # days after the last one on which it is said that nothing has happened
LATER = 7  # days for which such a mark may still be told: what is past for long when a plan begins sends no mail


def itself(found):
    return found


@dataclass(frozen=True)
class Reminding:
    """
    One occasion: which things run out, what is said of them, and where it is kept that it was said.

    :param of: the field of `sent` that names the thing
    :param ending: (municipality, day, days ahead) -> [(thing, its last day)]
    :param facts: (thing) -> what the mails say of it; the city, its last day and the days left come of themselves
    :param ahead, today, late: subject and body of the mail before the last day, on it and after it
    :param overdue: how many days after the last day it is said again
    :param thing: of what `ending` found, the row that is spoken of
    :param usual_days, usual_roles: what holds without a plan of the city; nothing is sent where they are empty
    :param always: roles of the offices that serve the city; they are told whatever the city chose
    """

    occasion: str
    sent: type
    of: str
    action: str
    ending: Callable
    facts: Callable
    ahead: tuple
    today: tuple
    late: tuple = ()
    overdue: tuple = ()
    thing: Callable = itself
    usual_days: tuple = ()
    usual_roles: tuple = ()
    always: tuple = ()

    def in_the_morning(self, *, municipality, by, at):
        """What the schedule asks every hour: who was asleep at seven is told later that day, and nobody twice."""
        if at.astimezone(ZoneInfo(municipality.timezone)).hour >= MORNING:
            self.remind(municipality=municipality, by=by, at=at)

    def remind(self, *, municipality, by, at):
        """Write the mails that are due today in one city; returns how many things were spoken of."""
        day = municipality.day_of(at)
        plan = municipality.reminderplans.in_force_on(day).filter(occasion=self.occasion).first()
        days, roles = (plan.days_before, plan.roles) if plan else (self.usual_days, self.usual_roles)
        people = addresses(municipality, [*roles, *self.always])
        if not people or not days:
            return 0
        told = 0
        for found, last_day, mark in self.due(municipality, days, day):
            told += self.tell(found, last_day, mark, municipality=municipality, people=people, day=day, by=by, at=at)
        return told

    def tell(self, found, last_day, mark, *, municipality, people, day, by, at):
        """Write the mails of one mark, unless somebody else has: its row comes first, and there is one."""
        thing = self.thing(found)
        _row, is_first = self.sent.objects.get_or_create(
            municipality=municipality, last_day=last_day, days_before=mark, **{self.of: thing},
            defaults={"people": len(people), "at": at},
        )  # fmt: skip
        if is_first:
            said = self.words(found, municipality, last_day, (last_day - day).days)
            for address in people:
                mails.send(to=address, at=at, **said)
            audit.record(self.action, of=thing, by=by, at=at, days=mark, count=len(people))
        return is_first

    def words(self, found, municipality, last_day, left):
        """Subject and body, in Indonesian as every paper; `left` is below zero when the last day is over."""
        with override("id"):
            subject, body = self.late if left < 0 else self.ahead if left else self.today
            when = {"day": date_format(last_day, "j F Y"), "left": abs(left)}
            said = self.facts(found) | {"city": municipality.name, **when}
            return {"subject": subject % said, "body": (body + FOOTER) % said}

    def due(self, municipality, days, day):
        """
        (what ends, its last day, the day mark that it has reached and was not yet spoken of).

        Of marks that were passed without a mail, as when a plan is entered late, only the last one counts.
        """
        ending = list(self.ending(municipality, day, max(days)))
        things = {self.thing(found) for found, _last in ending}
        rows = self.sent.objects.filter(municipality=municipality, **{f"{self.of}__in": things})
        said = set(rows.values_list(f"{self.of}_id", "last_day", "days_before"))
        for found, last_day in ending:
            mark = self.mark(days, (last_day - day).days)
            if mark is not None and (self.thing(found).pk, last_day, mark) not in said:
                yield found, last_day, mark

    def mark(self, chosen, left):
        """The nearest chosen day that is reached, below zero after the last; None before all and long after."""
        if left < 0:
            return max((-days for days in self.overdue if days <= -left < days + LATER), key=abs, default=None)
        return min((days for days in chosen if days >= left), default=None)


def addresses(municipality, roles):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sec.addresses(%s, %s)", [municipality.pk, list(roles)])
        return [address for (address,) in cursor.fetchall()]


def link(name, *args):
    """The full address of a page, for a mail."""
    return settings.PUBLIC_URL.rstrip("/") + reverse(name, args=args)


FOOTER = """
Surel ini dikirim otomatis oleh Payung. Admin kota mengatur kapan dan kepada siapa di Pengaturan, Pengingat.
"""
