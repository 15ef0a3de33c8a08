"""
E-mails before an agreement leaves people without cover: to the city, the mayor's office and the branch.

They go out without anybody having to set them up; a city's own plan says other days and other roles of the city. A
mail names the agreement and how many people, and nobody (municipalities/city/reminding.py).
"""

from operator import attrgetter

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from agreements.models import AgreementReminder
from common.rupiah import grouped
from municipalities.city.reminding import Reminding, link
from municipalities.models import ReminderPlan
from municipalities.models.routines import usual_days
from municipalities.roles import BRANCH_ROLES, Role
from reports import expiry


USUAL_DAYS = (*usual_days(), 0)


def ending(municipality, day, ahead):
    """What still leaves somebody's unit without cover: a renewal takes its scopes off this list, one by one."""
    endings, _people = expiry.endings([municipality], day=day, ahead=ahead)
    return [(each, each.last_day) for each in endings]


def facts(each):
    """Where nobody is enrolled the mail says so, and no number of people stands in its subject."""
    said = {
        "number": each.agreement.pks_number,
        "people": grouped(each.people),
        "units": grouped(each.units),
        "first": date_format(each.first_day, "j F Y"),
        "link": link("expiry_of_agreement", each.agreement.public_id),
    }
    counted, lost = (COUNTED, LOST) if each.people else ("", NOBODY)
    return said | {"counted": counted % said, "lost": lost % said}


COMING = gettext_lazy("Perjanjian %(number)s berakhir %(day)s%(counted)s")
COUNTED = gettext_lazy(": %(people)s orang")
LOST = """\
Bila tidak diperpanjang, mulai %(first)s %(people)s orang di %(units)s unit tidak lagi dilindungi perjanjian.
Perpanjangan yang ditandatangani mengurangi angka ini sejauh lingkupnya.

Siapa saja, unit mana, dan berapa iurannya: %(link)s
"""
NOBODY = """\
Menurut data hari ini tidak ada yang terdaftar di bawahnya pada %(first)s. Bila tidak diperpanjang, siapa pun yang
didaftarkan di sana sejak hari itu tidak dilindungi perjanjian.

Selengkapnya: %(link)s
"""
AHEAD = """\
Perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan berakhir pada %(day)s, %(left)s hari lagi.
"""
TODAY = """\
Hari ini hari terakhir perjanjian %(number)s antara %(city)s dan BPJS Ketenagakerjaan (%(day)s).
"""
AGREEMENTS = Reminding(
    occasion=ReminderPlan.Occasion.AGREEMENT, sent=AgreementReminder, of="agreement", action="agreement.reminded",
    ending=ending, facts=facts, ahead=(COMING, AHEAD + "%(lost)s"), today=(COMING, TODAY + "%(lost)s"),
    thing=attrgetter("agreement"), usual_days=USUAL_DAYS, usual_roles=(Role.OPERATOR, Role.MAYOR_OFFICE),
    always=BRANCH_ROLES,
)  # fmt: skip
