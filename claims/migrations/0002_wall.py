from django.db import migrations

from municipalities.wall import Protect


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        Protect("claim", "CLAIM"),
        Protect("claimevent", "CLAIM_EVENTS"),
        Protect("heir", "CLAIM_PARTS"),
        Protect("scholarshipchild", "CLAIM_PARTS"),
        Protect("claimdocument", "CITY"),
        Protect("benefitline", "CLAIM_LINES"),
        Protect("payout", "PAYOUTS"),
    ]
