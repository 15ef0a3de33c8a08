"""The rows that the monthly run takes as parameters give in PostgreSQL what contribution_for() gives in Python."""

import json
import random
from datetime import date

import pytest
from django.db import connection

from common.rupiah import share_sql
from regulations.rates import BAND_COLUMNS, RATE_COLUMNS, band_parameters, contribution_for, parameters_for
from regulations.words import FundingSource, PackageOfPrograms, RiskClass, Sector, Segment


BASE = "CASE r.base_rule WHEN 'WAGE' THEN p.wage WHEN 'BAND' THEN b.base ELSE r.flat_base END"
TOTALS = f"""
SELECT p.place, sum({share_sql(BASE, "r.rate", "r.factor")})
  FROM jsonb_to_recordset(%s::jsonb) AS p(place int, segment text, wage bigint, risk_class int, sector text,
                                          funding text, programs text, band text)
  JOIN jsonb_to_recordset(%s::jsonb) AS r({RATE_COLUMNS})
    ON r.segment = p.segment AND r.sector = p.sector AND r.funding_source = p.funding
   AND coalesce(r.risk_class, p.risk_class) = p.risk_class
   AND r.program = ANY (string_to_array(p.programs, '_'))
  JOIN jsonb_to_recordset(%s::jsonb) AS b({BAND_COLUMNS})
    ON CASE p.band WHEN 'BAND_1' THEN b.number = 1
                   ELSE p.wage >= b.lower AND p.wage < coalesce(b.below, p.wage + 1) END
 GROUP BY p.place ORDER BY p.place
"""


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("month", [date(2020, 9, 1), date(2025, 6, 1), date(2026, 2, 1), date(2026, 11, 1)])
def test_both_agree_for_every_kind_of_enrollment(month):
    chance = random.Random(month.toordinal())
    people = [
        {
            "segment": chance.choice(list(Segment)),
            "wage": chance.randrange(10 ** chance.randint(1, 8)),
            "risk_class": int(chance.choice(list(RiskClass))),
            "sector": chance.choice(list(Sector)),
            "funding": chance.choice(list(FundingSource)),
            "programs": chance.choice(list(PackageOfPrograms)),
            "band": chance.choice(["BAND_1", "BY_INCOME"]),
        }
        for _ in range(500)
    ]
    placed = [{"place": place, **person} for place, person in enumerate(people)]
    with connection.cursor() as cursor:
        cursor.execute(
            TOTALS, [json.dumps(placed), json.dumps(parameters_for(month)), json.dumps(band_parameters(month))]
        )
        found = [int(total) for _, total in cursor.fetchall()]
    assert found == [contribution_for(month=month, **person).total for person in people]
