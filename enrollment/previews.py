"""What a checked roster would change, and a saved one has changed: each change with old and new."""

from django.db import connection
from django.utils.translation import gettext as _

from common.months import first_day, month_name
from common.personal import masked_kpj
from common.rupiah import rupiah
from enrollment import decisions, wages
from enrollment.messages import label
from enrollment.models import Enrollment, Roster, RosterChange, RosterRow, Worker
from enrollment.staging.given import parameters
from enrollment.staging.missing import MISSING
from municipalities.planning import without_nested_loops


PAGE = 10
DECIDED = """SELECT enrollment_id FROM enrollment_rosterdecision
WHERE municipality_id = %(municipality)s AND roster_id = %(roster)s AND row_no IS NULL"""
KINDS = ("new", "changed", "unchanged", "missing")
# What a row may change, and how a person reads it.
FIELDS = ("name", "birth_date", "sex", "phone", "wage", "kpj")
OF_ENROLLMENT = ("wage", "kpj")


def rows_of(roster):
    return RosterRow.objects.filter(municipality_id=roster.municipality_id, roster=roster)


def has_proposals(roster):
    """Whether a damaged NIK could be taken from the one known person it fits."""
    return rows_of(roster).filter(problems__contains=[{"reason": "PROPOSAL"}]).exists()


def changes(roster, kind, *, after="", only=None):
    """
    A page of the changes of one kind, and the mark of the next page ("" at the end).

    :param only: the numbers of the rows asked for; None for all, and of no matter to who is missing
    """
    return missing(roster, after=after) if kind == "missing" else staged(roster, kind, after=after, only=only)


def staged(roster, kind, *, after, only):
    rows = rows_of(roster).filter(outcome=kind.upper(), row_no__gt=int(after[:9]) if after.isdecimal() else 0)
    rows = rows if only is None else rows.filter(row_no__in=only)
    rows = rows.select_related("for_unit", "category", "enrollment__worker").order_by("row_no")[: PAGE + 1]
    rows = list(rows)
    page = rows[:PAGE]
    written = {}
    if kind == "changed":
        is_saved = roster.status in (Roster.Status.COMMITTED, Roster.Status.UNDONE)
        written = changes_written(roster, page) if is_saved else against_stored(roster, page)
    shown = [change(kind, row, written.get(row.row_no, []), roster.month) for row in page]
    return shown, str(page[-1].row_no) if len(rows) > PAGE else ""


def changes_written(roster, rows):
    """What a saved roster changed, by row, as `against_stored` says it of one that is not."""
    found = {}
    kinds = (RosterChange.Kind.CHANGED, RosterChange.Kind.WORKER_CHANGED)
    written = roster.changes.filter(row_no__in=[row.row_no for row in rows], kind__in=kinds)
    for row_no, before, after in written.values_list("row_no", "before", "after"):
        found.setdefault(row_no, []).append((before, after))
    return found


def change(kind, row, written, month):
    changed = [field for before, after in written for field in differences(before, after, month=month)]
    return {
        "row_no": row.row_no,
        "name": row.name,
        "nik": row.nik,
        "unit_label": row.for_unit.name if row.for_unit else "",
        "fields": fields_of_new(row) if kind == "new" else changed,
        "note": row.category.name if row.category else "",
        "ways": [],
    }


def fields_of_new(row):
    fields = [{"label": _("Mulai"), "old": "", "new": f"{row.start_date:%d-%m-%Y}"}]
    return fields + ([{"label": _("Upah"), "old": "", "new": rupiah(row.wage)}] if row.wage is not None else [])


def differences(before, after, *, month):
    """
    What is not the same afterwards: [{label, old, new}].

    :param month: from which on another wage counts
    """
    return [field for name in FIELDS if name in after for field in difference(name, before, after, month)]


def difference(name, before, after, month):
    if name == "wage":
        return wage_difference(wages.History.read(before), wages.History.read(after), month)
    if str(before.get(name) or "") == str(after[name] or ""):
        return []
    return [{"label": label(name), "old": spelled(name, before.get(name)), "new": spelled(name, after[name])}]


