"""Finding workers: by the beginning of a NIK, by name, by KPJ; by unit, category and state; page by page."""

import re
import uuid

from django.db.models import Exists, OuterRef, Q

from agreements.models import Agreement
from common.months import add_months, first_day
from enrollment.models import CardHandover, Enrollment, Roster, RosterChange, Worker
from municipalities.models import Programs, Unit
from municipalities.reading_order import ReadingOrder


PAGE = 10
COUNTED_TO = 10**5  # beyond it a total costs more than it says
EXACT_BELOW = 10**4
NIK_DIGITS = 16
KPJ = re.compile(r"(?=.*\d)[0-9A-Z]{11}")
STATES = ("ACTIVE", "SOON", "ENDED")
# The programs that hold each of the law's.
PROGRAMS = {
    "JKK": (Programs.TWO, Programs.THREE),
    "JKM": (Programs.TWO, Programs.THREE),
    "JHT": (Programs.THREE,),
}
NEEDS = ("WITHOUT_KPJ", "CARD_WAITING", "LAPSED")


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


def narrow(workers, *, municipalities, day, **asked):
    """
    Those of the workers who stand on a list that is narrowed so.

    :param asked: as in `standing`
    """
    return workers.filter(has(standing(municipalities, day, **asked))) if any(asked.values()) else workers


def standing(municipalities, day, *, state="", roster=None, **wanted):
    """
    The enrollments by which people stand on the narrowed list: in this state, of people whom this roster enrolled or
    changed.

    :param wanted: what else is asked of the enrollment, as in `wanting`
    """
    found = wanting(municipalities, day, **wanted)
    if state == "ENDED":
        return touched(
            found.filter(end_date__lt=day).exclude(same_person(found.not_over(day))), municipalities, roster
        )
    if state == "SOON":
        found = found.filter(start_date__gt=day).exclude(same_person(found.in_force_on(day)))
    if state == "ACTIVE":
        found = found.in_force_on(day)
    return touched(found, municipalities, roster)


def same_person(enrollments):
    return Exists(enrollments.filter(municipality=OuterRef("municipality"), worker=OuterRef("worker")))


def touched(enrollments, municipalities, roster):
    """Those of people whom this roster enrolled or changed, where one is asked for."""
    if not roster:
        return enrollments
    changed = RosterChange.objects.filter(municipality_id=roster.municipality_id, roster=roster)
    brought = enrollments_of(municipalities).filter(roster=roster)
    return enrollments.filter(Q(worker__in=changed.values("worker_id")) | Q(worker__in=brought.values("worker_id")))


def running(workers, *, municipalities, day, state="", roster=None, **wanted):
    """The enrollments that put these workers on the narrowed list, as far as they have not ended."""
    found = wanting(municipalities, day, **wanted).not_over(day).filter(worker__in=workers)
    if roster:
        changed = RosterChange.objects.filter(municipality_id=roster.municipality_id, roster=roster)
        found = found.filter(Q(roster=roster) | Q(pk__in=changed.values("enrollment_id")))
    if state == "SOON":
        found = found.filter(start_date__gt=day)
    if state == "ACTIVE":
        found = found.in_force_on(day)
    return found.order_by(ReadingOrder("unit__name"), "unit__name", "worker__name_search", "pk")


def wanting(municipalities, day, *, unit=None, category=None, program="", need=""):
    """Enrollments in this unit (or below) and category, with this program, in which this is still to be done."""
    found = placed(enrollments_of(municipalities), unit, category)
    if program:
        found = found.filter(programs__in=PROGRAMS[program])
    if need == "WITHOUT_KPJ":
        return found.in_force_on(day).filter(kpj="")
    if need == "CARD_WAITING":
        return found.in_force_on(day).exclude(kpj="").exclude(handed_over())
    return lapsed(found.in_force_on(day), municipalities, day) if need == "LAPSED" else found


def handed_over():
    return Exists(
        CardHandover.objects.given().filter(municipality=OuterRef("municipality"), enrollment=OuterRef("pk"))
    )


def lapsed(enrollments, municipalities, day):
    """
    Enrolled, and perhaps not covered: the agreement of the city is over, or no contribution has been approved for the
    last month but one, whose payment has been due. Whoever pays alone is on no bill of the city: nothing is known.
    """
    agreements = Agreement.objects.of(municipalities)
    begun = agreements.filter(status__in=(Agreement.Status.SIGNED, Agreement.Status.ENDED), start_date__lte=day)
    over = Q(municipality__in=begun.values("municipality"))
    over &= ~Q(municipality__in=agreements.in_force_on(day).values("municipality"))
    owed = add_months(first_day(day), -2)
    unpaid = Q(approved_through=None) | Q(approved_through__lt=owed)
    by_city = enrollments.borne_by_the_city()
    return by_city.filter(over | (unpaid & Q(start_date__lt=add_months(owed, 1))))


def placed(enrollments, unit, category):
    """Those of this unit (or below) and category, where one is asked for."""
    if unit:
        enrollments = enrollments.filter(unit__in=Unit.objects.under(unit))
    return enrollments.filter(category=category) if category else enrollments


def has(enrollments):
    return Exists(enrollments.filter(municipality=OuterRef("municipality"), worker=OuterRef("pk")))


def count(rows):
    """How many people there are in these rows, each once; COUNTED_TO + 1 stands for more."""
    return rows.order_by()[: COUNTED_TO + 1].count()


def people_in(enrollments):
    """The ids of their people, each once."""
    return enrollments.order_by().values_list("worker_id", flat=True).distinct()


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
