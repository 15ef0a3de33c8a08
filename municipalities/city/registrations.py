"""Which registration at BPJS counts for a unit: its own, else that of the nearest unit above it, else the city's."""

from typing import NamedTuple

from django.db import connection


# One row per unit of a city: unit_id, registration_id, risk_class; both null where nothing is registered.
# By the tree as it stood in the month. In force in the month; with %(known)s before it, what was in force that day is
# taken on.
NEAREST = """
  WITH RECURSIVE held AS (
    SELECT DISTINCT ON (g.unit_id) g.unit_id, g.id, g.risk_class FROM municipalities_registration g
    WHERE g.municipality_id = %(municipality)s AND g.start_date <= %(month)s
      AND (g.end_date IS NULL OR g.end_date >= least(%(month)s::date, %(known)s::date))
    ORDER BY g.unit_id, g.start_date DESC, g.npp, g.division
  ), placed AS (
    SELECT u.id, coalesce(p.parent_id, u.parent_id) AS parent_id FROM municipalities_unit u
    LEFT JOIN (SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM municipalities_unitplace
               WHERE municipality_id = %(municipality)s AND until > %(month)s ORDER BY unit_id, until) p
      ON p.unit_id = u.id
    WHERE u.municipality_id = %(municipality)s
  ), nearest AS (
    SELECT u.id AS unit_id, coalesce(own.id, city.id) AS registration_id,
           CASE WHEN own.id IS NULL THEN city.risk_class ELSE own.risk_class END AS risk_class
    FROM placed u LEFT JOIN held own ON own.unit_id = u.id LEFT JOIN held city ON city.unit_id IS NULL
    WHERE u.parent_id IS NULL
    UNION ALL
    SELECT u.id, coalesce(own.id, above.registration_id),
           CASE WHEN own.id IS NULL THEN above.risk_class ELSE own.risk_class END
    FROM nearest above
    JOIN placed u ON u.parent_id = above.unit_id
    LEFT JOIN held own ON own.unit_id = u.id
  ) SELECT * FROM nearest
"""


class Registered(NamedTuple):
    """What a unit is registered under; nothing where neither it nor anything above it is."""

    registration_id: int | None
    risk_class: int | None


def nearest(*, municipality, month):
    """{unit id: Registered} of every unit of the city, for a month."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"municipality": municipality.pk, "month": month, "known": month})
        return {unit_id: Registered(*found) for unit_id, *found in cursor.fetchall()}
