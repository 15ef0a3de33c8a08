"""What the schedule does about bills."""

from celery import shared_task

from contributions.reminders import BILLS
from municipalities.tasks import PeriodicTask, in_each_city


@shared_task(base=PeriodicTask)
def remind():
    """Every hour: in the cities where it is day, whoever the city chose is told which bills are not paid."""
    in_each_city(BILLS.in_the_morning)
