from django.db import migrations

from municipalities.wall import Rerole


class Migration(migrations.Migration):
    """A clerk reads agreements, briefings and legal bases, and writes none."""

    dependencies = [("agreements", "0004_wall_of_parts")]

    operations = [
        Rerole("agreement", "AGREEMENT"),
        Rerole("agreementscope", "AGREEMENT_PART"),
        Rerole("agreementevent", "AGREEMENT_EVENTS"),
        Rerole("agreementparty", "AGREEMENT_PART"),
        Rerole("agreementwitness", "AGREEMENT_PART"),
        Rerole("agreementrate", "AGREEMENT_PART"),
        Rerole("legalbasis", "REFERENCES"),
        Rerole("agreementlegalbasis", "AGREEMENT_PART"),
        Rerole("briefing", "FIGURES"),
        Rerole("briefingattendance", "FIGURES"),
    ]
