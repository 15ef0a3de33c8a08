"""Questions of terms: which agreements there are, what chain they form, and which one covers whom in a month."""

from string import ascii_letters
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from agreements.models import Agreement, AgreementScan, AgreementScope, Briefing, Circular
from common.months import WEEKDAY_NAMES, first_day, next_month
from municipalities.city import units
from municipalities.days import read_day


# Nearest unit up the tree wins; of two that meet in one month, the later one.
# One row for each unit, category and programme that is covered in the month. Join it on these three columns:
#   JOIN (<COVERING>) c ON c.unit_id = e.unit_id AND c.category_id = e.category_id AND c.program = r.program
def _statement(narrowed=""):
    return f"""
SELECT DISTINCT ON (t.unit_id, s.category_id, s.program)
       t.unit_id, s.category_id, s.program, s.agreement_id, s.unit_id AS scope_unit_id
FROM (
  WITH RECURSIVE up AS (
    SELECT u.id AS unit_id, u.id AS above_id, u.parent_id, 0 AS distance
    FROM municipalities_unit u WHERE u.municipality_id = %(municipality)s
    UNION ALL
    SELECT up.unit_id, p.id, p.parent_id, up.distance + 1
    FROM up JOIN municipalities_unit p ON p.municipality_id = %(municipality)s AND p.id = up.parent_id
  ) SELECT unit_id, above_id, distance FROM up
) t
JOIN agreements_agreementscope s ON s.municipality_id = %(municipality)s AND s.unit_id = t.above_id
WHERE (s.is_signed {narrowed} AND s.start_date < %(day_after)s AND s.end_date >= %(first)s)
   OR s.agreement_id = %(proposed)s
ORDER BY t.unit_id, s.category_id, s.program, t.distance, s.start_date DESC, s.agreement_id DESC
"""


COVERING = _statement()
# As if these agreements had never been signed.
COVERING_WITHOUT = _statement("AND s.agreement_id <> ALL (%(without)s)")

COVERING_PLACE = f"""
SELECT c.agreement_id FROM ({COVERING}) c
WHERE c.unit_id = %(unit)s AND c.category_id = %(category)s AND c.program = %(program)s
"""


class Covering(NamedTuple):
    """A relation for a statement of a higher floor: its text and what it asks for."""

    sql: str
    parameters: dict


class Cover(NamedTuple):
    unit_id: int
    category_id: int
    program: str
    agreement_id: int
    scope_unit_id: int


def covering(*, municipality, month, proposed=None):
    """
    Which agreement covers each unit, category and programme on any day of the month.

    :param proposed: an agreement to count as if it were in force, for a look ahead or back
    """
    month = first_day(month)
    return _covering(municipality, month, next_month(month), proposed)


def covering_on(*, municipality, day, proposed=None):
    """The same on one day."""
    return _covering(municipality, day, day.fromordinal(day.toordinal() + 1), proposed)


def _covering(municipality, first, day_after, proposed):
    # 0 is no row's id
    asked = {"municipality": municipality.pk, "first": first, "day_after": day_after}
    return Covering(COVERING, asked | {"proposed": proposed.pk if proposed else 0})


def covers(covering):
    """The rows of the relation."""
    with connection.cursor() as cursor:
        cursor.execute(covering.sql, covering.parameters)
        return [Cover(*row) for row in cursor.fetchall()]


def agreement_for(*, unit, category, program, day):
    """The agreement that covers a unit, a category and a programme on a day, or None."""
    asked = covering_on(municipality=unit.municipality, day=day)
    place = {"unit": unit.pk, "category": category.pk, "program": program}
    with connection.cursor() as cursor:
        cursor.execute(COVERING_PLACE, asked.parameters | place)
        found = cursor.fetchone()
    return Agreement.objects.get(pk=found[0]) if found else None


