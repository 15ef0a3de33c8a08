"""What the schedule does about agreements."""

from celery import shared_task

from agreements.reminders import AGREEMENTS
from municipalities.tasks import PeriodicTask, in_each_city


@shared_task(base=PeriodicTask)
def remind():
    """Every hour: in the cities where it is day, whoever the city chose is told which agreements run out."""
    in_each_city(AGREEMENTS.in_the_morning)
