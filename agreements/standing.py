"""How an agreement stands on a day, as a word for the page: in force, expiring and expired are questions of dates."""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.models import Agreement


class Standing(NamedTuple):
    """A word that the style sheet knows, and what a person reads."""

    word: str
    label: str


def standing(agreement, *, day):
    """
    The state of an agreement on the day.

    :param agreement: with `lapses_on` of lapses.with_lapses()
    """
    if agreement.status not in (Agreement.Status.SIGNED, Agreement.Status.ENDED):
        return Standing(agreement.status.lower(), agreement.get_status_display())
    if agreement.last_day < day:
        return Standing("ended", _("diakhiri") if agreement.ended_date else _("berakhir"))
    if agreement.ended_date:
        return Standing("soon", _("akan diakhiri"))
    if agreement.start_date > day:
        return Standing("signed", _("ditandatangani, belum mulai"))
    if agreement.lapses_on:
        return Standing("soon", _("segera berakhir"))
    return Standing("active", _("berlaku"))


def days_left(agreement, *, day):
    return (agreement.last_day - day).days


def days_left_label(agreement, *, day):
    """How the term stands on the day, in words."""
    if agreement.last_day < day:
        return _("diakhiri lebih awal") if agreement.ended_date else _("sudah berakhir")
    if agreement.start_date > day:
        return _("mulai %(days)d hari lagi") % {"days": (agreement.start_date - day).days}
    left = days_left(agreement, day=day)
    if left and agreement.ended_date:
        return _("berlaku sampai %(day)s") % {"day": date_format(agreement.ended_date, "j F Y")}
    return _("tinggal %(days)d hari") % {"days": left} if left else _("hari terakhir")
