"""How people stand, in the words of the coverage pages: who is covered, what hinders whom, and what was asked."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import active


class Cause(StrEnum):
    """What hinders somebody, as it stands in an address."""

    UNPAID = "belum-bayar"
    WRONG_PROGRAM = "program-kurang"
    NO_AGREEMENT = "tanpa-perjanjian"
    WITHOUT_NUMBER = "belum-bernomor"


TITLES = {
    Cause.UNPAID: gettext_lazy("Iuran belum dibayar"),
    Cause.WRONG_PROGRAM: gettext_lazy("Program dalam perjanjian kurang"),
    Cause.NO_AGREEMENT: gettext_lazy("Tanpa perjanjian yang berlaku"),
    Cause.WITHOUT_NUMBER: gettext_lazy("Nomor KPJ belum tercatat"),
}


def number_of(cause, counted):
    """How many people of a count it hinders."""
    return getattr(counted, cause.name.lower())


@dataclass(frozen=True)
class Line:
    """One part of the people of a place; `number` is None where nobody can say."""

    title: str
    number: int | None
    note: str = ""
    url: str = ""
    is_part: bool = False


def lines(counted, headline, *, url_of):
    """
    Everybody of the place, part by part: covered, enrolled and not covered by cause, not enrolled.

    :param counted: coverage.Counted of the place
    :param headline: its head line; where nobody knows how many there are, nobody knows how many are not in
    :param url_of: a function of a cause that gives where its people stand, "" where they are not shown
    """
    hindered = counted.enrolled - counted.active
    return [
        Line(_("Terlindungi"), counted.active),
        *of(Cause.WITHOUT_NUMBER, counted.without_number, url_of, note=_("sudah terhitung di atas")),
        Line(_("Terdaftar, belum terlindungi"), hindered),
        *of(Cause.UNPAID, counted.unpaid, url_of),
        *of(Cause.WRONG_PROGRAM, counted.wrong_program, url_of),
        *of(Cause.NO_AGREEMENT, counted.no_agreement, url_of),
        not_enrolled(headline),
    ]


def of(cause, number, url_of, *, note=""):
    """Nothing where nobody is hindered by it."""
    return [Line(str(TITLES[cause]), number, note, url_of(cause), is_part=True)] if number else []


def not_enrolled(headline):
    title = _("Belum terdaftar")
    if headline.figure is None:
        return Line(title, None, _("tidak dapat dihitung: jumlah seluruhnya belum diketahui"))
    return Line(title, max(headline.figure - headline.enrolled, 0), _("dari jenis pekerja yang jumlahnya diketahui"))


def rule(judged, day):
    """What makes somebody count as covered in this city on the day, in one sentence; "" before the law."""
    programs = active.programs_on(day)
    if not programs:
        return ""
    return _(
        "Terlindungi: terdaftar pada hari itu, ada perjanjian berlaku yang mencakup %(programs)s,"
        " dan iuran %(months)s."
    ) % {"programs": _(" dan ").join(programs), "months": looked_at(judged)}


def looked_at(judged):
    if judged.within == 1:
        return _("bulan yang terakhir jatuh tempo lunas")
    return _("sedikitnya satu dari %(number)s bulan terakhir yang jatuh tempo lunas") % {"number": judged.within}


def not_judged(judged):
    """What of the rule says nothing here because nothing of it is recorded: sentences."""
    found = []
    if not judged.agreements:
        found.append(_("Perjanjian tidak tercatat di sini, jadi tidak dinilai."))
    if not judged.payments:
        found.append(payments_not_judged(judged))
    return found


def payments_not_judged(judged):
    if judged.billed_since is None:
        return _("Iuran tidak tercatat di sini, jadi pembayarannya tidak dinilai.")
    return _(
        "Tagihan baru tercatat sejak %(month)s, belum sejauh yang dilihat, jadi pembayaran iuran belum dinilai."
    ) % {"month": date_format(judged.billed_since, "F Y")}