def covered_already(agreement):
    """
    Signed scope rows of other agreements that hold what this one claims, on a day of its term.

    An addendum takes the place of what it amends, so that does not count; nor does what ends before it begins.
    """
    said = {(scope.unit_id, scope.category_id, scope.program) for scope in agreement.scopes.all()}
    others = AgreementScope.objects.filter(
        municipality_id=agreement.municipality_id,
        is_signed=True,
        start_date__lte=agreement.end_date,
        end_date__gte=agreement.start_date,
    ).exclude(agreement=agreement)
    if agreement.amends_id:
        others = others.exclude(
            Q(agreement=agreement.amends_id) | Q(agreement__amends=agreement.amends_id),
            start_date__lt=agreement.start_date,
        )
    found = others.select_related("agreement", "unit", "category").order_by("start_date", "pk")
    return [scope for scope in found if (scope.unit_id, scope.category_id, scope.program) in said]


def replaced_by(addendum):
    """Scope rows in force, of what it amends and of the other addenda, whose place it takes from its first day on."""
    if addendum.amends_id is None:
        return []
    said = {(scope.unit_id, scope.category_id, scope.program) for scope in addendum.scopes.all()}
    older = AgreementScope.objects.filter(
        Q(agreement=addendum.amends_id) | Q(agreement__amends=addendum.amends_id),
        municipality_id=addendum.municipality_id,
        is_signed=True,
        start_date__lt=addendum.start_date,
        end_date__gte=addendum.start_date,
    ).exclude(agreement=addendum)
    return [scope for scope in older if (scope.unit_id, scope.category_id, scope.program) in said]


def agreements_of(municipalities):
    """The way in for pages: through the municipalities of the request, as `access` has them."""
    return Agreement.objects.of(municipalities).select_related("municipality")


def saying(agreements, words):
    """Those whose title or one of whose numbers has these words in it."""
    told = Q(title__icontains=words) | Q(pks_number__icontains=words) | Q(branch_number__icontains=words)
    return agreements.filter(told)


def covering_place(agreements, *, unit=None, category=None):
    """Those whose text covers this unit, by itself or by one above it, and this kind of worker."""
    scopes = AgreementScope.objects.filter(municipality_id=(unit or category).municipality_id)
    if unit:
        parents = dict(unit.municipality.units.values_list("pk", "parent_id"))
        scopes = scopes.filter(unit__in=units.with_above(unit.pk, parents))
    if category:
        scopes = scopes.filter(category=category)
    return agreements.filter(pk__in=scopes.values("agreement_id"))


def scans_of(municipalities):
    return AgreementScan.objects.of(municipalities).select_related("agreement", "municipality")


def circulars_of(municipalities):
    return Circular.objects.of(municipalities).select_related("municipality")


def briefings_of(municipalities):
    return Briefing.objects.of(municipalities).select_related("municipality").prefetch_related("attendance")


def chain_of(agreement):
    """The agreement with all that it renews and all that renew it, oldest first; an open draft of ours included."""
    links = Agreement.objects.filter(municipality_id=agreement.municipality_id).values_list(
        "pk", "renews_id", "amends_id"
    )
    neighbours = {}
    for here, *before in links:
        for other in filter(None, before):
            neighbours.setdefault(here, set()).add(other)
            neighbours.setdefault(other, set()).add(here)
    found, waiting = set(), [agreement.pk]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += neighbours.get(here, ())
    chain = Agreement.objects.filter(pk__in=found).select_related("municipality")
    return list(chain.order_by("start_date", "pk"))


def quoted_day(agreement):
    """The day of signing as the old paper has it, of “Rabu, 5 Mei 2021”; None where no day can be read there."""
    said = agreement.signing_date_quoted
    try:
        return read_day(said.lstrip(ascii_letters + "'").lstrip(", ") if said[:1].isalpha() else said)
    except ValueError:
        return None


def misquoted_weekday(agreement):
    """(said, real) weekday where the source names another one than the calendar; None where they agree."""
    said = agreement.signing_date_quoted.split(" ")[0].strip(",").capitalize()
    if agreement.signing_date is None or said not in WEEKDAY_NAMES:
        return None
    real = WEEKDAY_NAMES[agreement.signing_date.weekday()]
    return None if said == real else (said, real)
