"""
A few people typed into a page: tried by the Resource as they would be taken in, and then a roster like any other.

The file that is kept of them is read again by the reader; both roads accept and refuse the same rows
(tests/enrollment/test_two_roads.py).
"""

from dataclasses import dataclass, field
from hashlib import sha256

import tablib
from django.db import transaction
from django.utils.translation import gettext as _

from enrollment import rosters
from enrollment.columns import ROSTER
from enrollment.messages import message
from enrollment.models import Roster
from enrollment.resources import RosterResource
from municipalities import audit, service_user


FILE = "ketikan.csv"  # on its way; the roster is called Roster.TYPED
MOST = 50  # people at once; more are a file
NO_NUMBER = 0  # of a roster that is never kept: the next one may be somebody's whose file is just coming in
FIRST_ROW = 1  # as the page counts them, and the roster's page too
# What a page asks of each person; unit, kind and start are those of all of them.
COLUMNS = tuple(column for column in ROSTER if column.name not in ("unit", "category", "start_date"))


@dataclass(frozen=True)
class Tried:
    """What stands against some people: sentences by (place, column), of a whole row, of all of them."""

    cells: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    all: list = field(default_factory=list)

    @property
    def is_refused(self):
        return bool(self.cells or self.rows or self.all)


def dataset(people):
    """:param people: [{name of a column: text}]"""
    lines = [[person.get(column.name, "") for column in COLUMNS] for person in people]
    return tablib.Dataset(*lines, headers=[column.label for column in COLUMNS])


def write(people, *, out):
    """Write them to the path `out` as a CSV for `rosters.receive` (file name: Roster.TYPED)."""
    out.write_bytes(dataset(people).export("csv").encode("utf-8-sig", errors="surrogatepass"))
    return out


@transaction.atomic
def try_out(people, *, municipality, by, at, **given):
    """
    What would be refused, were these people sent; nothing of them is kept.

    A refusal may name whoever has such a NIK, so it is written down who was looked at.

    :param given: unit, category, start_date and by_clerk, as `rosters.receive` takes them
    """
    with service_user.at_work(municipality):  # a person may be known in a unit that a clerk must not see
        never = sha256(str(at).encode()).hexdigest()
        draft = rosters.draft(
            NO_NUMBER, municipality=municipality, file_name=Roster.TYPED, sha256=never, by=by, at=at, **given
        )
        resource = RosterResource(draft)
        result = resource.import_data(dataset(people), dry_run=True, raise_errors=True)
        tried = told(result, nobody={*range(len(people))} - {row.row_no - FIRST_ROW for row in resource.people})
        niks = {row.nik for row in resource.people if row.nik}
        known = (
            list(municipality.workers.filter(nik__in=niks).values_list("pk", flat=True)) if tried.is_refused else []
        )
    if known:
        audit.record(
            "workers.typed", of=municipality, municipality=municipality, by=by, at=at, people=known,
            count=len(known), lines=len(people),
        )  # fmt: skip
    return tried


def told(result, nobody):
    """
    The result of an import as sentences where they belong.

    :param nobody: the places at which no person stands: a total, a title, a signature
    """
    tried = Tried(all=[message(held.error.as_dict()) for held in result.base_errors])
    asked = {column.name for column in COLUMNS}
    for place in nobody:
        tried.rows[place] = [_("Baris ini belum berisi orang. Isi NIK, nama, dan tanggal lahirnya.")]
    for row in result.invalid_rows:
        place = row.number - 1
        for column, sentences in row.error_dict.items():
            if column in asked:
                tried.cells[place, column] = sentences
            else:
                tried.rows[place] = [*tried.rows.get(place, []), *sentences]
    return tried