def wage_difference(was, now, month):
    """What counted in the month; where that was the same, what was to count later. A wage that follows stays."""
    if was == now:
        return []
    new = now.of_month(month)
    stood = [was.of_month(month), *(wage for until, wage in was.past if until > month), was.wage]
    old = next((wage for wage in stood if wage != new), was.wage)
    last = now.last_month_of(month)
    words = _("Upah %(month)s sampai %(last)s") if last else _("Upah mulai %(month)s")
    words %= {"month": month_name(month), "last": month_name(last) if last else ""}
    return [{"label": words, "old": spelled("wage", old), "new": spelled("wage", new)}]


def against_stored(roster, rows):
    """What a roster that is not saved would change, by row: {row_no: [(before, after)]}."""
    rows = [row for row in rows if row.enrollment is not None and row.enrollment.worker is not None]
    stands = wages.of_each([row.enrollment for row in rows])
    return {row.row_no: [against(row, stands[row.enrollment_id], roster.month)] for row in rows}


def against(row, stands, month):
    enrollment = row.enrollment
    before = {name: getattr(enrollment if name in OF_ENROLLMENT else enrollment.worker, name) for name in FIELDS}
    after = {name: getattr(row, name) for name in FIELDS}
    if row.name_search == enrollment.worker.name_search:
        after["name"] = before["name"]  # a spelling is kept
    after = {name: value for name, value in after.items() if value not in (None, "")}
    if row.wage is not None:
        put = stands.put_from(row.wage, begun=first_day(enrollment.start_date), first_month=month)
        before, after = before | stands.written(), after | put.written()
    return before, after


def spelled(name, value):
    if value in (None, ""):
        return _("kosong")
    if name == "wage":
        return rupiah(int(value))
    if name == "kpj":
        return masked_kpj(value)
    if name == "sex":
        return dict(Worker.Sex.choices).get(value, value)
    if name == "birth_date":
        year, month, day = str(value).split("-")
        return f"{day}-{month}-{year}"
    return str(value)


def missing(roster, *, after):
    """Enrolled and active, but not in the file; after the saving also those who were decided about."""
    here = Enrollment.objects.filter(municipality_id=roster.municipality_id)
    mark = here.filter(public_id=after).values_list("pk", flat=True).first() if after else 0
    given = parameters(roster) | {"mark": mark or 0, "page": PAGE + 1}
    with connection.cursor() as cursor, without_nested_loops(cursor):
        cursor.execute(
            f"SELECT id FROM ({MISSING} UNION {DECIDED}) m WHERE id > %(mark)s ORDER BY id LIMIT %(page)s", given
        )
        ids = [row[0] for row in cursor.fetchall()]
    people = list(here.filter(pk__in=ids).select_related("worker", "unit", "category").order_by("pk"))
    page = people[:PAGE]
    decided = {
        each.enrollment_id: each for each in decisions.of(roster).filter(enrollment__in=page).select_related("to_unit")
    }
    return [person(enrollment, decided.get(enrollment.pk)) for enrollment in page], str(page[-1].public_id) if len(
        people
    ) > PAGE else ""


def person(enrollment, decision):
    since = {"category": enrollment.category.name, "day": f"{enrollment.start_date:%d-%m-%Y}"}
    return {
        "row_no": None,
        "name": enrollment.worker.name,
        "nik": enrollment.worker.nik,
        "unit_label": enrollment.unit.name,
        "fields": [{"label": decision.get_reason_display().capitalize(), "old": "", "new": last_day(decision)}]
        if decision
        else [],
        "note": _("%(category)s, sejak %(day)s") % since,
        "ways": [{"key": str(enrollment.public_id), "label": _("Pilih %(name)s") % {"name": enrollment.worker.name}}],
    }


def last_day(decision):
    words = {"day": f"{decision.end_date:%d-%m-%Y}", "unit": decision.to_unit.name if decision.to_unit else ""}
    return (_("hari terakhir %(day)s, lalu ke %(unit)s") if decision.to_unit else _("hari terakhir %(day)s")) % words
