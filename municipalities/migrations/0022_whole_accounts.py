from django.db import migrations, models
from django.db.models.functions import Upper

from municipalities.wall.accounts import ACCOUNT_FUNCTIONS, DROP_ACCOUNTS, HAND_OVER_ACCOUNTS


# Asked before the constraint is: PostgreSQL's own refusal would print one of the addresses into the log.
LOOK = """
DO $$
DECLARE doubles text;
BEGIN
  SELECT string_agg(ids, '; ' ORDER BY ids) INTO doubles FROM (
    SELECT string_agg(id::text, ', ' ORDER BY id) AS ids FROM municipalities_user
    WHERE email <> '' GROUP BY upper(email) HAVING count(*) > 1) each;
  IF doubles IS NOT NULL THEN
    RAISE EXCEPTION 'accounts share an e-mail address; user ids: %. Give each its own or none, then migrate again (docs/operators.md).', doubles
      USING ERRCODE = '23505';
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Whether somebody works here alone, an account that is shut, an own address that changes: each is a function."""

    dependencies = [("municipalities", "0021_addresses")]

    operations = [
        migrations.RunSQL(LOOK, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Upper("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="an_address_is_of_one_account",
            ),
        ),
        migrations.RunSQL(
            "GRANT UPDATE (last_name) ON municipalities_user TO payung_app",
            "REVOKE UPDATE (last_name) ON municipalities_user FROM payung_app",
        ),
        migrations.RunSQL(ACCOUNT_FUNCTIONS + HAND_OVER_ACCOUNTS, DROP_ACCOUNTS),
    ]
