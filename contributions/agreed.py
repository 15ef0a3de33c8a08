"""Under which agreement each line of a month stands, and whether what it says of the rate is the law of that month."""

from django.utils.translation import gettext_lazy as _

from agreements import tariffs, terms
from agreements.models import Agreement
from contributions import totals
from regulations.words import Payer


PAYERS = {Payer.EMPLOYER: _("pemberi kerja"), Payer.WORKER: _("pekerja")}
# The agreement is the one of the nearest unit up the tree that covers category and programme in the month. Whoever is
# covered for more than one programme counts once: of two programmes of one place the larger number holds the smaller.
# Of a month each person has one line of a programme and payer, so its lines are its people (`people` counts each with
# one programme alone, which another agreement may cover).
PER_AGREEMENT = f"""
SELECT p.agreement_id, sum(p.workers)::bigint AS workers, sum(p.total)::bigint AS total FROM (
  SELECT v.agreement_id, max(s.workers) AS workers, sum(s.total) AS total
  FROM (SELECT unit_id, category_id, segment, program, sum(total) AS total,
               max(workers) AS workers
        FROM (SELECT unit_id, category_id, segment, program, payer, sum(lines) AS workers, sum(total) AS total
              FROM contributions_runsum WHERE municipality_id = %(municipality)s AND run_id = %(run)s
              GROUP BY unit_id, category_id, segment, program, payer) l
        GROUP BY unit_id, category_id, segment, program) s
  LEFT JOIN ({terms.COVERING}) v
    ON v.unit_id = s.unit_id AND v.category_id = s.category_id AND v.program = s.program
  GROUP BY v.agreement_id, s.unit_id, s.category_id, s.segment
) p
GROUP BY p.agreement_id ORDER BY total DESC
"""
RATES = """
SELECT s.program, s.segment, s.payer, s.rate * s.factor / 100 AS rate, s.source,
       CASE WHEN min(s.least) = max(s.most) AND s.segment = 'BPU' THEN min(s.least) END AS amount
FROM contributions_runsum s WHERE s.municipality_id = %(municipality)s AND s.run_id = %(run)s
GROUP BY s.program, s.segment, s.payer, s.rate, s.factor, s.source
ORDER BY s.segment DESC, array_position(ARRAY['JKK', 'JKM', 'JHT']::varchar[], s.program), s.payer, s.rate
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
