"""What the statistics of claims say, as rows for the page, the CSV and the paper alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.models import CAUSE_LABELS, Claim
from reports import charts


UNITS = 20  # on the page and the paper; the file has all


@dataclass(frozen=True)
class Row:
    label: str
    claims: int
    paid: int


@dataclass(frozen=True)
class Table:
    """One way to group the claims; `more` are units that do not stand here."""

    slug: str
    title: str
    heading: str
    rows: list[Row]
    more: int = 0


@dataclass(frozen=True)
class SpanRow:
    """How long a part took; the days are `unit`."""

    label: str
    unit: str
    count: int
    median: int | None
    ninetieth: int | None
    limit: int | None
    late: int


def title_of(found):
    return _("Statistik klaim %(year)s") % {"year": found.year} if found.year else _("Statistik klaim")


def tables(found, *, most=UNITS):
    """:param most: how many units; None for all"""
    units = rows(found.by_unit, lambda unit: unit.label)
    shown = units[:most]
    return [
        Table(
            "keadaan", _("Menurut keadaan"), _("Keadaan"), rows(found.by_status, lambda key: Claim.Status(key).label)
        ),
        Table("sebab", _("Menurut sebab"), _("Sebab"), rows(found.by_cause, lambda key: CAUSE_LABELS[key])),
        Table("usia", _("Menurut usia"), _("Usia saat meninggal"), rows(found.by_age, age_label)),
        Table("unit", _("Menurut unit"), _("Unit"), shown, more=len(units) - len(shown)),
    ]


def rows(groups, label):
    return [Row(str(label(key)), group.claims, group.paid) for key, group in groups.items()]


def age_label(band):
    first, last = band
    if first == 0:
        return _("di bawah %(age)s tahun") % {"age": last + 1}
    return _("%(first)s tahun ke atas") % {"first": first} if last > 100 else _("%(first)s-%(last)s tahun") % {
        "first": first, "last": last,
    }  # fmt: skip


def spans(found):
    calendar, working = _("hari"), _("hari kerja")
    there = [
        (_("Kabar duka sampai berkas lengkap"), calendar, found.to_complete),
        (_("Sampai di cabang sampai keputusan"), working, found.to_decision),
    ]
    there += [
        (_("Sampai di cabang sampai dibayar (%(program)s)") % {"program": program}, working, span)
        for program, span in sorted(found.to_payout.items())
    ]
    return [
        SpanRow(label, unit, len(span.days), span.median, span.ninetieth, span.limit, span.late)
        for label, unit, span in there
        if span.days
    ]


def bars(table):
    """The rows of a table as parts of the largest."""
    top = max((row.claims for row in table.rows), default=0) or 1
    return [
        {
            "label": row.label,
            "url": "",
            "said": _("%(count)s klaim") % {"count": charts.money.grouped(row.claims)},
            "bar": charts.bar([(row.claims, charts.ACTIVE)], whole=top, label=f"{row.label}: {row.claims}"),
        }
        for row in table.rows
    ]
