"""Papers that take their time, in the queue `pdf`. Each looks first whether it is there already."""

from celery import shared_task
from django.utils import timezone

from contributions import bills
from municipalities.tasks import TenantTask
from reports import printing


@shared_task(base=TenantTask)
def print_bill(work):
    work.step("PRINT")
    with work.open() as job:
        bill = bills.of([job.municipality]).select_related("municipality").get(pk=job.target_id)
        if printing.kept_bill(bill) is None:
            printing.keep_bill(bill, by=job.by, at=timezone.now())
