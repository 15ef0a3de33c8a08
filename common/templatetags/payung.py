"""Filters for everything a page or a paper shows: {% load payung %}."""

from django import template

from common import citations, months, personal
from common import rupiah as money


NOTHING = "-"  # how Indonesian papers write a figure that is not there

register = template.Library()


def _missing(value):
    return value is None or value == ""


@register.filter
def rupiah(amount):
    """1234567 as Rp1.234.567."""
    return NOTHING if _missing(amount) else money.rupiah(int(amount))


@register.filter
def signed(amount):
    """A change: 1234567 as +Rp1.234.567, less as -Rp1.234.567, none as Rp0."""
    return NOTHING if _missing(amount) else ("+" if int(amount) > 0 else "") + money.rupiah(int(amount))


@register.filter
def in_words(amount):
    """42000000 as empat puluh dua juta rupiah."""
    return NOTHING if _missing(amount) else money.in_words(int(amount))


@register.filter
def count(number):
    """2345 as 2.345."""
    return NOTHING if _missing(number) else money.grouped(int(number))


@register.filter
def cited(source):
    """PP 44/2015 Art. 20(1)-(2) and Annex II as PP 44/2015 Pasal 20 ayat (1)-(2) dan Lampiran II."""
    return citations.written(source)


@register.filter
def percent(part, whole=100):
    """1212|percent:3242 as 37,4 %; a lone number is percent already. One decimal, half up."""
    if _missing(part) or _missing(whole) or whole == 0:
        return NOTHING
    tenths = int((part * 2000 + whole) // (whole * 2))
    sign, tenths = ("-", -tenths) if tenths < 0 else ("", tenths)
    return f"{sign}{money.grouped(tenths // 10)},{tenths % 10} %"


@register.filter
def masked_nik(nik):
    """A NIK with its middle hidden: 1771 •••• •••• 9001; anything that is no NIK is hidden whole."""
    return NOTHING if _missing(nik) else personal.masked_nik(nik)


@register.filter
def masked_kpj(kpj):
    """A KPJ but for its end: •••• ••• 8901."""
    return NOTHING if _missing(kpj) else personal.masked_kpj(kpj)


@register.filter
def month(day):
    """The first of October 2026 as Oktober 2026."""
    return NOTHING if _missing(day) else months.month_name(day)


@register.filter
def initials(name):
    """Siti Nur Aisyah, S.Pd. as S. N. A."""
    return personal.initials(name)
