"""
Counting from daily wages, asked twice: wages that are a month's would count twenty-five times.

Nobody can tell a day's wage from a month's by the number alone, so whoever changes the basis is shown how many wages
are more than a day's is believed to be and what the month would cost, and says that they are a day's. The run lists
those wages as long as the city counts so (contributions/exceptions.py).
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from common.months import first_day
from common.refusals import Refused
from common.rupiah import grouped, rupiah
from enrollment import estimates
from municipalities import audit, service_user
from municipalities.city import periods, wage_bases
from municipalities.models import Segment, WageBasis


DAILY = WageBasis.Basis.DAILY


class LooksMonthly(Refused):
    """The wages that are stored look like a month's; somebody has to say that they are a day's."""

    code = "LOOKS_MONTHLY"


@dataclass(frozen=True)
class Look:
    """
    What counting from daily wages would do to a month.

    :ivar earners: wage earners with a wage
    :ivar people: those of them whose wage is more than a day's is believed to be; all, where no minimum wage is known
    :ivar most: the most that is believed of a day, in rupiah; None where no minimum wage is known
    :ivar before: rupiah of the month as the city counts now
    """

    earners: int
    people: int
    most: int | None
    times: int
    before: int
    after: int


def look(municipality, day):
    """The Look for the month of a day; whoever changes settings sees no worker, so the city itself counts."""
    month = first_day(day)
    times = wage_bases.times_of(DAILY, month)
    of_month = wage_bases.daily_most(municipality, month)
    most = of_month and of_month // times
    by_day = wage_bases.Counting(is_received=True, times=times)
    with service_user.at_work(municipality):
        kinds = estimates.enrolled(municipality, month)
        before, after = (
            estimates.total(kinds, estimates.owed_in(municipality, month, counting=counting))
            for counting in (None, by_day)
        )
    wages = [(kind[-1], count) for kind, count in kinds.items() if kind[0] == Segment.PU and kind[-1] is not None]
    return Look(
        earners=sum(count for _wage, count in wages),
        people=sum(count for wage, count in wages if most is None or wage > most),
        most=most,
        times=times,
        before=before,
        after=after,
    )


@transaction.atomic
def begin(*, entry, reason, confirmed, by, at):
    """
    Let a wage basis hold from its start date on (municipalities.city.periods.begin).

    :param confirmed: whether somebody has said that the wages are a day's
    :raises LooksMonthly: if it counts from daily wages, some look like a month's, and nobody has said so
    """
    found = looked_at(entry.municipality, entry.basis, entry.start_date, confirmed, at=at)
    begun = periods.begin(entry=entry, reason=reason, by=by, at=at)
    tell(begun.municipality, found, by=by, at=at)
    return begun


@transaction.atomic
def correct(*, entry, values, reason, confirmed, by, at):
    """
    Change a wage basis that lies ahead (municipalities.city.periods.correct).

    :raises LooksMonthly: as `begin`
    """
    found = looked_at(entry.municipality, values["basis"], values["start_date"], confirmed, at=at)
    corrected = periods.correct(entry=entry, values=values, reason=reason, by=by, at=at)
    tell(corrected.municipality, found, by=by, at=at)
    return corrected


def looked_at(municipality, basis, start, confirmed, *, at):
    """The Look at what somebody has answered for; None where there is nothing to ask."""
    found = look(municipality, max(start, municipality.day_of(at))) if basis == DAILY else None
    if found is None or not found.people:
        return None
    if not confirmed:
        raise LooksMonthly(in_words(found), field="confirmed")
    return found


def tell(municipality, found, *, by, at):
    if found:
        said = {"wages": found.people, "before_total": rupiah(found.before), "after_total": rupiah(found.after)}
        audit.record("wage_basis.daily_confirmed", of=municipality, municipality=municipality, by=by, at=at, **said)


def in_words(found):
    words = {
        "people": grouped(found.people), "earners": grouped(found.earners), "times": found.times,
        "most": rupiah(found.most) if found.most else "", "before": rupiah(found.before),
        "after": rupiah(found.after),
    }  # fmt: skip
    if found.most is None:
        first = _("Upah minimum belum dicatat, jadi %(earners)s upah yang tersimpan tidak dapat diperiksa.") % words
    else:
        first = (
            _("%(people)s dari %(earners)s upah yang tersimpan lebih dari %(most)s: tampaknya upah sebulan.") % words
        )
    then = _(
        "Tiap upah akan dikalikan %(times)s, dan iuran sebulan dari %(before)s menjadi %(after)s. Perbaiki dulu"
        " upahnya lewat roster, atau centang bahwa semuanya memang upah sehari."
    )
    return f"{first} {then % words}"
