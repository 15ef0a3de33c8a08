"""What to look at before a correction is approved, month by month: whom it is about, and who cannot be worked out."""

from django.utils.translation import gettext_lazy as _

from contributions import corrections, exceptions, lines, totals
from contributions.exceptions import Kind
from municipalities.city import unit_names
from regulations.rates import RATE_COLUMNS


LEFT_ALONE = Kind(
    "UNBILLED",
    _("Tidak dapat dihitung"),
    _("Iurannya di bulan itu dibiarkan seperti yang sudah disetujui. Lengkapi datanya, lalu hitung ulang."),
)
NOT_OWED = Kind(
    "NOT_OWED",
    _("Tidak ditagih menurut jawaban kota"),
    _("Menurut jawaban kota atas ketentuan yang belum pasti. Tidak ada data yang perlu dilengkapi."),
)
# Which of the answers it is: the reasons of a month's page say only that there is one.
REASONS = exceptions.REASONS | {
    "JOINED_LATE": _("mulai sesudah tanggal yang masih ditagih bulan itu"),
    "LEFT_EARLY": _("berakhir sebelum tanggal yang ditagih bulan itu"),
    "BPU_LATE": _("peserta BPU yang baru terdaftar sesudah bulannya disetujui"),
}
KINDS = {"UNBILLED": LEFT_ALONE, "NOT_OWED": NOT_OWED} | {
    code: exceptions.KINDS[code] for code in ("BELOW_MINIMUM", "FAR_ABOVE", "TWICE", "OVER_AGE", "NO_KPJ")
}
# Of one month. Whoever is taken back altogether is no exception any more.
FLAGGED = f"""
WITH covered AS MATERIALIZED ({lines.MONTH.format(billed_by=lines.BILLED_BY)}),
corrected AS (
  SELECT enrollment_id, max(base) FILTER (WHERE segment = 'PU') AS wage FROM contributions_contributionline
  WHERE municipality_id = %(municipality)s AND run_id = %(run)s AND month = %(month)s GROUP BY enrollment_id
), person AS (
  SELECT p.*, d.wage AS amount, w.birth_date
  FROM (SELECT *, count(*) OVER (PARTITION BY worker_id) AS places FROM covered WHERE is_owed) p
  JOIN corrected d ON d.enrollment_id = p.id
  JOIN enrollment_worker w ON w.municipality_id = %(municipality)s AND w.id = p.worker_id
), usual AS MATERIALIZED (
  SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY wage) AS wage FROM (
    SELECT max(base) AS wage FROM contributions_contributionline
    WHERE municipality_id = %(municipality)s AND run_id = %(regular)s AND segment = 'PU' GROUP BY enrollment_id) b
), flagged AS (
  SELECT CASE WHEN l.is_owed THEN 'UNBILLED' ELSE 'NOT_OWED' END AS code, l.id AS enrollment_id, l.worker_id,
         NULL::bigint AS amount,
         CASE WHEN NOT {lines.JOINED_IN_TIME.format(e="l")} THEN 'JOINED_LATE'
              WHEN NOT {lines.LEFT_IN_TIME.format(e="l")} THEN 'LEFT_EARLY' WHEN NOT l.is_owed THEN 'BPU_LATE'
              WHEN l.segment <> 'PU' OR l.counted_wage IS NOT NULL THEN 'NO_RATE'
              WHEN l.basis IN ('UMK', 'UMP') THEN 'NO_MINIMUM' ELSE 'NO_WAGE' END AS reason
  FROM covered l
  WHERE NOT l.is_owed OR l.segment = 'PU' AND l.counted_wage IS NULL
     OR (SELECT count(DISTINCT r.program) FROM jsonb_to_recordset(%(rates)s::jsonb) AS r({RATE_COLUMNS})
         WHERE r.segment = l.segment AND r.sector = l.sector AND r.funding_source = l.funding_source
           AND r.program = ANY (string_to_array(l.programs, '_'))) < cardinality(string_to_array(l.programs, '_'))
  UNION ALL SELECT 'BELOW_MINIMUM', id, worker_id, amount, '' FROM person WHERE amount < %(minimum)s
  UNION ALL SELECT 'FAR_ABOVE', p.id, p.worker_id, p.amount, '' FROM person p JOIN usual u
    ON p.amount > u.wage * %(far_above)s
  UNION ALL SELECT 'TWICE', id, worker_id, amount, '' FROM person WHERE places > 1
  UNION ALL SELECT 'OVER_AGE', id, worker_id, NULL, '' FROM person
    WHERE birth_date <= CASE segment WHEN 'PU' THEN %(born_pu)s::date ELSE %(born_bpu)s::date END
  UNION ALL SELECT 'NO_KPJ', id, worker_id, NULL, '' FROM person WHERE kpj = ''
)
"""
PEOPLE = f"{FLAGGED} SELECT DISTINCT code, worker_id FROM flagged"
LIST = f"""{FLAGGED}
SELECT w.id AS worker_id, w.public_id, w.name, w.nik, w.birth_date, u.name AS unit, %(month)s::date AS month, f.amount,
       f.reason
FROM flagged f
JOIN enrollment_enrollment e ON e.municipality_id = %(municipality)s AND e.id = f.enrollment_id
JOIN enrollment_worker w ON w.municipality_id = %(municipality)s AND w.id = f.worker_id
JOIN {unit_names.PLACED.format("municipality")} u ON u.id = e.unit_id
WHERE f.code = %(code)s ORDER BY u.place, u.name, w.name_search, f.enrollment_id LIMIT %(most)s
"""


def counts(run):
    """(Kind, how many people in any of its months) of every group somebody is in, the gravest first."""
    found = {}
    for given in _months(run):
        for row in totals.rows_of(PEOPLE, given):
            found.setdefault(row["code"], set()).add(row["worker_id"])
    return [(kind, len(found[code])) for code, kind in KINDS.items() if code in found]


def listed(run, *, code, limit, offset=0):
    """Who is in a group, a row for each month: name, nik, birth_date, unit, month, amount (wage) and the reason."""
    rows = []
    for given in _months(run):
        most = offset + limit - len(rows)
        if most > 0:
            rows += totals.rows_of(LIST, given | {"code": code, "most": most})
    return [row | {"reason": REASONS.get(row["reason"], "")} for row in rows[offset:]]


def _months(run):
    """What FLAGGED asks for, of each month of the correction; as it was calculated."""
    approved = [*corrections.approved_of(run.municipality).filter(pk__lt=run.pk)]
    for regular in corrections.months_of(run):
        limits = exceptions.limits(run.municipality, regular.month)
        yield lines.of_month_corrected(run, regular, approved) | limits
