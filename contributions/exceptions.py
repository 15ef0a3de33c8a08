"""What to look at before a month is approved: who is not billed, and why; wages, numbers, ages that stand out."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agreements import reasons, terms
from common.months import add_months, last_day
from contributions import lines, totals
from municipalities.city import rule_choices, unit_names, wage_bases
from regulations.rates import RATE_COLUMNS


FAR_ABOVE = 10  # times the median wage: usually a zero too many


@dataclass(frozen=True)
class Kind:
    """One group of exceptions, in the order in which they are to be looked at."""

    code: str
    title: str
    advice: str


KINDS = {
    kind.code: kind
    for kind in (
        Kind("UNBILLED", _("Tidak ditagih"), _("Kepesertaannya berlaku, tetapi ada programnya yang tanpa iuran.")),
        Kind("ENDED", _("Ditagih, padahal tidak berlaku lagi"), _("Datanya berubah sesudah dihitung. Hitung ulang.")),
        Kind("BELOW_MINIMUM", _("Upah di bawah upah minimum"), _("Periksa apakah upahnya sudah sebulan penuh.")),
        Kind("FAR_ABOVE", _("Upah lebih dari 10 kali upah tengah"), _("Biasanya kelebihan nol pada berkas.")),
        Kind(
            "LIKE_MONTHLY",
            _("Dihitung sebagai upah sehari, tetapi tampaknya upah sebulan"),
            _("Hasilnya lebih dari dua kali upah minimum. Betulkan upahnya, atau dasar upah di Pengaturan."),
        ),
        Kind(
            "UNCOVERED",
            _("Tanpa perjanjian yang berlaku"),
            _("Tetap ditagih, karena terdaftar. Perpanjang atau perluas perjanjiannya."),
        ),
        Kind("TWICE", _("Ditagih di lebih dari satu tempat"), _("Boleh bila orangnya memang bekerja di dua tempat.")),
        Kind("OVER_AGE", _("Melewati usia peringatan"), _("Tidak menghalangi; tanyakan kepada kantor cabang.")),
        Kind("NO_KPJ", _("Belum punya nomor KPJ"), _("Perlindungan mulai saat BPJS menerbitkan nomor.")),
    )
}  # fmt: skip
REASONS = {
    "NOT_OWED": _("menurut jawaban kota atas ketentuan yang belum pasti, bulan ini tidak ditagih"),
    "NO_WAGE": _("upah belum diisi, padahal iuran dihitung dari upah yang diterima"),
    "NO_MINIMUM": _("iuran dihitung dari upah minimum, tetapi upah minimum bulan itu belum dicatat"),
    "NO_RATE": _("tidak ada tarif yang berlaku untuk segmen, sektor, dan programnya"),
    "CHANGED": _("terdaftar atau diubah sesudah iuran dihitung"),
}
FLAGGED = f"""
WITH billed AS (
  SELECT enrollment_id, max(segment) AS segment, array_agg(DISTINCT program::text) AS programs,
         max(base) FILTER (WHERE segment = 'PU') AS wage
  FROM contributions_contributionline WHERE municipality_id = %(municipality)s AND run_id = %(run)s
  GROUP BY enrollment_id
), covered AS ({lines.COVERED}
), person AS (
  SELECT b.*, e.worker_id, e.category_id, e.kpj, w.birth_date, count(*) OVER (PARTITION BY e.worker_id) AS places
  FROM billed b JOIN enrollment_enrollment e ON e.municipality_id = %(municipality)s AND e.id = b.enrollment_id
  JOIN enrollment_worker w ON w.municipality_id = %(municipality)s AND w.id = e.worker_id
), median AS MATERIALIZED (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY wage) AS wage FROM billed
), flagged AS (
  SELECT 'UNBILLED' AS code, l.id AS enrollment_id, NULL::bigint AS amount,
         array_to_string(ARRAY(SELECT unnest(string_to_array(l.programs, '_')) EXCEPT SELECT unnest(b.programs)
                               ORDER BY 1), ', ')
           AS programs,
         CASE WHEN NOT l.is_owed THEN 'NOT_OWED'
              WHEN l.segment = 'PU' AND l.counted_wage IS NULL AND l.basis IN ('UMK', 'UMP') THEN 'NO_MINIMUM'
              WHEN l.segment = 'PU' AND l.counted_wage IS NULL THEN 'NO_WAGE'
              WHEN (SELECT count(DISTINCT r.program)
                    FROM jsonb_to_recordset(%(rates)s::jsonb) AS r({RATE_COLUMNS})
                    WHERE r.segment = l.segment AND r.sector = l.sector AND r.funding_source = l.funding_source
                      AND r.program = ANY (string_to_array(l.programs, '_')))
                   < cardinality(string_to_array(l.programs, '_')) THEN 'NO_RATE'
              ELSE 'CHANGED' END AS reason
  FROM covered l LEFT JOIN billed b ON b.enrollment_id = l.id
  WHERE b.enrollment_id IS NULL OR NOT b.programs @> string_to_array(l.programs, '_')
  UNION ALL SELECT 'UNCOVERED', p.enrollment_id, NULL, string_agg(DISTINCT l.program, ', '), ''
    FROM person p JOIN contributions_contributionline l ON l.municipality_id = %(municipality)s
      AND l.run_id = %(run)s AND l.enrollment_id = p.enrollment_id
    LEFT JOIN ({terms.COVERING}) v ON v.unit_id = l.unit_id AND v.category_id = p.category_id
      AND v.program = l.program
    WHERE v.unit_id IS NULL GROUP BY p.enrollment_id
  UNION ALL SELECT 'ENDED', b.enrollment_id, NULL, '', '' FROM billed b
    LEFT JOIN covered l ON l.id = b.enrollment_id WHERE l.id IS NULL
  UNION ALL SELECT 'BELOW_MINIMUM', enrollment_id, wage, '', '' FROM billed WHERE wage < %(minimum)s
  UNION ALL SELECT 'FAR_ABOVE', b.enrollment_id, b.wage, '', '' FROM billed b JOIN median m
    ON b.wage > m.wage * %(far_above)s
  UNION ALL SELECT 'LIKE_MONTHLY', b.enrollment_id, b.wage, '', '' FROM billed b JOIN covered l
    ON l.id = b.enrollment_id AND l.basis = 'DAILY' WHERE b.wage > %(daily_most)s
  UNION ALL SELECT 'TWICE', enrollment_id, wage, '', '' FROM person WHERE places > 1
  UNION ALL SELECT 'OVER_AGE', enrollment_id, NULL, '', '' FROM person
    WHERE birth_date <= CASE segment WHEN 'PU' THEN %(born_pu)s::date ELSE %(born_bpu)s::date END
  UNION ALL SELECT 'NO_KPJ', enrollment_id, NULL, '', '' FROM person WHERE kpj = ''
)
"""
COUNTS = f"{FLAGGED} SELECT code, count(*) AS workers, 0::bigint AS amount FROM flagged GROUP BY code"
LIST = f"""{FLAGGED}
SELECT w.id AS worker_id, e.unit_id, e.category_id, w.public_id, w.name, w.nik, w.birth_date,
       u.name AS unit, c.name AS category, f.amount, f.programs, f.reason
