"""What the schedule does about claims."""

from celery import shared_task

from claims.reminders import CLAIMS
from municipalities.tasks import PeriodicTask, in_each_city


@shared_task(base=PeriodicTask)
def remind():
    """Every hour: in the cities where it is day, whoever the city chose is told which claims are due to be paid."""
    in_each_city(CLAIMS.in_the_morning)
