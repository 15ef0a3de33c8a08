"""What the page of a roster shows about people whom it brings in from other units."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from common.months import first_day
from common.rupiah import grouped, rupiah
from enrollment import decisions, estimates
from enrollment.arrivals import ONE_DAY
from enrollment.models import Enrollment, Roster
from enrollment.staging import arriving


ONLY = "lain"  # the part of the address that narrows the tab to them


def of_page(roster, kind):
    """{row number: [enrollment's id]} of whom rows of this kind bring in, as far as this is still to be decided."""
    if kind != "new" or roster.status != Roster.Status.CHECKED or not roster.warned:
        return {}
    found = {}
    for row_no, enrollment_id in arriving.pairs(roster):
        found.setdefault(row_no, []).append(enrollment_id)
    return found


def part(roster, brought, *, only, day):
    """What is asked of them, or None where nobody is brought in."""
    if not brought:
        return None
    sure = arriving.undoubted(roster)
    moving = set(decisions.of(roster).filter(row_no__isnull=False).values_list("enrollment_id", flat=True))
    open_still = [enrollment_id for ids in brought.values() for enrollment_id in ids[:1] if moving.isdisjoint(ids)]
    twice = estimates.of_enrollments(roster, open_still, day=day)
    return {
        "said": _("%(count)s orang baru di berkas ini masih terdaftar di unit lain.")
        % {"count": grouped(len(brought))},
        "decided": _("%(count)s orang dicatat pindah.") % {"count": grouped(len(moving))} if moving else "",
        "cost": _("Bila %(count)s orang tetap di kedua unit, iurannya dibayar dua kali: kira-kira %(amount)s sebulan.")
        % {"count": grouped(len(open_still)), "amount": rupiah(twice)}
        if twice
        else "",
        "all": _("Pindahkan %(count)s orang sekaligus") % {"count": grouped(len(sure))} if sure else "",
        "only": only,
        "url": "?" + urlencode({"perubahan": "new"} | ({} if only else {ONLY: "1"})) + "#perubahan",
    }


def marked(roster, shown, brought):
    """The rows of a page with where each person is enrolled, and what is decided or was done."""
    numbers = [each["row_no"] for each in shown]
    ids = [pk for number in numbers for pk in brought.get(number, [])]
    taken = {each.row_no: each for each in decisions.of(roster).filter(row_no__in=numbers)}
    stand = [*ids, *(each.enrollment_id for each in taken.values())]
    there = Enrollment.objects.filter(municipality_id=roster.municipality_id, pk__in=stand)
    there = there.select_related("unit", "category").in_bulk()
    return [each | told(each, brought.get(each["row_no"], []), taken.get(each["row_no"]), there) for each in shown]


def told(row, ids, decision, there):
    ways = [way(row, there[pk]) for pk in ids if pk in there]
    fields = [
        {"label": _("Terdaftar di"), "old": "", "new": place(there[pk]), "long": True}
        for pk in ids
        if pk in there and not (decision and decision.enrollment_id == pk)
    ]
    if decision is None or decision.enrollment_id not in there:
        return {"ways": ways, "fields": [*fields, *row["fields"]]}
    was = moved(there[decision.enrollment_id], decision)
    fields.append({"label": _("Pindah"), "old": "", "new": was, "long": True})
    begins = {"label": _("Mulai"), "old": "", "new": f"{decision.end_date + ONE_DAY:%d-%m-%Y}"}
    others = [field for field in row["fields"] if field["label"] != begins["label"]]
    return {"ways": ways, "fields": [*fields, begins, *others]}


def way(row, enrollment):
    words = {"name": row["name"], "unit": enrollment.unit.name}
    return {"key": key(row["row_no"], enrollment), "label": _("Pilih %(name)s dari %(unit)s") % words}


def key(row_no, enrollment):
    return f"{row_no}-{enrollment.public_id}"


def place(enrollment):
    words = {
        "unit": enrollment.unit.name,
        "category": enrollment.category.name,
        "day": f"{enrollment.start_date:%d-%m-%Y}",
    }
    return _("%(unit)s, %(category)s, sejak %(day)s") % words


def moved(enrollment, decision):
    words = {"unit": enrollment.unit.name, "day": f"{decision.end_date:%d-%m-%Y}"}
    return _("dari %(unit)s, hari terakhir di sana %(day)s") % words


def first_offered(roster, *, today):
    """The day the form proposes: the roster's own, where it is the first of a month."""
    return roster.start_date if roster.start_date.day == 1 else first_day(today)
