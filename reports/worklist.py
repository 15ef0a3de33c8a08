"""
What the cities of a branch wait for or owe, with its clock: since when, by when, and what says so.

Read from the same Standings as the home page. The branch sees no rosters (wall.ROSTER), so of them only the silence.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, Side
from claims import clocks
from common.months import add_months, first_day, month_name
from common.rupiah import grouped
from enrollment import card_days
from municipalities.models import Municipality
from regulations.deadlines import CHANGES_REPORTED_WITHIN
from reports import card_duties, talk_duties


class Kind(StrEnum):
    AGREEMENT = "AGREEMENT"
    SILENCE = "SILENCE"
    CLAIM = "CLAIM"
    CARDS = "CARDS"
    GAP = "GAP"


LABELS = {
    Kind.AGREEMENT: gettext_lazy("Perjanjian"),
    Kind.SILENCE: gettext_lazy("Roster"),
    Kind.CLAIM: gettext_lazy("Klaim"),
    Kind.CARDS: gettext_lazy("Kartu"),
    Kind.GAP: gettext_lazy("Kesenjangan"),
}
SIDES = {Side.BRANCH: gettext_lazy("cabang"), Side.CITY: gettext_lazy("kota")}


@dataclass(frozen=True, kw_only=True)
class Item:
    """
    One thing that is waited for, or owed.

    :param day: today in that city
    :param since: when the waiting began; None where nobody wrote it down
    :param due: the last day for it; None where nothing says one
    :param source: what says so: an article, or the rule in words
    """

    city: Municipality
    day: date
    kind: Kind
    side: Side
    title: str
    url: str = ""
    since: date | None = None
    due: date | None = None
    rule: str = ""
    source: str = ""

    @property
    def days_waiting(self):
        return None if self.since is None else (self.day - self.since).days

    @property
    def days_left(self):
        """Negative once it is late."""
        return None if self.due is None else (self.due - self.day).days

    @property
    def is_late(self):
        return self.due is not None and self.due < self.day


def of(standings, *, side):
    """
    Every Item of these cities: what is late in front, then whatever has the nearest day, then what waits longest.

    :param side: who reads it: an agreement waits for one side as the other sees it
    """
    kinds = (to_be_signed, endings, silence, claims, cards, gaps)
    found = [item for here in standings for kind in kinds for item in kind(here, side)]
    return sorted(
        found,
        key=lambda item: (
            not item.is_late, item.due or date.max, item.since or date.max, item.city.name, item.kind, item.title,
        ),
    )  # fmt: skip


def to_be_signed(here, side):
    """Whatever a text waits for until both have signed: it ought to be signed by the day on which it begins."""
    for talk in here.under_way:
        agreement = talk.agreement
        for name, whose in sorted(talk_duties.asked(talk, side)):
            yield Item(
                city=here.municipality, day=here.day, kind=Kind.AGREEMENT, side=whose,
                title=talk_duties.STEPS[name].one % {"title": agreement.title, "number": talk.number},
                url=agreement.get_absolute_url(),
                since=here.municipality.day_of(talk.since) if talk.since else None,
                due=agreement.start_date,
                rule=begins(agreement),
            )  # fmt: skip


def begins(agreement):
    if agreement.status == Agreement.Status.AGREED:
        return _("disepakati; mulai berlaku hari itu, sampai %(day)s") % {"day": written(agreement.end_date)}
    return _("mulai berlaku hari itu, sampai %(day)s") % {"day": written(agreement.end_date)}


def endings(here, side):
    """An end after which people are without cover: either side may write what follows, so whoever reads may begin."""
    for ending in here.endings:
        title = _("Perpanjang perjanjian %(number)s: %(people)s orang tanpa perjanjian sesudahnya")
        yield Item(
            city=here.municipality, day=here.day, kind=Kind.AGREEMENT, side=side,
            title=title % {"number": ending.agreement.pks_number, "people": grouped(ending.people)},
            url=reverse("expiry_of_agreement", args=[ending.agreement.public_id]),
            due=ending.last_day,
            rule=_("hari terakhir perjanjian"),
        )  # fmt: skip


def silence(here, side):
    """A city that has sent nothing this month: it is late once a whole month has gone by without a file."""
    if here.last_sent and here.last_sent >= first_day(here.day):
        return
    entry = CHANGES_REPORTED_WITHIN.on(here.day)
    title = _("Belum pernah mengirim roster")
    if here.last_sent:
        title = _("Belum mengirim roster bulan %(month)s") % {"month": month_name(here.day)}
    yield Item(
        city=here.municipality, day=here.day, kind=Kind.SILENCE, side=Side.CITY, title=title,
        url=reverse("coverage_city", args=[here.municipality.public_id]),
        since=here.last_sent,
        due=add_months(first_day(here.last_sent), 2) - timedelta(days=1) if here.last_sent else None,
        rule=_("satu roster tiap bulan; perubahan dilaporkan dalam %(days)s hari kerja") % {"days": entry.value},
        source=entry.source,
    )  # fmt: skip


def claims(here, side):
    for claim, clock in (*here.late_clocks, *here.due_reports, *here.branch_clocks):
        yield Item(
            city=here.municipality, day=here.day, kind=Kind.CLAIM,
            side=Side.CITY if clock.kind in clocks.OF_THE_CITY else Side.BRANCH,
            title=f"{claim.label}: {clock.label}", url=claim.get_absolute_url(),
            since=clocks.sent_on(claim), due=clock.due, source=clock.source,
        )  # fmt: skip


def cards(here, side):
    for batch, clock in here.late_cards:
        issuing = clock.kind == card_days.ISSUE
        yield Item(
            city=here.municipality, day=here.day, kind=Kind.CARDS, side=Side.BRANCH if issuing else Side.CITY,
            title=card_duties.title_of(batch, clock), url=batch.get_absolute_url(), since=clock.start, due=clock.due,
            rule=_("%(days)s hari kerja") % {"days": clock.days}, source=clock.source,
        )  # fmt: skip


def gaps(here, side):
    if here.late_gaps:
        yield Item(
            city=here.municipality, day=here.day, kind=Kind.GAP, side=Side.CITY,
            title=_("%(count)s kesenjangan lewat jatuh temponya") % {"count": grouped(here.late_gaps)},
            url=f"{reverse('coverage_city', args=[here.municipality.public_id])}#kesenjangan",
            due=here.first_late_gap,
            rule=_("jatuh tempo yang paling lama"),
        )  # fmt: skip


def written(day):
    return f"{day:%d-%m-%Y}"
