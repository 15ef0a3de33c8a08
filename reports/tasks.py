"""Papers that take their time, in the queue `pdf`: each looks first whether it is there already. And the schedule."""

from celery import shared_task
from django.utils import timezone

from contributions import bills
from municipalities.tasks import PeriodicTask, TenantTask, in_each_city
from municipalities.trails import sealing
from reports import card_orders, counting, printing, recap_papers, retention
from reports.expiry_reminders import AGREEMENTS


@shared_task(base=TenantTask)
def print_bill(work):
    work.step("PRINT")
    with work.open() as job:
        bill = bills.of([job.municipality]).select_related("municipality").get(pk=job.target_id)
        if printing.kept_bill(bill) is None:
            printing.keep_bill(bill, by=job.by, at=timezone.now())


@shared_task(base=TenantTask)
def print_recap(work):
    """Whoever takes it over prints it again: the same content is kept once."""
    work.step("PRINT")
    with work.open() as job:
        recap_papers.print_ordered(job, at=timezone.now())


@shared_task(base=TenantTask)
def print_cards(work):
    """The sheet, the lines of its cards and the end of the job are one transaction: a killed worker leaves no card."""
    work.step("PEOPLE")
    with card_orders.nothing_left_behind() as orders, work.open() as job:
        order = card_orders.held(job)
        orders.append(order)
        if order:
            card_orders.fill(order=order, by=job.by, at=timezone.now())
        work.finish(job)


@shared_task(base=TenantTask)
def count_coverage(work):
    """One day after the other, each in a transaction of its own; whoever takes it over counts them again."""
    work.step("COUNT")
    with work.open() as job:
        city, sealed = job.municipality, sealing.head_of(job.municipality).number
        days = counting.days_of(city.today())
    for day in days:
        with work.open():
            counting.count(municipality=city, day=day, at=timezone.now())
    with work.open():
        counting.drop_others(municipality=city, days=days)
    return {"sealed": sealed}


@shared_task(base=PeriodicTask)
def ask_for_counts():
    """Every minute: where something has moved people, and once a day everywhere, a city is counted anew."""
    in_each_city(counting.ask_where_changed)


@shared_task(base=PeriodicTask)
def forget_people():
    """Every hour: in the cities where it is night, whoever left long ago is forgotten, if the city wants it so."""
    in_each_city(retention.forget_at_night)


@shared_task(base=PeriodicTask)
def remind_of_agreements():
    """Every hour: in the cities where it is day, those concerned are told which agreements leave people uncovered."""
    in_each_city(AGREEMENTS.in_the_morning)
