"""
The columns of each SIPP file: shipped ones as files of the repository, and what a branch has put over them.

A layout is data: headers, words of a closed list (contributions/sipp/fields.py), constants. What is in force on a day
is the newest version that has begun; older versions stay.
"""

import dataclasses
import hashlib
import json
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from common.refusals import Refused
from contributions.models import SippForm, SippLayout
from contributions.sipp import fields
from enrollment.models import EndReason


SHIPPED = Path(__file__).parent / "layouts"
SURE = {"sure": lazy("pasti"), "likely": lazy("mungkin"), "unsure": lazy("belum pasti")}
MOST_COLUMNS = 60
LONGEST = 80  # letters of a header or a constant
SHEET_FORBIDS = set("[]:*?/\\'")


class LayoutWrong(Refused):
    """A layout that no file can be made of; `detail["row"]` is the column it is about, where it is about one."""

    code = "LAYOUT_WRONG"


@dataclasses.dataclass(frozen=True)
class Column:
    """
    :param field: a word of fields.FIELDS; empty for a constant, or for a column that the city fills in by itself
    :param required: who lacks it is left out of the file
    :param codes: {value: what is written}, of a field that is a code
    """

    header: str
    field: str = ""
    format: str = fields.TEXT
    constant: str = ""
    required: bool = False
    codes: dict = dataclasses.field(default_factory=dict)
    sure: str = ""

    @property
    def by_hand(self):
        return not self.field and not self.constant


@dataclasses.dataclass(frozen=True)
class Sheet:
    """A sheet of words beside the data."""

    name: str
    lines: tuple


@dataclasses.dataclass(frozen=True)
class Layout:
    """:param before, after: sheets that stand before and after the one with the data"""

    form: str
    name: str
    start_date: date
    sheet: str
    columns: tuple
    source: str
    sure: str = ""
    before: tuple = ()
    after: tuple = ()
    version: int = 0  # of the branch; 0: shipped

    @property
    def content_hash(self):
        """Of everything that decides how a file looks."""
        told = {"sheet": self.sheet, "columns": [dataclasses.asdict(column) for column in self.columns]}
        told |= {"sheets": [dataclasses.asdict(sheet) for sheet in (*self.before, *self.after)]}
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    @property
    def sure_label(self):
        return SURE.get(self.sure, "")

    @property
    def by_hand(self):
        """The headers of the columns that Payung does not know and the city fills in by itself."""
        return [column.header for column in self.columns if column.by_hand]


@cache
def shipped():
    """{form: Layout} of the files of the repository."""
    found = {}
    for path in sorted(SHIPPED.glob("*.toml")):
        raw = tomllib.loads(path.read_text("utf-8"))
        columns = columns_of(raw["form"], raw["columns"])
        sheets = {
            place: tuple(Sheet(each["name"], tuple(each["lines"])) for each in raw.get(place, ()))
            for place in ("before", "after")
        }
        found[raw["form"]] = Layout(
            form=raw["form"], name=f"bawaan {raw['version']}", start_date=raw["start_date"],
            sheet=checked_sheet(raw["sheet"]), columns=columns, source=raw["source"], sure=raw["sure"], **sheets,
        )  # fmt: skip
    return found


def in_force(*, municipality, form, day):
    """The newest version of the branch that has begun by the day, else the shipped layout."""
    begun = of(municipality).filter(form=form, start_date__lte=day).order_by("-version").first()
    return as_layout(begun) if begun else shipped()[form]


def as_layout(row):
    """What a branch has written, with the sheets of words of the shipped layout."""
    beside = shipped()[row.form]
    return Layout(
        form=row.form, name=f"cabang versi {row.version}", start_date=row.start_date, sheet=row.sheet,
        columns=columns_of(row.form, row.columns), source=row.source, before=beside.before, after=beside.after,
        version=row.version,
    )  # fmt: skip


def of(municipality):
    """The layouts that branches have written for this city, the newest of each form first."""
    return SippLayout.objects.filter(municipality=municipality)


def next_version(municipality, form):
    return (of(municipality).filter(form=form).aggregate(last=Max("version"))["last"] or 0) + 1


def columns_of(form, rows):
    """
    The columns of a layout, from plain values.

    :param rows: dicts with the names of Column's fields
    :raises LayoutWrong: if no file can be made of them
    """
    if not rows:
        raise LayoutWrong(_("Isi paling sedikit satu kolom."))
    if len(rows) > MOST_COLUMNS:
        raise LayoutWrong(_("Paling banyak %(most)s kolom.") % {"most": MOST_COLUMNS})
    columns = tuple(column_of(form, number, row) for number, row in enumerate(rows, start=1))
    headers = [column.header.casefold() for column in columns]
    for number, header in enumerate(headers, start=1):
        if headers.index(header) + 1 != number:
            raise LayoutWrong(_("Judul kolom ini sudah dipakai di atas."), row=number)
    return columns


def column_of(form, number, row):
    header, constant = (" ".join(str(row.get(name, "")).split()) for name in ("header", "constant"))
    word, format_, codes = row.get("field", ""), row.get("format") or fields.TEXT, row.get("codes") or {}
    if not header:
        raise LayoutWrong(_("Judul kolom belum diisi."), row=number)
    if len(header) > LONGEST or len(constant) > LONGEST:
        raise LayoutWrong(_("Paling panjang %(most)s huruf.") % {"most": LONGEST}, row=number)
    if word and word not in fields.of(form):
        raise LayoutWrong(_("Isi kolom ini tidak ada di daftar untuk berkas ini."), row=number)
    if word and constant:
        raise LayoutWrong(_("Pilih isi dari daftar atau tulis isi tetap, jangan keduanya."), row=number)
    if format_ not in (fields.FIELDS[word].formats if word else (fields.TEXT,)):
        raise LayoutWrong(_("Bentuk ini tidak cocok untuk isi kolom itu."), row=number)
    if codes and (word != "end_reason" or not set(codes) <= set(EndReason)):
        raise LayoutWrong(_("Kode hanya untuk alasan berakhir."), row=number)
    if row.get("required") and not word:
        raise LayoutWrong(_("Kolom wajib perlu isi dari daftar."), row=number)
    return Column(
        header=header, field=word, format=format_, constant=constant, required=bool(row.get("required")),
        codes={key: str(value) for key, value in codes.items()}, sure=row.get("sure", ""),
    )  # fmt: skip


def checked_sheet(name):
    """
    The name of a sheet as Excel takes it.

    :raises LayoutWrong: if it does not
    """
    name = " ".join(name.split())
    if not name or len(name) > 31 or SHEET_FORBIDS & set(name):
        raise LayoutWrong(_("Nama lembar 1 sampai 31 huruf, tanpa tanda [ ] : * ? / \\ atau kutip."), field="sheet")
    return name


def forms_of_kind(kind):
    """The forms behind the word that the command line and the pages use."""
    return {"new": fields.NEW, "leavers": (SippForm.LEAVERS,), "wages": (SippForm.WAGES,)}[kind]
