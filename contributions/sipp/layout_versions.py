"""A branch puts its own columns over the shipped ones: a new version for each city it serves, the old ones stay."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from contributions.models import SippForm, SippLayout
from contributions.sipp import layouts
from municipalities import audit, turns


PLAIN = ("header", "field", "format", "constant", "required", "codes")
# Nobody: how a row of the file looks.
SAMPLE = {
    "nik": "0000004108859001", "name": "SITI CONTOH", "kpj": "00345678901", "sex": "P", "phone": "081200000000",
    "wage": 1_000_000, "unit": "SDN CONTOH", "category": "Guru tidak tetap", "npp": "AA000000", "division": "000",
    "end_reason": "RESIGNED",
}  # fmt: skip
SAMPLE_DAYS = ("birth_date", "start_date", "contract_end", "end_date")


class NobodyServed(Refused):
    """The branch serves no city, so that there is nobody to write it for."""

    code = "NOBODY_SERVED"


@transaction.atomic
def put(*, municipalities, branch, form, start_date, sheet, columns, source, by, at):
    """
    Write a version of this form's columns for each of these cities; returns the rows. What stands there already stays.

    :param columns: plain values, as layouts.columns_of takes them
    :raises LayoutWrong: if no file can be made of it
    :raises NobodyServed: without a city
    """
    if not municipalities:
        raise NobodyServed(_("Kantor ini belum melayani kota mana pun."))
    wanted = {
        "start_date": start_date, "sheet": layouts.checked_sheet(sheet), "source": " ".join(source.split())[:200],
        "columns": [plain(column) for column in layouts.columns_of(SippForm(form), columns)],
    }  # fmt: skip
    return [
        put_for(city, SippForm(form), wanted, branch=branch, by=by, at=at)
        for city in sorted(municipalities, key=lambda city: city.pk)
    ]


def put_for(city, form, wanted, *, branch, by, at):
    turns.wait_for(city.pk, "sipp_layout")
    newest = layouts.of(city).filter(form=form).order_by("-version").first()
    if newest and all(getattr(newest, name) == value for name, value in wanted.items()):
        return newest
    made = SippLayout.objects.create(
        municipality=city, branch=branch, form=form, version=layouts.next_version(city, form), made_by=by, made_at=at,
        **wanted,
    )  # fmt: skip
    audit.record("sipp_layout.written", of=made, by=by, at=at, version=made.version, day=start_date_of(made))
    return made


def start_date_of(layout):
    return f"{layout.start_date:%d-%m-%Y}"


def plain(column):
    """A column as the row keeps it: what is not said is left out."""
    return {name: getattr(column, name) for name in PLAIN if getattr(column, name)}


def newest_of(municipalities, form):
    """The layout that an edit begins with: the newest that a branch has written for one of these, else the shipped."""
    rows = SippLayout.objects.filter(municipality__in=municipalities, form=form)
    newest = rows.order_by("-made_at", "-version").first()
    return layouts.as_layout(newest) if newest else layouts.shipped()[form]


def versions(municipalities, form):
    """What branches have written of this form, the newest first."""
    rows = SippLayout.objects.filter(municipality__in=municipalities, form=form)
    return rows.select_related("municipality", "branch", "made_by").order_by("-made_at", "municipality__name")


def sample(day):
    return SAMPLE | dict.fromkeys(SAMPLE_DAYS, day)
