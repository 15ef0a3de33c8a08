from django.db import migrations

from municipalities.wall import Protect, Reprotect


class Migration(migrations.Migration):
    """What belongs to an agreement or a circular is seen by whoever sees it, drafts included."""

    dependencies = [("agreements", "0003_parties_and_circulars"), ("municipalities", "0002_wall")]

    operations = [
        Reprotect("agreementscope", "AGREEMENT_PART", "FIGURES"),
        Protect("agreementevent", "AGREEMENT_EVENTS"),
        Protect("agreementparty", "AGREEMENT_PART"),
        Protect("agreementwitness", "AGREEMENT_PART"),
        Protect("agreementrate", "AGREEMENT_PART"),
        Protect("legalbasis", "REFERENCES"),
        Protect("agreementlegalbasis", "AGREEMENT_PART"),
        Protect("circular", "CIRCULAR"),
        Protect("circularaddressee", "CIRCULAR_PART"),
        Protect("circularcategory", "CIRCULAR_PART"),
        Protect("circularevent", "CIRCULAR_EVENTS"),
        Protect("circularlegalbasis", "CIRCULAR_PART"),
        Protect("briefing", "FIGURES"),
        Protect("briefingattendance", "FIGURES"),
    ]