FROM flagged f
JOIN enrollment_enrollment e ON e.municipality_id = %(municipality)s AND e.id = f.enrollment_id
JOIN enrollment_worker w ON w.municipality_id = %(municipality)s AND w.id = e.worker_id
JOIN {unit_names.PLACED.format("municipality")} u ON u.id = e.unit_id
JOIN municipalities_category c ON c.municipality_id = %(municipality)s AND c.id = e.category_id
WHERE f.code = %(code)s ORDER BY u.place, u.name, w.name_search, f.enrollment_id LIMIT %(limit)s OFFSET %(offset)s
"""


def counts(run):
    """(Kind, how many) of every group somebody is in, the gravest first."""
    found = {row["code"]: row["workers"] for row in totals.rows_of(*counting(run))}
    return [(kind, found[code]) for code, kind in KINDS.items() if code in found]


def counting(run):
    """The statement that counts them, rows of code, workers and amount (none), and what it asks for."""
    return COUNTS, _given(run)


def listed(run, *, code, limit, offset=0):
    """Who is in a group: name, nik, birth_date, unit, category, amount (wage), programs and the reason in words."""
    rows = totals.rows_of(LIST, _given(run) | {"code": code, "limit": limit, "offset": offset})
    if code == "UNCOVERED":
        asked = reasons.Uncovered(run.municipality, first=run.month, last=last_day(run.month))
        return [row | why_uncovered(row, asked) for row in rows]
    return [row | {"reason": REASONS.get(row["reason"], "")} for row in rows]


def why_uncovered(row, asked):
    """The programmes that no agreement covers, and why: those with the same reason together."""
    found = {}
    for program in row["programs"].split(", "):
        reason = str(asked.why(unit=row["unit_id"], category=row["category_id"], program=program))
        found.setdefault(reason, []).append(program)
    (reason, programs), *others = found.items()
    more = [f"{', '.join(names)}: {said}" for said, names in others]
    return {"programs": ", ".join(programs), "reason": "; ".join([reason, *more])}


def minimum_wage(municipality, month):
    """The minimum wage of the city in a month, with its source; None where none is recorded."""
    return wage_bases.minimum_on(municipality, month)


def limits(municipality, month):
    """From where on a wage or an age stands out in a month."""
    minimum = minimum_wage(municipality, month)
    answers = rule_choices.of_month(municipality.pk, month)
    return {
        "minimum": minimum.amount if minimum else None,
        "far_above": FAR_ABOVE,
        "daily_most": wage_bases.daily_most(municipality, month),
        "born_pu": _warned_if_born_by(answers.warn_from_age["PU"], month),
        "born_bpu": _warned_if_born_by(answers.warn_from_age["BPU"], month),
    }


def _given(run):
    covering = terms.covering(municipality=run.municipality, month=run.month)
    return lines.of_run(run) | covering.parameters | limits(run.municipality, run.month)


def _warned_if_born_by(years, month):
    return add_months(last_day(month), -12 * years) if years else None
