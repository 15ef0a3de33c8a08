from django.db import migrations

from municipalities.wall.addresses import ADDRESSES_FUNCTION
from municipalities.wall.people import IN_FORCE, ME, ROLE


OF_THE_CITY_ALONE = f"""
CREATE OR REPLACE FUNCTION sec.addresses(city bigint, roles text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT lower(u.email)
  FROM public.municipalities_scope s JOIN public.municipalities_user u ON u.id = s.user_id
  WHERE s.municipality_id = city AND s.role = ANY (roles) AND {IN_FORCE}
    AND u.is_active AND NOT u.is_service AND u.email <> ''
    AND EXISTS (
      SELECT FROM public.municipalities_scope mine
      WHERE mine.user_id = {ME} AND mine.role = 'SYSTEM' AND {ROLE} = 'SYSTEM' AND mine.municipality_id = city
        AND city = ANY ((SELECT sec.munis())::bigint[]))
  ORDER BY 1 $$;
"""


class Migration(migrations.Migration):
    """A reminder reaches the offices that serve the city as well; the owner and the grants of the function stay."""

    dependencies = [("municipalities", "0004_units_of_the_service_user")]

    operations = [
        migrations.RunSQL(
            ADDRESSES_FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
            OF_THE_CITY_ALONE,
        )
    ]
