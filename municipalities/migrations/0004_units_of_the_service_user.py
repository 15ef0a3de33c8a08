from django.db import migrations

from municipalities.wall.functions import UNITS_FUNCTION


OF_CLERKS_ALONE = """
CREATE OR REPLACE FUNCTION sec.units() RETURNS bigint[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN nullif(current_setting('app.role', true), '') IS DISTINCT FROM 'CLERK' THEN NULL ELSE (
    WITH RECURSIVE below AS (
      SELECT s.municipality_id, s.unit_id AS id
      FROM public.municipalities_scope s
      WHERE s.user_id = nullif(current_setting('app.user_id', true), '')::bigint
        AND s.role = 'CLERK'
        AND sec.today() BETWEEN s.start_date AND coalesce(s.end_date, 'infinity')
        AND s.municipality_id = ANY (string_to_array(
              nullif(current_setting('app.municipality_ids', true), ''), ',')::bigint[])
      UNION
      SELECT u.municipality_id, u.id
      FROM public.municipalities_unit u
      JOIN below b ON u.municipality_id = b.municipality_id AND u.parent_id = b.id)
    SELECT coalesce(array_agg(id), '{}') FROM below) END $$;
"""


class Migration(migrations.Migration):
    """The service user may work for one unit, and then sees no other; its owner and its grants stay."""

    dependencies = [("municipalities", "0003_units_in_reading_order")]

    operations = [
        migrations.RunSQL(
            UNITS_FUNCTION.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
            OF_CLERKS_ALONE,
        )
    ]
