"""Under which agreement each line of a month stands, and whether what it says of the rate is the law of that month."""

from agreements import tariffs, terms
from agreements.models import Agreement
from contributions import totals


# The agreement is the one of the nearest unit up the tree that covers category and programme in the month.
PER_AGREEMENT = f"""
SELECT v.agreement_id, count(DISTINCT l.enrollment_id) AS workers, sum(l.amount)::bigint AS total
FROM contributions_contributionline l
JOIN enrollment_enrollment e ON e.municipality_id = %(municipality)s AND e.id = l.enrollment_id
LEFT JOIN ({terms.COVERING}) v
  ON v.unit_id = l.unit_id AND v.category_id = e.category_id AND v.program = l.program
WHERE l.municipality_id = %(municipality)s AND l.run_id = %(run)s
GROUP BY v.agreement_id ORDER BY total DESC
"""
RATES = """
SELECT l.program, l.segment, l.payer, l.rate * l.factor / 100 AS rate, l.source,
       CASE WHEN min(l.amount) = max(l.amount) AND l.segment = 'BPU' THEN min(l.amount) END AS amount
FROM contributions_contributionline l WHERE l.municipality_id = %(municipality)s AND l.run_id = %(run)s
GROUP BY l.program, l.segment, l.payer, l.rate, l.factor, l.source
ORDER BY l.segment DESC, array_position(ARRAY['JKK', 'JKM', 'JHT']::varchar[], l.program), l.payer, l.rate
"""


def per_agreement(run):
    """[{agreement or None, workers, total, comparisons}] of a run; None has what no agreement covers."""
    asked = terms.covering(municipality=run.municipality, month=run.month)
    rows = totals.rows_of(PER_AGREEMENT, asked.parameters | {"run": run.pk})
    parts = ("rates", "scopes__category")
    agreements = Agreement.objects.select_related("municipality").prefetch_related(*parts).in_bulk(
        [row["agreement_id"] for row in rows if row["agreement_id"]]
    )  # fmt: skip
    found = []
    for row in rows:
        agreement = agreements.get(row["agreement_id"])
        compared = tariffs.compare(agreement, months=[run.month]) if agreement else []
        found.append(
            {"agreement": agreement, "workers": row["workers"], "total": row["total"], "comparisons": compared}
        )
    return found


def rates_of(run):
    """The rates that the lines were worked out with: program, segment, payer, rate, amount (or None) and source."""
    return totals.rows_of(RATES, {"municipality": run.municipality_id, "run": run.pk})
