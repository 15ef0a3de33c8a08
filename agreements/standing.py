"""How an agreement stands on a day, as a word for the page: in force, expiring and expired are questions of dates."""

from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement


Status = Agreement.Status
# What a list is narrowed to, by the word in its address.
STATES = {
    "konsep": gettext_lazy("Konsep"),
    "dibahas": gettext_lazy("Dibahas"),
    "tanda-tangan": gettext_lazy("Menunggu tanda tangan"),
    "akan-mulai": gettext_lazy("Belum mulai"),
    "berlaku": gettext_lazy("Berlaku"),
    "segera": gettext_lazy("Segera berakhir"),
    "berakhir": gettext_lazy("Berakhir"),
    "diakhiri": gettext_lazy("Diakhiri"),
}
OPEN = {Status.DRAFT: "konsep", Status.IN_REVIEW: "dibahas", Status.AGREED: "tanda-tangan"}


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


def state_of(agreement, *, day):
    """
    The word of STATES for the agreement on the day.

    :param agreement: with `lapses_on` of lapses.with_lapses()
    """
    if agreement.status in OPEN:
        return OPEN[Status(agreement.status)]
    if agreement.last_day < day:
        return "diakhiri" if agreement.ended_date else "berakhir"
    if agreement.start_date > day:
        return "akan-mulai"
    return "segera" if agreement.ended_date or agreement.lapses_on else "berlaku"


def days_left(agreement, *, day):
    return (agreement.last_day - day).days


def days_left_label(agreement, *, day):
    """How the term stands on the day, in words; of a text that is not signed yet there is only what it proposes."""
    if agreement.status in OPEN:
        return _("masa yang diusulkan")
    if agreement.last_day < day:
        return _("diakhiri lebih awal") if agreement.ended_date else _("sudah berakhir")
    if agreement.start_date > day:
        return _("mulai %(days)d hari lagi") % {"days": (agreement.start_date - day).days}
    left = days_left(agreement, day=day)
    if left and agreement.ended_date:
        return _("berlaku sampai %(day)s") % {"day": date_format(agreement.ended_date, "j F Y")}
    return _("tinggal %(days)d hari") % {"days": left} if left else _("hari terakhir")
