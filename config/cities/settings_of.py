"""The city's own papers: letterhead, paper, who signs; and when it is reminded."""

from django.conf import settings

from municipalities.city import emblems
from municipalities.models import Letterhead, Office, Official, PaperFormat, ReminderPlan


EMBLEMS = settings.BASE_DIR / "examples" / "emblems"


def load(given, city):
    for head in given.get("letterheads", []):
        picture = head.pop("emblem", "")
        emblem = emblems.redrawn((EMBLEMS / picture).read_bytes()) if picture else None
        Letterhead.objects.create(municipality=city, emblem=emblem, **head)
    for paper in given.get("paper_formats", []):
        PaperFormat.objects.create(municipality=city, **paper)
    for each in given.get("offices", []):
        office = Office.objects.create(municipality=city, name=each["name"], duty=each["duty"])
        for person in each["officials"]:
            Official.objects.create(municipality=city, office=office, **person)
    for plan in given.get("reminder_plans", []):
        ReminderPlan.objects.create(municipality=city, **plan)
