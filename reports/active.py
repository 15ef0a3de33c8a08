"""
Who is active on a day: enrolled, under an agreement for every program that counts, and paid for not long ago.

Only what is recorded is judged. Where a city has no signed agreement at all, or its bills do not reach back as far as
the rule looks, that part of it says nothing of anybody, and the page tells so (docs/adr/0035).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from agreements.models import AgreementScope
from common.months import add_months, first_day
from contributions.models import ContributionRun
from municipalities.city import rule_choices
from regulations import deadlines, eligibility
from regulations.dated import NotInForce
from regulations.words import Program, Segment


# How somebody stands; of several enrollments the best one counts, and of what hinders it what has to be mended first.
ACTIVE, UNPAID, WRONG_PROGRAM, NO_AGREEMENT, ENDED = range(5)

# Relations of a statement WITH RECURSIVE. `standing` has one row for each person, unit and category; parameters() has
# what they ask for, and `within` narrows them to some units. UP is every unit beside itself and those above it.
# What is MATERIALIZED is joined one after the other: without statistics the planner would begin with bills by units by
# people of a city, which is millions of rows.
UP = """
up AS (
  SELECT municipality_id, id AS unit_id, id AS over_id, parent_id FROM municipalities_unit
  WHERE municipality_id = ANY (%(municipalities)s)
  UNION ALL
  SELECT up.municipality_id, up.unit_id, u.id, u.parent_id
  FROM up JOIN municipalities_unit u ON u.municipality_id = up.municipality_id AND u.id = up.parent_id
)"""
STANDING = f"""
{UP},
agreed AS (
  SELECT up.municipality_id, up.unit_id, s.category_id,
         array_agg(DISTINCT s.program::text) @> %(programs)s::text[] AS in_full
  FROM up JOIN agreements_agreementscope s ON s.municipality_id = up.municipality_id AND s.unit_id = up.over_id
  WHERE s.is_signed AND %(day)s BETWEEN s.start_date AND s.end_date
  GROUP BY up.municipality_id, up.unit_id, s.category_id
),
looked_at AS (
  SELECT * FROM unnest(%(paid_in)s::bigint[], %(segments)s::text[], %(firsts)s::date[], %(lasts)s::date[])
    AS asked (municipality_id, segment, first_month, last_month)
),
bill AS MATERIALIZED (
  SELECT b.municipality_id, b.id, b.run_id, b.segment, b.registration_id
  FROM looked_at l
  JOIN contributions_bill b ON b.municipality_id = l.municipality_id AND b.segment = l.segment
   AND b.month BETWEEN l.first_month AND l.last_month AND b.cancels_id IS NULL
  JOIN contributions_contributionrun r ON r.municipality_id = b.municipality_id AND r.id = b.run_id
  LEFT JOIN contributions_bill c ON c.municipality_id = b.municipality_id AND c.cancels_id = b.id
  LEFT JOIN (
    SELECT municipality_id, bill_id, sum(amount) AS paid FROM (
      SELECT municipality_id, bill_id, amount FROM contributions_payment
      WHERE municipality_id = ANY (%(paid_in)s) AND payment_date <= %(day)s
      UNION ALL
      SELECT s.municipality_id, side.bill_id, side.amount FROM contributions_settlement s
      JOIN municipalities_municipality c ON c.id = s.municipality_id
      CROSS JOIN LATERAL (VALUES (s.bill_id, s.amount), (s.source_id, -s.amount)) AS side (bill_id, amount)
      WHERE c.id = ANY (%(paid_in)s) AND (s.recorded_at AT TIME ZONE c.timezone)::date <= %(day)s
    ) money GROUP BY municipality_id, bill_id
  ) m ON m.municipality_id = b.municipality_id AND m.bill_id = b.id
  WHERE r.kind = 'REGULAR' AND c.id IS NULL AND b.total <= coalesce(m.paid, 0)
),
part AS MATERIALIZED (
  SELECT b.*, p.unit_id FROM bill b
  JOIN contributions_billunit p ON p.municipality_id = b.municipality_id AND p.bill_id = b.id
),
paid_line AS MATERIALIZED (
  SELECT DISTINCT l.municipality_id, l.enrollment_id FROM part b
  JOIN contributions_contributionline l ON l.municipality_id = b.municipality_id AND l.run_id = b.run_id
   AND l.unit_id = b.unit_id AND l.segment = b.segment AND l.registration_id IS NOT DISTINCT FROM b.registration_id
),
paid AS (
  SELECT DISTINCT e.municipality_id, e.worker_id
  FROM paid_line l JOIN enrollment_enrollment e ON e.municipality_id = l.municipality_id AND e.id = l.enrollment_id
),
owing AS (
  SELECT DISTINCT e.municipality_id, e.worker_id
  FROM looked_at l
  JOIN enrollment_enrollment e ON e.municipality_id = l.municipality_id AND e.segment = l.segment
  WHERE NOT e.is_void AND e.funding_source <> 'SELF' AND e.start_date < l.first_month + interval '1 month'
    AND (e.end_date IS NULL OR e.end_date >= l.first_month)
),
standing AS MATERIALIZED (
  SELECT e.municipality_id, e.worker_id, e.unit_id, e.category_id,
         min(CASE WHEN e.end_date < %(day)s THEN {ENDED}
                  WHEN e.funding_source = 'SELF' THEN {ACTIVE}
                  WHEN a.unit_id IS NULL AND e.municipality_id = ANY (%(agreed_in)s) THEN {NO_AGREEMENT}
                  WHEN NOT a.in_full THEN {WRONG_PROGRAM}
                  WHEN o.worker_id IS NOT NULL AND p.worker_id IS NULL THEN {UNPAID}
                  ELSE {ACTIVE} END) AS standing,
         bool_or(e.kpj <> '' AND (e.end_date IS NULL OR e.end_date >= %(day)s)) AS has_number
  FROM enrollment_enrollment e
  LEFT JOIN agreed a ON a.municipality_id = e.municipality_id AND a.unit_id = e.unit_id
   AND a.category_id = e.category_id
  LEFT JOIN owing o ON o.municipality_id = e.municipality_id AND o.worker_id = e.worker_id
  LEFT JOIN paid p ON p.municipality_id = e.municipality_id AND p.worker_id = e.worker_id
  WHERE e.municipality_id = ANY (%(municipalities)s) AND NOT e.is_void AND e.start_date <= %(day)s
    AND (%(within)s::bigint[] IS NULL OR e.unit_id = ANY (%(within)s::bigint[]))
  GROUP BY e.municipality_id, e.worker_id, e.unit_id, e.category_id
)"""


@dataclass(frozen=True)
class Judged:
    """
    What is asked of whoever is enrolled in a city on a day.

    :param agreements: whether a signed agreement is recorded there, so that it says something that none covers
    :param months: {segment: (first, last)} in which a paid month is looked for; of a segment that is not in it the
        bills do not reach back so far
    :param within: how many months those are
    :param billed_since: the first month that was billed; None: none was
    """

    agreements: bool
    months: dict
    within: int
    billed_since: date | None

    @property
    def payments(self):
        return bool(self.months)


def judged(municipalities, *, day):
    """{municipality id: Judged} on the day, each by its own answer to the rule."""
    keys = [each.pk for each in municipalities]
    agreed = set(
        AgreementScope.objects.filter(municipality__in=keys, is_signed=True, start_date__lte=day)
        .order_by().values_list("municipality_id", flat=True).distinct()
    )  # fmt: skip
    billed = dict(
        ContributionRun.objects.filter(
            municipality__in=keys, kind=ContributionRun.Kind.REGULAR, bills__cancels=None,
            bills__isnull=False, bills__cancelled_by=None,
        ).order_by().values("municipality_id").annotate(first=Min("month")).values_list("municipality_id", "first")
    )  # fmt: skip
    answers = rule_choices.of_cities(keys)
    return {each.pk: of_city(each, day, each.pk in agreed, billed.get(each.pk), answers) for each in municipalities}


def of_city(municipality, day, agreed, billed_since, answers):
    try:
        answer = answers(municipality.pk, first_day(day))
    except NotInForce:  # before the law there was nothing to pay
        return Judged(agreed, {}, 0, billed_since)
    if billed_since is None:
        return Judged(agreed, {}, answer.paid_within, None)
    holidays = municipality.holidays.days().__contains__
    found = {}
    for segment in Segment:
        last = last_due(segment, day, holidays, relief=answer.relief)
        first = add_months(last, 1 - answer.paid_within)
        if billed_since <= first:
            found[segment] = (first, last)
    return Judged(agreed, found, answer.paid_within, billed_since)


def last_due(segment, day, holidays, *, relief):
    """The last month whose contribution was due before the day."""
    month = first_day(day)
    while day <= deadlines.due_date(
        segment=segment, program=Program.JKM, month=month, is_holiday=holidays, relief=relief
    ):
        month = add_months(month, -1)
    return month


def programs_on(day):
    """What an agreement has to cover; nothing before the law."""
    entry = eligibility.ACTIVE_MEMBER.find(day)
    return [program.value for program in entry.value.programs] if entry else []


def parameters(municipalities, *, day, judged, within=None):
    """
    What the statement asks for.

    :param judged: of judged() above
    :param within: ids of the units whose people alone are looked at; None: everybody
    """
    keys = [each.pk for each in municipalities]
    spans = [
        (pk, segment.value, *months) for pk in keys for segment, months in judged[pk].months.items()
    ]  # fmt: skip
    paid_in, segments, firsts, lasts = ([span[place] for span in spans] for place in range(4))
    return {
        "municipalities": keys, "day": day, "within": within, "programs": programs_on(day),
        "agreed_in": [pk for pk in keys if judged[pk].agreements],
        "paid_in": paid_in, "segments": segments, "firsts": firsts, "lasts": lasts,
    }  # fmt: skip
