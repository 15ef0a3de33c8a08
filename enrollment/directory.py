"""Finding workers: by the beginning of a NIK, by name, by KPJ; by unit, category and state; page by page."""

import re
import uuid

from django.db.models import Exists, OuterRef, Q

from enrollment.models import Enrollment, Roster, RosterChange, Worker
from municipalities.models import Unit


PAGE = 15
COUNTED_TO = 10**4  # an exact total beyond this costs more than it says
NIK_DIGITS = 16
KPJ = re.compile(r"(?=.*\d)[0-9A-Z]{11}")
STATES = ("ACTIVE", "SOON", "ENDED", "WITHOUT_KPJ")


def everybody(municipalities):
    """Whoever is or was enrolled in these municipalities; what an undone roster brought never was."""
    workers = Worker.objects.filter(municipality__in=municipalities)
    return workers.filter(has(enrollments_of(municipalities)))


def enrollments_of(municipalities):
    return Enrollment.objects.filter(municipality__in=municipalities, is_void=False)


def search(workers, text, *, municipalities):
    """
    Workers of this NIK's beginning, KPJ or name.

    Behind the wall only the beginning of a name can use an index; inside one city any part of it is quick enough.
    """
    plain = re.sub(r"[\s.\-]", "", text).upper()
    known = enrollments_of(municipalities).filter(kpj=plain).values("worker_id")
    if plain.isdecimal() and plain.isascii():
        matches = Q(pk__in=workers.nik_begins(plain[:NIK_DIGITS]).values("pk"))
        return workers.filter(matches | Q(pk__in=known)) if KPJ.fullmatch(plain) else workers.filter(matches)
    if KPJ.fullmatch(plain):
        return workers.filter(pk__in=known)
    if len(municipalities) == 1:
        return workers.filter(name_search__contains=" ".join(text.upper().split()))
    return workers.called(text)


def find_roster(municipalities, public_id):
    try:
        wanted = uuid.UUID(public_id)
    except ValueError:
        return None
    return Roster.objects.filter(municipality__in=municipalities, public_id=wanted).first()


def narrow(workers, *, municipalities, day, unit=None, category=None, state="", roster=None):
    """Workers whom this roster enrolled or changed, with an enrollment in this unit (or below), category and state."""
    if roster:
        changes = RosterChange.objects.filter(municipality_id=roster.municipality_id, roster=roster)
        brought = enrollments_of(municipalities).filter(roster=roster)
        workers = workers.filter(Q(pk__in=changes.values("worker_id")) | Q(pk__in=brought.values("worker_id")))
    wanted = placed(enrollments_of(municipalities), unit, category)
    active = wanted.in_force_on(day)
    if state == "ENDED":
        ended = wanted.filter(end_date__lt=day)
        return workers.filter(has(ended)).exclude(has(wanted.not_over(day)))
    if state == "SOON":
        return workers.filter(has(wanted.filter(start_date__gt=day))).exclude(has(active))
    if state == "ACTIVE":
        wanted = active
    if state == "WITHOUT_KPJ":
        wanted = active.filter(kpj="")
    return workers.filter(has(wanted)) if unit or category or state else workers


def running(workers, *, municipalities, day, unit=None, category=None, state="", roster=None):
    """The enrollments that put these workers on the narrowed list, as far as they have not ended."""
    found = enrollments_of(municipalities).not_over(day).filter(worker__in=workers)
    if roster:
        changed = RosterChange.objects.filter(municipality_id=roster.municipality_id, roster=roster)
        found = found.filter(Q(roster=roster) | Q(pk__in=changed.values("enrollment_id")))
    if state == "SOON":
        found = found.filter(start_date__gt=day)
    if state in ("ACTIVE", "WITHOUT_KPJ"):
        found = found.in_force_on(day)
    if state == "WITHOUT_KPJ":
        found = found.filter(kpj="")
    return placed(found, unit, category).order_by("unit__name", "worker__name_search", "pk")


def placed(enrollments, unit, category):
    """Those of this unit (or below) and category, where one is asked for."""
    if unit:
        enrollments = enrollments.filter(unit__in=Unit.objects.under(unit))
    return enrollments.filter(category=category) if category else enrollments


def has(enrollments):
    return Exists(enrollments.filter(municipality=OuterRef("municipality"), worker=OuterRef("pk")))


def count(workers):
    """How many there are; COUNTED_TO + 1 stands for more."""
    return workers.order_by()[: COUNTED_TO + 1].count()


def page(workers, *, marks, after="", before=""):
    """
    One page in the order of names, and whether there is one before and one after it.

    :param marks: where the public_id of the page's mark is looked up
    """
    mark = find_mark(marks, after or before)
    if mark and before:
        rows = list(workers.filter(beyond(mark, "lt")).order_by("-name_search", "-pk")[: PAGE + 1])
        return rows[:PAGE][::-1], len(rows) > PAGE, True
    if mark:
        workers = workers.filter(beyond(mark, "gt"))
    rows = list(workers.order_by("name_search", "pk")[: PAGE + 1])
    return rows[:PAGE], bool(mark), len(rows) > PAGE


def beyond(mark, side):
    name, pk = mark
    return Q(**{f"name_search__{side}": name}) | Q(**{"name_search": name, f"pk__{side}": pk})


def find_mark(marks, public_id):
    try:
        wanted = uuid.UUID(public_id)
    except ValueError:
        return None
    return marks.filter(public_id=wanted).values_list("name_search", "pk").first()


def current(enrollments, day):
    """{worker_id: the enrollment to show}: one in force today, else the next, else the last; and how many are."""
    found = {}
    for enrollment in enrollments:
        found.setdefault(enrollment.worker_id, []).append(enrollment)
    return {worker: (max(each, key=lambda e: rank(e, day)), in_force(each, day)) for worker, each in found.items()}


def in_force(enrollments, day):
    return sum(state_of(enrollment, day) == "ACTIVE" for enrollment in enrollments)


def rank(enrollment, day):
    order = {"ACTIVE": 2, "SOON": 1, "ENDED": 0}
    return order[state_of(enrollment, day)], enrollment.start_date, enrollment.pk


def state_of(enrollment, day):
    if enrollment.end_date and enrollment.end_date < day:
        return "ENDED"
    return "SOON" if enrollment.start_date > day else "ACTIVE"
