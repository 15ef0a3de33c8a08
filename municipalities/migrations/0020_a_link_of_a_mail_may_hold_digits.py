from django.db import migrations, models


PATTERN = "(^|[^0-9A-Za-z_-])[0-9]{16}([^0-9A-Za-z_-]|$)"


class Migration(migrations.Migration):
    """Sixteen digits within the token of a link are no NIK."""

    dependencies = [("municipalities", "0019_zone")]

    operations = [
        migrations.RemoveConstraint(model_name="mail", name="no_nik_in_a_mail"),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body__regex", PATTERN), _negated=True),
                    models.Q(("subject__regex", PATTERN), _negated=True),
                ),
                name="no_nik_in_a_mail",
            ),
        ),
    ]
